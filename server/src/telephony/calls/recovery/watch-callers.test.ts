import { expect, it } from "vitest";
import { Call } from "../call.ts";
import { watchCallers } from "./watch-callers.ts";

const SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 8\r\n";

/** A caller from whom sound comes as long as `packets` grows, and whose telephone answers as `says`. */
function scene(says: "gone" | "unknown" | "alive" = "gone") {
  const facts = { callId: "c", callerSdp: SDP, callerTag: "A", console: null, text: null, recording: false };
  const call = new Call(facts as never);
  let asked = 0;
  const caller = { probe: () => Promise.resolve(++asked > 0 ? says : "alive"), bye: () => undefined };
  call.caller = caller as never;
  const nothing = (): void => undefined;
  const ended: unknown[] = [];
  const heard = { packets: 0 };
  const questions: number[] = [];
  const time = { now: 0, wall: 10_000_000 };
  const on = {
    calls: new Map([["c", call]]),
    clock: () => time.wall,
    log: { warn: nothing },
    endpoint: () => ({ isLinked: () => true }),
    player: { stop: nothing },
    decoded: { end: () => Promise.resolve() },
    ear: { leave: nothing },
    gate: { leave: nothing },
    stored: { save: nothing, forget: nothing },
    media: {
      lastHeard: () => {
        questions.push(time.now);
        // The media server takes a moment to answer.
        time.wall += 5;
        return Promise.resolve({ ...heard });
      },
      end: () => Promise.resolve(),
    },
    heard: (event: unknown) => ended.push(event),
  };
  const once = watchCallers(
    on as never,
    (error) => ended.push(error),
    () => time.now,
  );
  /** Looks as often as the exchange does in so many seconds. */
  async function look(seconds: number, each: () => void = nothing): Promise<void> {
    for (let second = 0; second < seconds; second += 2) {
      const at = time.wall;
      await once();
      [time.now, time.wall] = [time.now + 2_000, at + 2_000];
      each();
    }
  }
  return { call, ended, heard, time, asked: () => asked, questions, look };
}

it("a silent caller whose telephone knows of no call is gone", async () => {
  const { call, ended, look } = scene();
  await look(6);
  await expect.poll(() => call.over).toBe(true);
  expect(ended).toMatchObject([{ kind: "ended", by: "lost" }]);
});

it("a caller who has not heard our answer yet is not asked: the telephone knows of no call, and the edge brings the caller again", async () => {
  const { call, ended, asked, look } = scene();
  call.isTold = false;
  await look(10);
  expect([asked(), call.over, ended]).toEqual([0, false, []]);
  call.isTold = true;
  await look(6);
  await expect.poll(() => call.over).toBe(true);
});

it.each([-3_600_000, 3_600_000])("a caller whose sound comes is not silent, though the clock was set by %d ms", async (step) => {
  const { call, heard, time, asked, look } = scene("unknown");
  const speak = (): void => void (heard.packets += 100);
  await look(10, speak);
  time.wall += step;
  await look(20, speak);
  expect([asked(), call.over]).toEqual([0, false]);
  // One whose sound came is looked at each 4 s.
  await look(8);
  await expect.poll(() => call.over).toBe(true);
});

it("the media server is asked of a caller who speaks once in four seconds", async () => {
  const { heard, questions, look } = scene();
  await look(20, () => void (heard.packets += 100));
  expect(questions).toEqual([0, 4_000, 8_000, 12_000, 16_000]);
});

it("a caller who is muted is asked once in eight seconds", async () => {
  const { asked, look } = scene("alive");
  await look(6);
  expect(asked()).toBe(1);
  await look(6);
  expect(asked()).toBe(1);
  await look(2);
  expect(asked()).toBe(2);
});
