import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Mixer } from "./mixer.ts";
import { changePhone, phone } from "./phone-state.ts";
import { Softphone } from "./softphone.ts";

type Heard = (...given: readonly unknown[]) => void;
class Told {
  readonly #heard = new Map<string, Heard>();
  on(name: string, heard: Heard): void {
    this.#heard.set(name, heard);
  }
  tell(name: string, ...given: readonly unknown[]): void {
    this.#heard.get(name)?.(...given);
  }
}

/** A session of the browser's library, as far as it matters here: it rings until one side ends it or the hand answers. */
class FakeSession extends Told {
  readonly remote_identity = { uri: { user: "0661000042" } };
  readonly id: string;
  answered = false;
  ended: number | "remote" | null = null;
  constructor(id: string) {
    super();
    this.id = id;
  }
  isEnded = (): boolean => this.ended !== null;
  answer(): void {
    if (this.ended !== null) throw new Error("answered what is over");
    this.answered = true;
  }
  terminate({ status_code = 480 }: { status_code?: number }): void {
    this.ended = status_code;
    this.tell("failed");
  }
  /** The room takes it back, or hangs up. */
  over(): void {
    this.ended = "remote";
    this.tell(this.answered ? "ended" : "failed");
  }
}
class FakeUa extends Told {
  start(): void {}
  stop(): void {}
}
class FakeAudio {
  play = (): Promise<void> => Promise.resolve();
  pause(): void {}
}

let softphone: Softphone;
let ua: FakeUa;
const joined = vi.fn<Mixer["join"]>();
let wake = (): Promise<void> => Promise.resolve();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "performance"] });
  vi.stubGlobal("Audio", FakeAudio);
  wake = () => Promise.resolve();
  ua = new FakeUa();
  const UA = vi.fn(function made() {
    return ua;
  });
  class WebSocketInterface {}
  const mixer = { add: () => ({}), remove: () => undefined, hear: () => undefined, wake: () => wake(), join: joined, muted: false };
  const login = { uri: "sip:8001@room", username: "u", password: "p", realm: "room" };
  softphone = new Softphone({ UA, WebSocketInterface } as never, mixer as unknown as Mixer, ["ws://room/sip"], login);
});
afterEach(() => {
  softphone[Symbol.dispose]();
  changePhone({ ringing: null, talks: [] });
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** The edge rings here. */
function rung(id: string, more: Readonly<Record<string, string>> = {}): FakeSession {
  const session = new FakeSession(id);
  const headers: Readonly<Record<string, string>> = { "X-Leg-Id": id, "X-Call-Id": `call ${id}`, "X-Line": "17", ...more };
  ua.tell("newRTCSession", { originator: "remote", session, request: { getHeader: (name: string) => headers[name] } });
  return session;
}
const rings = (): string | undefined => phone.get().ringing?.legId;
const talks = (): string[] => phone.get().talks.map(({ legId }) => legId);

it("what rings beside another that the room takes back has its place, whichever of the two is told first", async () => {
  const late = rung("late");
  const danger = rung("danger");
  expect([rings(), danger.ended]).toEqual(["late", null]);
  late.over();
  expect(rings()).toBeUndefined();
  vi.advanceTimersByTime(60);
  expect(rings()).toBe("danger");
  await softphone.answer();
  expect([danger.answered, talks(), rings()]).toEqual([true, ["danger"], undefined]);
  // The room withdraws this one before it has rung here.
  const never = rung("never");
  never.over();
  danger.over();
  vi.advanceTimersByTime(5_000);
  expect([rings(), talks()]).toEqual([undefined, []]);
});

it("a hand that answers what was just taken back answers nothing, and the next rings", async () => {
  const late = rung("late");
  await softphone.answer();
  const danger = rung("danger");
  expect([talks(), danger.ended]).toEqual([["late"], null]);
  // The room had let go of it before the answer came.
  late.over();
  vi.advanceTimersByTime(60);
  expect([talks(), rings()]).toEqual([[], "danger"]);

  let woken = (): void => undefined;
  wake = () => new Promise((resolve) => (woken = resolve));
  const answering = softphone.answer();
  danger.over();
  woken();
  await answering;
  expect([danger.answered, talks(), rings()]).toEqual([false, [], undefined]);
});

it("who talks on is busy for the next; a saved call makes nobody wait; a hand that refuses is at its telephone all the same", async () => {
  const talk = rung("talk");
  await softphone.answer();
  const next = rung("next");
  vi.advanceTimersByTime(2_000);
  expect([next.ended, rings()]).toEqual([486, undefined]);
  expect(rung("saved", { "X-Survival": "yes" }).ended).toBe(486);
  talk.over();
  const refused = rung("refused");
  softphone.refuse();
  expect([refused.ended, rings()]).toEqual([486, undefined]);
  const taken = rung("taken");
  softphone.forget("call taken");
  expect(taken.ended).toBe(486);
});

it("three hear each other: whoever is consulted, and the caller, also where it is this console that has called", async () => {
  softphone.expect();
  const out = rung("out", { "X-Call-Out": "0661000042" });
  await vi.waitFor(() => expect(talks()).toEqual(["out"]));
  softphone.together(true);
  expect(joined).not.toHaveBeenCalled();
  softphone.expect();
  rung("consult", { "X-Call-Out": "14" });
  await vi.waitFor(() => expect(talks()).toEqual(["out", "consult"]));
  softphone.together(true);
  expect(joined.mock.calls).toEqual([["out", "consult", true]]);
  out.over();
  rung("caller");
  await softphone.answer();
  softphone.together(true);
  expect(joined).toHaveBeenLastCalledWith("caller", "consult", true);
});
