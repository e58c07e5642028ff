import { describe, expect, test } from "vitest";
import { emptyAcd, type LineRules, type QueuedCall, type Taker } from "./index.ts";
import { choose, rulesOf, suits } from "./match.ts";
import { isThere, NOBODY_MS, OTHER_ROOM, OUTSIDE_AGAIN_MS, outsideClocks, outsideDue, TELEPHONE } from "./outside.ts";
import { LINES, waitingCall } from "./testing/queue.ts";

const AT = 1_000_000;
const rules: LineRules = {
  lineId: "17",
  priority: 1,
  offerMs: 15_000,
  wrapUpMs: 0,
  anyLanguageMs: 20_000,
  overflowMs: null,
  otherRoomMs: 20_000,
  telephoneMs: 30_000,
  callBack: false,
};
const call = (given: Partial<QueuedCall> = {}): QueuedCall => waitingCall("c", { lineId: "17", priority: 1, since: AT, ...given });
const taker = (takerId: string, given: Partial<Taker> = {}): Taker => ({
  takerId,
  languages: ["ar"],
  lines: null,
  state: { kind: "ready" },
  since: 0,
  idleSince: 0,
  missed: 0,
  pauseNext: null,
  locked: false,
  ...given,
});
const takersOf = (...takers: readonly Taker[]): ReadonlyMap<string, Taker> => new Map(takers.map((each) => [each.takerId, each]));
const STATES = [
  { kind: "off" },
  { kind: "ready" },
  { kind: "paused", reason: "meal" },
  { kind: "offered", callId: "d" },
  { kind: "talking", callId: "d" },
  { kind: "consulted", callId: "d", after: "ready" },
  { kind: "wrap_up", callId: "d", until: AT + 5 },
] as const;

describe("a call suits a call-taker", () => {
  test.each<[string, Partial<Taker>, Partial<QueuedCall>, number, boolean]>([
    ["who answers all lines", {}, {}, 0, true],
    ["who answers its line", { lines: ["104", "17"] }, {}, 0, true],
    ["not one of other lines", { lines: ["104"] }, {}, 99_999, false],
    ["not one of no line", { lines: [] }, {}, 99_999, false],
    ["who speaks the language", { languages: ["fr", "ar"] }, { language: "ar" }, 0, true],
    ["not one who does not", { languages: ["fr"] }, { language: "ar" }, 19_999, false],
    ["who does not, after the time of the line", { languages: ["fr"] }, { language: "ar" }, 20_000, true],
    ["with a locked screen, while the caller is on the line", { locked: true }, { callBack: "may" }, 0, true],
    ["not one with a locked screen, for a call back", { locked: true }, { callBack: "asked" }, 99_999, false],
    ["with an open screen, for a call back", {}, { callBack: "asked" }, 0, true],
  ])("%s", (_name, who, what, waited, expected) => {
    expect(suits(taker("a", who), call(what), rules, AT + waited)).toBe(expected);
  });
});

describe("the call-taker who is chosen", () => {
  const chosen = (what: Partial<QueuedCall>, ...takers: readonly Taker[]): string | undefined =>
    choose(takersOf(...takers), call(what), rules, AT)?.takerId;

  test("is ready, and nobody in another state", () => {
    expect(STATES.map((state) => chosen({}, taker("a", { state })))).toEqual(
      STATES.map(({ kind }) => (kind === "ready" ? "a" : undefined)),
    );
  });

  test("is one not asked before, then the longest idle, then the first by id, in whatever order they came", () => {
    const [a, b, c] = [taker("a", { idleSince: 5 }), taker("b", { idleSince: 3 }), taker("c", { idleSince: 3 })];
    for (const takers of [
      [a, b, c],
      [c, b, a],
      [b, c, a],
    ]) {
      expect(chosen({}, ...takers)).toBe("b");
      expect(chosen({ tried: ["b"] }, ...takers)).toBe("c");
      expect(chosen({ tried: ["c", "b"] }, ...takers)).toBe("a");
      expect(chosen({ tried: ["a", "b", "c"] }, ...takers)).toBe("b");
    }
    expect(chosen({ language: "en" }, a, taker("d", { languages: ["en"], idleSince: 9 }))).toBe("d");
    expect(chosen({ language: "en" }, a)).toBeUndefined();
  });
});

test("the rules of a line are those in force, and for a line that is gone those of a call that must not be lost", () => {
  const { lines } = emptyAcd(LINES);
  for (const line of LINES) expect(rulesOf(lines, call({ lineId: line.lineId }))).toEqual(line);
  expect(rulesOf(lines, call({ lineId: "gone", priority: 7 }))).toEqual({
    lineId: "gone",
    priority: 7,
    offerMs: 15_000,
    wrapUpMs: 0,
    anyLanguageMs: 0,
    overflowMs: null,
    otherRoomMs: null,
    telephoneMs: null,
    callBack: false,
  });
});

describe("a number beside the consoles is due", () => {
  const here = taker("a");
  const due = (
    what: Partial<QueuedCall>,
    given: { takers?: readonly Taker[]; others?: readonly QueuedCall[]; of?: Partial<LineRules> } = {},
  ) => {
    const { takers = [here], others = [], of = {} } = given;
    const own = call(what);
    const acd = { takers: takersOf(...takers), calls: new Map([own, ...others].map((each) => [each.callId, each])) };
    const asked = { ...rules, ...of };
    return [outsideDue(acd, own, asked), outsideDue(acd, own, asked, OTHER_ROOM)].map((at) => (at === null ? null : at - AT));
  };

  test("after the time of its line while somebody answers the line, and soon where nobody does", () => {
    expect(due({})).toEqual([30_000, 20_000]);
    expect(due({}, { takers: [] })).toEqual([NOBODY_MS, NOBODY_MS]);
    expect(due({}, { takers: [], of: { telephoneMs: 1_000, otherRoomMs: 500 } })).toEqual([1_000, 500]);
    expect(due({}, { of: { telephoneMs: null } })).toEqual([null, 20_000]);
    expect(due({}, { of: { otherRoomMs: null } })).toEqual([30_000, null]);
    for (const [lines, expected] of [
      [["104"], NOBODY_MS],
      [["104", "17"], 30_000],
      [[], NOBODY_MS],
    ] as const)
      expect(due({}, { takers: [taker("a", { lines: [...lines] })] })[0]).toBe(expected);
  });

  test("as if nobody were there for people who are off or in a pause, and for no others", () => {
    expect(STATES.map((state) => due({}, { takers: [taker("a", { state })] })[0])).toEqual(
      STATES.map(({ kind }) => (kind === "off" || kind === "paused" ? NOBODY_MS : 30_000)),
    );
    expect(STATES.map((state) => isThere({ state }))).toEqual(STATES.map(({ kind }) => kind !== "off" && kind !== "paused"));
  });

  test("again some time after it failed, and not before its first time", () => {
    const failed = (at: number) => ({ kind: "vain", nth: 1, at: AT + at }) as const;
    expect(due({ outside: failed(40_000), otherRoom: failed(50_000) })).toEqual([40_000 + OUTSIDE_AGAIN_MS, 50_000 + OUTSIDE_AGAIN_MS]);
    expect(due({ outside: failed(4_000), otherRoom: failed(4_000) })).toEqual([30_000, 20_000]);
  });

  test.each<[string, Partial<QueuedCall>, readonly (number | null)[]]>([
    ["waits", {}, [30_000, 20_000]],
    ["is offered", { state: { kind: "offered", takerId: "a", until: AT } }, [30_000, 20_000]],
    ["is talking", { state: { kind: "talking", takerId: "a", since: AT } }, [null, null]],
    ["is leaving", { state: { kind: "leaving" }, callBack: "may" }, [null, null]],
    ["may ask for a call back", { callBack: "may" }, [30_000, 20_000]],
    ["has asked for a call back", { callBack: "asked" }, [null, null]],
    ["only writes", { voiceless: true }, [null, null]],
    ["comes from the other room", { isHanded: true }, [30_000, null]],
    ["is rung for outside", { outside: { kind: "rings", nth: 1, until: AT + 9 } }, [null, 20_000]],
    ["is rung for in the other room", { otherRoom: { kind: "rings", nth: 1, until: AT + 9 } }, [30_000, null]],
  ])("for a caller who %s", (_name, what, expected) => {
    expect(due(what)).toEqual(expected);
  });

  test("at the one telephone for the first who waits of a line, while it rings for no other one", () => {
    const other = (given: Partial<QueuedCall>) => ({ others: [call({ callId: "d", ...given })] });
    const ringing = { kind: "rings", nth: 1, until: AT + 9 } as const;
    expect(due({}, other({ since: AT - 1 }))).toEqual([null, 20_000]);
    expect(due({}, other({ since: AT + 1 }))).toEqual([30_000, 20_000]);
    expect(due({}, other({ since: AT - 1, lineId: "104" }))[0]).toBe(30_000);
    for (const passed of [{ voiceless: true }, { callBack: "asked" }, { state: { kind: "leaving" } }] as const)
      expect(due({}, other({ since: AT - 1, ...passed }))[0]).toBe(30_000);
    expect(due({}, other({ since: AT + 1, outside: ringing }))).toEqual([null, 20_000]);
    expect(due({}, other({ since: AT + 1, outside: ringing, lineId: "104" }))[0]).toBe(30_000);
    expect(due({}, other({ since: AT + 1, otherRoom: ringing }))).toEqual([30_000, 20_000]);
  });

  test("at the other room for four callers of a line at a time", () => {
    const ringing = (count: number) =>
      Array.from({ length: count }, (_, nth) =>
        call({ callId: `d${nth}`, since: AT + 1, otherRoom: { kind: "rings", nth: 1, until: AT + 9 } }),
      );
    expect([3, 4, 5].map((count) => due({}, { others: ringing(count) })[1])).toEqual([20_000, null, null]);
  });

  test("is a time for the clock, and so is the end of its ringing", () => {
    const lines = new Map([["17", rules]]);
    const clocks = (what: Partial<QueuedCall>) => {
      const own = call(what);
      return outsideClocks({ lines, takers: takersOf(here), calls: new Map([[own.callId, own]]) }).map((at) => at - AT);
    };
    expect(clocks({})).toEqual([30_000, 20_000]);
    expect(clocks({ outside: { kind: "rings", nth: 1, until: AT + 9 } })).toEqual([9, 20_000]);
    expect(clocks({ otherRoom: { kind: "rings", nth: 1, until: AT + 7 } })).toEqual([30_000, 7]);
    expect(clocks({ voiceless: true })).toEqual([]);
    expect([TELEPHONE.of, OTHER_ROOM.of]).toEqual(["outside", "otherRoom"]);
  });
});
