import { describe, expect, it } from "vitest";
import { askable, rangeOf, turn } from "./range.ts";
import { playbackSearch } from "./search.ts";

const now = Date.parse("2026-04-18T02:00:00Z");
const MINUTE = 60_000;

describe("span of an address", () => {
  it("is what it says, the last five minutes if it says nothing", () => {
    expect(rangeOf({}, now)).toEqual({ from: now - 5 * MINUTE, to: now });
    const from = "2026-04-18T01:00:00Z";
    expect(rangeOf({ from, to: "2026-04-18T01:20:00Z" }, now)).toEqual({ from: now - 60 * MINUTE, to: now - 40 * MINUTE });
    expect(rangeOf({ from }, now)).toEqual({ from: now - 60 * MINUTE, to: now - 55 * MINUTE });
  });

  it("is never longer than a day nor turned round", () => {
    const long = rangeOf({ from: "2026-04-01T00:00:00Z", to: "2026-04-18T00:00:00Z" }, now);
    expect(long.to - long.from).toBe(24 * 60 * MINUTE);
    const round = rangeOf({ from: "2026-04-18T01:00:00Z", to: "2026-04-17T01:00:00Z" }, now);
    expect(round.to - round.from).toBe(5 * MINUTE);
  });

  it("reads what it understands and leaves out the rest", () => {
    expect(playbackSearch({ camera: "c", from: "yesterday", to: 5, other: 1 })).toEqual({ camera: "c" });
  });
});

describe("the span beside", () => {
  it("goes one length earlier or later, to the present at most", () => {
    const span = { from: now - 20 * MINUTE, to: now - 10 * MINUTE };
    expect(turn(span, -1, now)).toEqual({ from: now - 30 * MINUTE, to: now - 20 * MINUTE });
    expect(turn(span, 1, now)).toEqual({ from: now - 10 * MINUTE, to: now });
    expect(turn({ from: now - 5 * MINUTE, to: now }, 1, now)).toEqual({ from: now - 5 * MINUTE, to: now });
  });
});

describe("what can be asked for", () => {
  it("lies in the span and was written when it was opened", () => {
    const span = { from: now - 5 * MINUTE, to: now };
    expect(askable(span, now, now - 9 * MINUTE)).toBe(span.from);
    expect(askable(span, now, now)).toBe(now - 1000);
    expect(askable(span, now + 9 * MINUTE, now)).toBe(now - 1);
  });
});
