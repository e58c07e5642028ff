import { describe, expect, it } from "vitest";
import { advance, holds, isEmpty, locate, offsetOf, rangeHeader } from "./ranges.ts";
import { shuttle } from "./replay-state.ts";

const plan = locate({
  segmentId: "s",
  codec: "avc1.4d0028",
  segmentStart: "2026-04-18T01:30:10.000Z",
  keyFrameAt: "2026-04-18T01:30:14.000Z",
  endsAt: "2026-04-18T01:30:20.000Z",
  init: [0, 700],
  first: [400_700, 500_700],
  rest: [500_700, 1_000_700],
});

describe("ranges of a plan", () => {
  it("asks for exactly the bytes of a half-open range", () => {
    expect(rangeHeader(plan.first)).toBe("bytes=400700-500699");
    expect(rangeHeader(plan.init)).toBe("bytes=0-699");
  });

  it("covers the segment without a hole: before, first, rest", () => {
    expect(plan.before).toEqual([700, 400_700]);
    expect(plan.whole).toEqual([400_700, 1_000_700]);
  });

  it("knows that nothing follows the last key frame, and nothing precedes the first", () => {
    const alone = locate({ ...iso(), first: [700, 900], rest: [900, 900] });
    expect(isEmpty(alone.rest)).toBe(true);
    expect(isEmpty(alone.before)).toBe(true);
    expect(alone.whole).toEqual([700, 900]);
  });

  it("puts a segment where the wall clock says", () => {
    expect(offsetOf(plan, Date.parse("2026-04-18T01:30:00.000Z"))).toBe(10);
    expect(offsetOf(plan, Date.parse("2026-04-18T01:30:12.500Z"))).toBe(-2.5);
  });
});

const iso = () => ({
  segmentId: "s",
  codec: "avc1.4d0028",
  segmentStart: "2026-04-18T01:30:10.000Z",
  keyFrameAt: "2026-04-18T01:30:10.000Z",
  endsAt: "2026-04-18T01:30:12.000Z",
  init: [0, 700] as [number, number],
});

describe("playing over holes", () => {
  const spans = [
    { start: 0, end: 10 },
    { start: 14.5, end: 20 },
  ];

  it("goes on inside, jumps at the end of a span, waits at the end of all", () => {
    expect(advance(spans, 9.5)).toEqual({ kind: "go" });
    expect(advance(spans, 9.97)).toEqual({ kind: "jump", to: 14.501 });
    expect(advance(spans, 12)).toEqual({ kind: "jump", to: 14.501 });
    expect(advance(spans, 19.98)).toEqual({ kind: "wait" });
    expect(advance([], 3)).toEqual({ kind: "wait" });
  });

  it("does not jump again from where it landed", () => {
    expect(advance(spans, 14.501)).toEqual({ kind: "go" });
  });

  it("shows from the buffer only what a decoder gives without more", () => {
    expect(holds(spans, 0)).toBe(true);
    expect(holds(spans, 9.99)).toBe(false);
    expect(holds(spans, 12)).toBe(false);
  });
});

describe("shuttle", () => {
  it("doubles towards where it goes, and turns at 1", () => {
    expect(shuttle({ playing: false, speed: 1 }, true)).toBe(1);
    expect(shuttle({ playing: true, speed: 1 }, true)).toBe(2);
    expect(shuttle({ playing: true, speed: 4 }, true)).toBe(4);
    expect(shuttle({ playing: true, speed: 4 }, false)).toBe(-1);
    expect(shuttle({ playing: true, speed: -1 }, false)).toBe(-2);
    expect(shuttle({ playing: true, speed: -2 }, true)).toBe(1);
    expect(shuttle({ playing: true, speed: 0.5 }, true)).toBe(1);
  });
});
