import { expect, it } from "vitest";
import { Call } from "./call.ts";
import { watchCallers } from "./watch-callers.ts";

const SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 8\r\n";

/** A caller from whom no sound has ever come, and whose telephone knows of no call. */
function scene() {
  const facts = { callId: "c", callerSdp: SDP, callerTag: "A", console: null, text: null, recording: false };
  const call = new Call(facts as never);
  let asked = 0;
  const caller = { probe: () => Promise.resolve(++asked > 0 ? "gone" : "alive"), bye: () => undefined };
  call.caller = caller as never;
  const nothing = (): void => undefined;
  const ended: unknown[] = [];
  const on = {
    calls: new Map([["c", call]]),
    clock: () => 10_000_000,
    log: { warn: nothing },
    endpoint: () => ({ isLinked: () => true }),
    player: { stop: nothing },
    decoded: { end: () => Promise.resolve() },
    ear: { leave: nothing },
    gate: { leave: nothing },
    stored: { save: nothing, forget: nothing },
    media: { lastHeard: () => Promise.resolve({ at: 0, packets: 0 }), end: () => Promise.resolve() },
    heard: (event: unknown) => ended.push(event),
  };
  return { call, ended, asked: () => asked, look: watchCallers(on as never, (error) => ended.push(error)) };
}

it("a silent caller whose telephone knows of no call is gone", async () => {
  const { call, ended, look } = scene();
  await look();
  await expect.poll(() => call.over).toBe(true);
  expect(ended).toMatchObject([{ kind: "ended", by: "lost" }]);
});

it("a caller who has not heard our answer yet is not asked: the telephone knows of no call, and the edge brings the caller again", async () => {
  const { call, ended, asked, look } = scene();
  call.isTold = false;
  await look();
  expect([asked(), call.over, ended]).toEqual([0, false, []]);
  call.isTold = true;
  await look();
  await expect.poll(() => call.over).toBe(true);
});
