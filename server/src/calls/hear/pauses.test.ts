import { calls } from "@amaliyat/contract/calls";
import { emptyAcd, firstSettings, LINES, rulesOfLine, type Line } from "@amaliyat/domain/calls";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callsDesk, until } from "../../testing/calls-desk.ts";
import { logEntries } from "../../testing/things/log-entries.ts";
import { hear } from "./hear.ts";
import type { LinesNow } from "../turns/lines-now.ts";
import { withClockStepped } from "../turns/lines-now.ts";
import { nextPauseEnd } from "./pauses.ts";
import { recover } from "./recover.ts";
import type { LineEvent } from "../turns/line-events.ts";
import { Turn } from "../turns/turn.ts";

describe("the recording of a talk", () => {
  const stack = new AsyncDisposableStack();
  const desk = callsDesk();
  const { network, card, talk, over } = desk;
  let opened: Awaited<ReturnType<typeof desk.open>>;
  beforeAll(async () => {
    opened = await desk.open(stack);
  });
  afterAll(() => stack.disposeAsync());
  const orders = (callId: string): string[] =>
    network.asked.filter((each) => each.callId === callId && each.what.endsWith(" recording")).map(({ what }) => what);

  it("is paused by whoever has the call, for a reason, and goes on by a word; both are logged and stand on the card", async () => {
    const { room, taker, supervisor } = opened;
    const callId = await talk("0550444444", "17");
    const params = { callId };
    expect(await supervisor.code(calls.pauseRecording, { params, body: { reason: "bank" } })).toBe("call.not_yours");
    expect(await taker.code(calls.resumeRecording, { params })).toBe("call.wrong_state");
    await taker.must(calls.pauseRecording, { params, body: { reason: "doctor" } });
    expect(await taker.code(calls.pauseRecording, { params, body: { reason: "bank" } })).toBe("call.recording_is_paused");
    expect((await card(callId)).pause).toMatchObject({ reason: "doctor", by: "call_taker" });
    expect(orders(callId)).toEqual(["pause recording"]);
    await taker.must(calls.resumeRecording, { params });
    expect((await card(callId)).pause).toBeNull();
    expect(orders(callId)).toEqual(["pause recording", "resume recording"]);
    const told = (await logEntries(room, callId)).filter(({ type }) => type.startsWith("call.recording_"));
    expect(told.map(({ type, detail }) => [type, detail?.["cause"]])).toEqual([
      ["call.recording_paused", "doctor"],
      ["call.recording_resumed", "person"],
    ]);
    // Paused at its end it is over with it, and the gaps stand beside the recording.
    await taker.must(calls.pauseRecording, { params, body: { reason: "lawyer" } });
    await over(callId);
    network.say({ kind: "recorded", callId, file: join(room.data, "call-recordings", "one.wav"), seconds: 1, lost: 0, at: Date.now() });
    const [recording] = await until(async () => {
      const { recordings } = await card(callId);
      return recordings.length > 0 && recordings;
    });
    expect(recording?.pauses.map(({ reason }) => reason)).toEqual(["doctor", "lawyer"]);
    expect((await card(callId)).pause).toBeNull();
  });

  it("that the telephones cannot pause is recorded, and nobody is told otherwise", async () => {
    const { taker } = opened;
    const callId = await talk("0550444445", "17");
    network.fail(true);
    await taker.must(calls.pauseRecording, { params: { callId }, body: { reason: "bank" } });
    await until(async () => (await card(callId)).pause === null);
    network.fail(false);
    const kinds = (await card(callId)).events.filter(({ kind }) => kind.startsWith("recording_"));
    expect(kinds.map(({ kind, data }) => [kind, data["how"]])).toEqual([
      ["recording_paused", undefined],
      ["recording_resumed", "failed"],
    ]);
    await over(callId);
  });
});

const lines: Line[] = LINES.map(({ number, priority, labels }) => ({
  ...firstSettings(labels, priority),
  number,
  version: 1,
  closed: false,
}));
const NO_DEPS = { folders: { recordings: "/recordings" } } as Parameters<typeof hear>[0];
const SOUNDS = { folders: [], music: "" };
const leg = { callId: "a", userId: "8001", attempt: 1, mode: null, ended: false, answered: true } as const;
/** A call that is handed on: one talks, and another rings. */
const talking: LinesNow = {
  acd: emptyAcd(lines.map(rulesOfLine)),
  lines,
  calls: new Map([
    [
      "a",
      {
        callId: "a",
        direction: "in",
        line: "17",
        numberKey: null,
        arrivedAt: 0,
        since: 0,
        answeredAt: 5,
        overflowedAt: null,
        closed: false,
        language: null,
        goesOn: true,
        pause: { at: 100, until: 1_000 },
      },
    ],
  ]),
  legs: new Map([
    ["talks", { ...leg, legId: "talks", kind: "offer", target: { kind: "extension", extension: "8001" } }],
    ["rings", { ...leg, legId: "rings", kind: "transfer", answered: false, target: { kind: "number", number: "0661555000" } }],
  ]),
  takers: new Map(),
  said: new Map(),
};
const heard = (at: number, event: LineEvent): Turn => {
  const turn = new Turn(at, talking, SOUNDS);
  hear(NO_DEPS, turn, event);
  return turn;
};
const whats = (turn: Turn): string[] => turn.orders.map(({ what }) => what).filter((what) => what.endsWith(" recording"));

it("goes on by itself when the time of its pause is over, and not before", () => {
  expect(nextPauseEnd(talking)).toBe(1_000);
  expect(whats(heard(999, { kind: "clock", at: 999 }))).toEqual([]);
  const due = heard(1_000, { kind: "clock", at: 1_000 });
  expect([whats(due), nextPauseEnd(due.now)]).toEqual([["resume recording"], null]);
  expect(nextPauseEnd(withClockStepped(talking, 3_600_000))).toBe(3_601_000);
});

it("goes on when the call changes hands, and is over with the call", () => {
  const handed = heard(200, { kind: "leg_answered", callId: "a", legId: "rings", at: 200 });
  expect([whats(handed), handed.now.calls.get("a")?.pause]).toEqual([["resume recording"], undefined]);
  const ended = heard(200, { kind: "ended", callId: "a", by: "caller", at: 200 });
  expect([whats(ended), nextPauseEnd(ended.now)]).toEqual([[], null]);
});

it("is made true again by the next server: paused for what is left of the time, or going on", () => {
  const survivors = [{ callId: "a", legs: ["talks"] }];
  const after = (at: number, now = talking): string[] => {
    const turn = new Turn(at, now, SOUNDS);
    recover(turn, survivors);
    return whats(turn);
  };
  expect(after(500)).toEqual(["pause recording"]);
  expect(after(1_500)).toEqual(["pause recording", "resume recording"]);
  const [call] = talking.calls.values();
  if (call === undefined) throw new Error("no call");
  expect(after(500, { ...talking, calls: new Map([["a", { ...call, pause: undefined }]]) })).toEqual(["resume recording"]);
});
