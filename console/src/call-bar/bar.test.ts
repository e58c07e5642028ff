import type { CallRow, LineShown, TakerShown } from "@amaliyat/contract/calls";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Talk } from "../phone/index.ts";
import { actsIn, KEY_OF, LOCKED_ACTS } from "./acts.ts";
import { phoneView, talkView } from "./bar-state.ts";
import { cardsAfter, NO_CARDS } from "./use-open-card.ts";
import { mustForget } from "./phone/use-phone-life.ts";
import { shownOver } from "./call-bar.tsx";
import { PLAIN, standingOf } from "./standing.ts";
import { callToPick, waitingByLine, withOwnPhone } from "./waiting/waiting.ts";

const taker = (state: TakerShown["state"], more: Partial<TakerShown> = {}): TakerShown => ({
  userId: "me",
  name: "ن. قاسمي",
  extension: "201",
  languages: ["ar"],
  lines: null,
  here: true,
  connected: true,
  state,
  since: "2026-04-18T01:40:00Z",
  pauseNext: null,
  ...more,
});
const talk = (kind: Talk["kind"], more: Partial<Talk> = {}): Talk => ({
  legId: kind,
  callId: "1",
  kind,
  line: "17",
  number: "0661000042",
  survival: false,
  about: null,
  since: 0,
  quality: null,
  ...more,
});
const event = (kind: string, data: Record<string, unknown> = {}) => ({ kind, data });

describe("one's own telephone", () => {
  const ready = { kind: "ready", extension: "201" } as const;

  it("is what this window has, whatever the room knows of another", () => {
    expect(phoneView({ kind: "off" }, taker({ kind: "ready" }), null)).toEqual({ kind: "off", elsewhere: true });
    expect(phoneView({ kind: "off" }, undefined, null)).toEqual({ kind: "off", elsewhere: false });
    expect(phoneView({ kind: "lost", since: 5 }, taker({ kind: "ready" }), null)).toEqual({ kind: "lost", since: 5 });
  });

  it("is ready only once the room says so", () => {
    expect(phoneView(ready, undefined, null).kind).toBe("opening");
    expect(phoneView(ready, taker({ kind: "ready" }, { connected: false }), null).kind).toBe("opening");
    expect(phoneView(ready, taker({ kind: "ready" }), null).kind).toBe("ready");
    expect(phoneView(ready, taker({ kind: "paused", reason: "meal" }), null)).toMatchObject({ kind: "paused", reason: "meal" });
    const until = "2026-04-18T01:40:20Z";
    expect(phoneView(ready, taker({ kind: "wrap_up", callId: "1", until }, { pauseNext: "meal" }), null)).toMatchObject({
      kind: "wrap_up",
      pauseNext: "meal",
    });
    expect(phoneView(ready, taker({ kind: "offered", callId: "1" }), null).kind).toBe("rings");
    expect(phoneView(ready, taker({ kind: "offered", callId: "1" }), "1").kind).toBe("call_back");
    expect(phoneView(ready, taker({ kind: "offered", callId: "2" }), "1").kind).toBe("rings");
    expect(phoneView(ready, taker({ kind: "talking", callId: "1" }, { pauseNext: "break" }), null)).toMatchObject({
      kind: "in_call",
      pauseNext: "break",
    });
  });
});

describe("talks", () => {
  it("takes the caller for the main one, and who was called beside it for consulted", () => {
    const view = talkView([talk("called_out", { callId: "c" }), talk("coach"), talk("caller")]);
    expect([view?.main.kind, view?.consulted?.callId, view?.coach?.kind]).toEqual(["caller", "c", "coach"]);
  });

  it("takes a single call out for the main one, consulted by nobody", () => {
    expect(talkView([talk("called_out")])).toMatchObject({ main: { kind: "called_out" }, consulted: null });
    expect(talkView([talk("called_out", { legId: "a" }), talk("called_out", { legId: "b" })])?.consulted?.legId).toBe("b");
    expect(talkView([talk("coach")])).toBeNull();
  });
});

describe("what lies over the screen", () => {
  it("is of one talk and never stands before the next caller; a locked screen shows nobody", () => {
    const over = { what: "transfer", callId: "1" } as const;
    expect([shownOver(over, "1", false), shownOver(over, null, false), shownOver(over, "2", false)]).toEqual(["transfer", null, null]);
    expect(shownOver({ what: "abandoned", callId: "1" }, "2", false)).toBe("abandoned");
    expect([shownOver({ what: "abandoned", callId: null }, null, true), shownOver(over, "1", true)]).toEqual([null, null]);
    expect(shownOver({ what: "devices", callId: null }, null, true)).toBe("devices");
  });
});

describe("how a call stands", () => {
  it("follows hold and transfer to their end", () => {
    expect(standingOf([event("answered"), event("hold", { on: true })])).toEqual({ held: true, handing: null });
    const consult = [event("transfer", { kind: "partner", number: "14", consult: true })];
    expect(standingOf(consult)).toEqual({ held: true, handing: "consult" });
    expect(standingOf([...consult, event("consult_ended")])).toEqual({ held: true, handing: "consulted" });
    expect(standingOf([...consult, event("transfer_completed"), event("consult_ended")]).handing).toBe("rings");
    expect(standingOf([...consult, event("transfer_completed")])).toEqual({ held: true, handing: "rings" });
    for (const end of [event("transfer_cancelled"), event("leg_failed", { leg: "transfer" }), event("answered", { leg: "transfer" })])
      expect(standingOf([...consult, end])).toEqual(PLAIN);
    expect(standingOf([...consult, event("leg_failed", { leg: "listen" })]).handing).not.toBeNull();
  });
});

describe("acts of the bar", () => {
  it("lets what rings have its keys, and leaves the rest of the talk", () => {
    const acts = actsIn({ rings: true, talk: talkView([talk("called_out")]), standing: PLAIN });
    expect(acts).toEqual(["answer", "refuse", "mute", "hold", "keypad", "hang_up"]);
    const out = { rings: false, talk: talkView([talk("called_out")]), standing: PLAIN };
    expect(actsIn(out)).toContain("transfer");
    expect(actsIn({ ...out, reached: false })).toEqual(["mute", "hang_up"]);
  });

  it("hands on by no other way while a transfer is under way, and asks nothing of the room for a saved call", () => {
    const view = talkView([talk("caller"), talk("called_out")]);
    expect(actsIn({ rings: false, talk: view, standing: { held: true, handing: "consult" } })).toContain("complete");
    expect(actsIn({ rings: false, talk: view, standing: { held: true, handing: "consult" } })).not.toContain("transfer");
    expect(actsIn({ rings: false, talk: talkView([talk("caller", { survival: true })]), standing: PLAIN })).toEqual([
      "mute",
      "keypad",
      "hang_up",
    ]);
  });

  it("shows nobody and hands nobody on while the screen is locked, but takes, holds and ends", () => {
    const acts = actsIn({ rings: true, talk: talkView([talk("caller")]), standing: PLAIN });
    const here = actsIn({ rings: false, talk: talkView([talk("caller")]), standing: PLAIN });
    expect(acts.filter((each) => LOCKED_ACTS.has(each))).toEqual(["answer", "refuse", "mute", "hold", "hang_up"]);
    expect(here.filter((each) => !LOCKED_ACTS.has(each))).toEqual(["keypad", "transfer"]);
  });

  it("never has two acts on one key", () => {
    const kinds = fc.constantFrom("caller", "called_out", "hearing", "voice", "coach" as const);
    const one = fc.record({ kind: kinds, survival: fc.boolean(), about: fc.option(fc.constant("x")) }).map((more) => talk(more.kind, more));
    const standing = fc.record({ held: fc.boolean(), handing: fc.option(fc.constantFrom("consult", "consulted", "rings")) });
    fc.assert(
      fc.property(fc.boolean(), fc.array(one, { maxLength: 4 }), standing, (rings, talks, stands) => {
        const keys = actsIn({ rings, talk: talkView(talks), standing: stands }).map((act) => KEY_OF[act]);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });
});

describe("who waits", () => {
  const lines = ["17", "104"].map((number) => ({ number }) as LineShown);
  const call = (line: string, state: CallRow["state"], since: string) => ({ callId: `${line} ${since}`, line, state, since }) as CallRow;
  const rows = [
    call("17", "waiting", "2026-04-18T01:00:10Z"),
    call("17", "offered", "2026-04-18T01:00:00Z"),
    call("17", "talking", "2026-04-18T00:00:00Z"),
  ];
  const counts = (calls: Parameters<typeof waitingByLine>[1]) => waitingByLine(lines, calls).map(({ count, oldest }) => [count, oldest]);

  it("counts by line and takes the longest wait; a talk waits no more", () => {
    expect(counts(rows)).toEqual([
      [2, Date.parse("2026-04-18T01:00:00Z")],
      [0, null],
    ]);
  });

  it("may be taken at any desk after five seconds: the most urgent line first, then the longest wait, though it should ring here", () => {
    const all = ["17", "104"].map((number, nth) => ({ number, priority: nth + 1 }) as LineShown);
    const now = Date.parse("2026-04-18T01:00:30Z");
    const left = (line: string, secondsAgo: number, more: Partial<CallRow> = {}): CallRow => ({
      ...call(line, "waiting", new Date(now - secondsAgo * 1_000).toISOString()),
      callBack: null,
      offeredTo: null,
      ...more,
    });
    expect(callToPick(all, [left("17", 4)], now)).toBeNull();
    const [old, older, urgent] = [left("104", 20), left("104", 25), left("17", 5)];
    expect(callToPick(all, [old, older], now)).toBe(older);
    expect(callToPick(all, [old, older, urgent], now)).toBe(urgent);
    const rings = left("17", 9, { state: "offered", offeredTo: "other" });
    expect(callToPick(all, [old, rings], now)).toBe(rings);
    expect(callToPick(all, [old, left("17", 9, { state: "offered", offeredTo: "me" })], now)?.line).toBe("17");
    expect(callToPick(all, [left("17", 60, { callBack: "waiting" }), left("17", 60, { state: "talking" })], now)).toBeNull();
  });

  it("is counted as one's own telephone has it, in whatever order it and the room are heard", () => {
    const rings = { legId: "l", callId: "17 2026-04-18T01:00:00Z", line: "17", number: null, survival: false, about: null, since: 0 };
    const none = { ringing: null, talks: [] };
    const other = { ...rings, callId: "new", line: "104", since: Date.parse("2026-04-18T01:00:20Z") };
    // The call rings here before the room has reported it, then after; then it is answered here, again before the room reports it.
    expect(counts(withOwnPhone([], { ringing: other, talks: [] }))).toEqual([
      [0, null],
      [1, other.since],
    ]);
    expect(counts(withOwnPhone(rows, { ringing: rings, talks: [] }))).toEqual(counts(rows));
    const answered = withOwnPhone(rows, { ringing: null, talks: [talk("caller", { callId: rings.callId })] });
    expect(counts(answered)[0]).toEqual([1, Date.parse("2026-04-18T01:00:10Z")]);
    // A colleague's word about a call leaves its caller where the room has it.
    for (const own of [none, { ringing: { ...other, about: "x" }, talks: [] }, { ringing: null, talks: [talk("caller", { about: "x" })] }])
      expect(counts(withOwnPhone(rows, own))).toEqual(counts(rows));
  });
});

describe("the card that a ring has opened", () => {
  const after = (...heard: readonly (readonly [string | null, "rings" | "talks"])[]) =>
    heard.reduce((before, [callId, stage]) => cardsAfter(before, callId, stage), NO_CARDS).takenBack;

  it("is left once another is answered in its place, and not where it was answered itself", () => {
    expect(after(["late", "rings"], [null, "talks"], ["danger", "rings"], ["danger", "talks"])).toBe("late");
    expect(after(["late", "rings"], ["danger", "rings"], ["danger", "talks"])).toBe("late");
    expect(after(["late", "rings"], ["late", "talks"], [null, "talks"], ["next", "rings"], ["next", "talks"])).toBeNull();
  });
});

describe("letting go", () => {
  const row = (more: Partial<CallRow>) => ({ callId: "1", endedAt: null, offeredTo: null, ...more }) as CallRow;

  it("lets go of what is over, and of what rings here and was taken away", () => {
    expect(mustForget({ row: row({ endedAt: "2026-04-18T01:00:00Z" }), before: null }, "me", null)).toBe(true);
    expect(mustForget({ row: row({ offeredTo: "other" }), before: row({ offeredTo: "me" }) }, "me", "1")).toBe(true);
  });

  it("keeps what rings while the room's word is older than the ring, and what was answered", () => {
    expect(mustForget({ row: row({}), before: null }, "me", "1")).toBe(false);
    expect(mustForget({ row: row({ offeredTo: "me" }), before: row({}) }, "me", "1")).toBe(false);
    expect(mustForget({ row: row({}), before: row({ offeredTo: "me" }) }, "me", null)).toBe(false);
  });
});
