import type { CallRow, TakerShown } from "@amaliyat/contract/calls";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { axisStep, hereOf, hourBars, lineState, lineWaits, seatsOf, totalsOf, waitNow, type WallLine } from "./board-facts.ts";

const NOW = Date.parse("2026-03-01T03:20:00+01:00");
const LINE: WallLine = {
  line: "17",
  calls: 0,
  answered: 0,
  within15: null,
  within20: null,
  abandoned: 0,
  zeroSecond: 0,
  silent: 0,
  overflowed: 0,
  callBack: 0,
  toCallBack: 0,
  waiting: 0,
  longestWaitS: 0,
  targets: [
    { withinS: 20, share: 0.95, reached: null, met: null },
    { withinS: 15, share: 0.9, reached: null, met: null },
  ],
};

describe("a line on the board", () => {
  it("has waiting whoever is listed as waiting, and the wait goes on by itself", () => {
    const call = (line: string, state: CallRow["state"], more: Partial<CallRow> = {}) =>
      ({ callId: `${line} ${state}`, line, state, since: new Date(NOW - 12_000).toISOString(), ...more }) as CallRow;
    const open = [call("17", "waiting"), call("17", "talking"), call("104", "offered"), call("17", "elsewhere", { callBack: "leaving" })];
    const found = lineWaits("17", open, [call("17", "ended", { callBack: "waiting" })]);
    expect(found).toEqual({ count: 1, oldest: NOW - 12_000, toCallBack: 1 });
    expect(waitNow(found, NOW + 4000)).toBe(16);
    expect(waitNow(lineWaits("1548", open, []), NOW)).toBeNull();
    // A clock that is behind counts nothing below nothing.
    expect(waitNow(found, NOW - 13_000)).toBe(0);
  });

  it("needs a person past its soonest target, or when the day misses one; nothing counted misses nothing", () => {
    expect(lineState(LINE, null)).toBe("calm");
    expect(lineState(LINE, 15)).toBe("calm");
    expect(lineState(LINE, 15.1)).toBe("waits_long");
    expect(lineState({ targets: [] }, 500)).toBe("calm");
    const missed = LINE.targets.map((target) => ({ ...target, reached: 0.5, met: target.withinS === 20 }));
    expect(lineState({ targets: missed }, null)).toBe("missed");
    expect(lineState({ targets: missed }, 16)).toBe("waits_long");
  });
});

describe("the day", () => {
  it("weighs each line by what was counted on it", () => {
    const busy = { ...LINE, calls: 100, answered: 90, abandoned: 9, overflowed: 1, within15: 0.9, within20: 0.95 };
    const quiet = { ...LINE, line: "104", calls: 101, answered: 100, within15: 0.5, within20: 1, zeroSecond: 1 };
    expect(totalsOf([busy, quiet, LINE])).toEqual({ calls: 201, abandoned: 9, within15: 0.7, within20: 0.975 });
    expect(totalsOf([LINE])).toEqual({ calls: 0, abandoned: 0, within15: null, within20: null });
  });

  it("has a bar for every hour up to the present one, which is marked", () => {
    const hours = [{ ...LINE, hour: 1, calls: 7 }];
    expect(hourBars(hours, NOW, 10)).toEqual([
      { hour: 0, calls: 0, isNow: false },
      { hour: 1, calls: 7, isNow: false },
      { hour: 2, calls: 0, isNow: false },
      { hour: 3, calls: 0, isNow: true },
    ]);
    expect(hourBars(hours, NOW, 2).map(({ hour }) => hour)).toEqual([2, 3]);
  });

  it("draws every bar within its axis, and none too small", () => {
    fc.assert(
      fc.property(fc.nat(100_000), (highest) => {
        const top = 3 * axisStep(highest);
        expect(top).toBeGreaterThanOrEqual(highest);
        expect(top).toBeLessThanOrEqual(Math.max(3, highest * 3));
      }),
    );
    expect([0, 1, 4, 44, 46, 150].map(axisStep)).toEqual([1, 1, 2, 15, 20, 50]);
  });
});

it("seats those who work first, with the line of the call that each has", () => {
  const seat = (extension: string, here: boolean, state: TakerShown["state"]): TakerShown => ({
    userId: extension,
    name: extension,
    extension,
    languages: ["ar"],
    lines: null,
    here,
    connected: here,
    state,
    since: "2026-03-01T02:00:00.000Z",
    pauseNext: null,
  });
  const takers = [
    seat("8001", false, { kind: "off" }),
    seat("8002", true, { kind: "paused", reason: "meal" }),
    seat("8010", true, { kind: "talking", callId: "a" }),
    seat("8009", true, { kind: "ready" }),
  ];
  const open = [{ callId: "a", line: "1548" } as CallRow];
  expect(seatsOf(takers, open).map(({ taker, call }) => [taker.extension, call?.line])).toEqual([
    ["8009", undefined],
    ["8010", "1548"],
    ["8002", undefined],
    ["8001", undefined],
  ]);
  expect(hereOf(takers)).toBe(3);
});
