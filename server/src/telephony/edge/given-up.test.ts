import { stderr } from "node:process";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { missingPackages } from "../settings.ts";
import { openEndpoint, type Incoming } from "../sip/endpoint.ts";
import { silent, someSdp } from "../testing/fake-edge.ts";
import { testEdge, type TestEdge } from "../testing/lines.ts";
import { makePhone, overUdp, overWebSocket, until, type Phone, type Talk } from "../testing/phones.ts";

const missing = missingPackages();
if (missing.length > 0) stderr.write(`telephony/edge/given-up.test.ts is skipped: ${missing.join(", ")} not installed\n`);

// Between a refusal and what the edge does next there is less than a millisecond: with rounds like these some callers meet it.
const [ROUNDS, AT_ONCE, WITHIN_MS] = [6, 10, 25];

// One caller of 24,210 met kills one after the other until he gave up.
const DEATHS = 7;

// A room that lives and takes no call, as one without a free port for sound.
describe.skipIf(missing.length > 0)("a room that refuses a call and answers OPTIONS is not dead", { timeout: 120_000 }, () => {
  let stack: AsyncDisposableStack;
  let edge: TestEdge;
  let outside: Phone;
  let taker: Phone;
  let came: Incoming[] = [];
  let onCall: (call: Incoming) => void = () => undefined;
  let room: AsyncDisposable;
  let isLinked = false;
  const startRoom = async (): Promise<void> => {
    room = await openEndpoint({
      port: edge.ports.room,
      edgePort: edge.ports.edge,
      realm: "room.test",
      sos: "17",
      log: silent,
      incoming: (call) => {
        came.push(call);
        onCall(call);
      },
      isOpen: () => true,
      linked: (up) => (isLinked = up),
    });
  };
  const ringing: Talk[] = [];
  beforeEach(async () => {
    stack = new AsyncDisposableStack();
    came = [];
    edge = stack.use(await testEdge(9, ["127.0.0.1"]));
    await startRoom();
    stack.defer(() => room[Symbol.asyncDispose]());
    await until("the edge knows the room", () => isLinked);
    const link = await overWebSocket(`ws://127.0.0.1:${edge.ports.consoles}`);
    taker = stack.use(makePhone({ carrier: link, user: "101", tone: 1_700, onRing: (talk) => ringing.push(talk) }));
    expect(await taker.register(edge.login("101"))).toBe(200);
    const carrier = await overUdp({ host: "127.0.0.1", port: edge.ports.trunk });
    outside = stack.use(makePhone({ carrier, user: "0661234567", tone: 1_100 }));
    // Real time: the edge asks the room once a second whether it lives.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
  });
  afterEach(() => stack.disposeAsync());
  const dial = (line: string): Promise<Talk> => outside.call(`sip:${line}@127.0.0.1:${edge.ports.trunk}`);

  test("an emergency is told 182 and tried again until the room takes it; no console rings past the queue", async () => {
    onCall = (call) => (came.length < 4 ? call.reject(503) : void call.accept(someSdp));
    const talk = await dial("17");
    await until("it is queued", () => talk.status() === 182, 10_000);
    await until("it is answered", () => talk.state() === "talking", 20_000);
    expect([came.length, ringing.length]).toEqual([4, 0]);
    talk.hangUp();
  });

  test("an emergency comes soon to a room that is back, however often it died with the call in its hands", async () => {
    const reached: number[] = [];
    let backAt = performance.now();
    // A room that was killed is back within 0.6 to 2.2 s.
    const die = async (): Promise<void> => {
      await room[Symbol.asyncDispose]();
      // Real time: that long a room is away.
      await new Promise((resolve) => setTimeout(resolve, 1_800));
      backAt = performance.now();
      await startRoom();
    };
    onCall = (call) => {
      reached.push(performance.now() - backAt);
      if (came.length > DEATHS) return void call.accept(someSdp);
      void die();
    };
    // No console rings in the room's place.
    await taker[Symbol.asyncDispose]();
    const talk = await dial("17");
    await until("it is answered", () => talk.state() === "talking", 50_000);
    expect(Math.max(...reached.slice(1))).toBeLessThan(4_000);
    talk.hangUp();
  });

  test.each([
    ["refuses calls", (call: Incoming) => call.reject(500)],
    ["says nothing to them", () => undefined],
  ])("an emergency reaches a room that %s for 45 s: its tries last, and each wait ends with one", async (_, fails) => {
    const begun = performance.now();
    onCall = (call) => (performance.now() - begun < 45_000 ? fails(call) : void call.accept(someSdp));
    const talk = await dial("17");
    // Real time: the caller was told 503 after 62 and 40 s. Usually 60 and 49 s.
    await until("it is over, or answered", () => talk.state() === "talking" || talk.state() === "over", 100_000);
    expect([talk.state(), ringing.length]).toEqual(["talking", 0]);
    talk.hangUp();
  });

  test("any other line is tried once more, and told 503", async () => {
    onCall = (call) => call.reject(500);
    const talk = await dial("1548");
    await until("it is over", () => talk.state() === "over", 10_000);
    expect([talk.status(), came.length, ringing.length]).toEqual([503, 2, 0]);
  });

  test("whoever gives up at the moment in which the room refuses is told so, and no console rings", async () => {
    onCall = (call) => void setTimeout(() => call.reject(503), Math.random() * WITHIN_MS);
    for (let round = 0; round < ROUNDS; round++) {
      const talks = await Promise.all(
        Array.from({ length: AT_ONCE }, async (_none, nth) => {
          const talk = await dial("17");
          await new Promise((resolve) => setTimeout(resolve, (2 * nth + round) % WITHIN_MS));
          talk.hangUp();
          return talk;
        }),
      );
      await until("all are told", () => talks.every((talk) => talk.state() === "over"));
      expect(talks.map((talk) => talk.status())).toEqual(talks.map(() => 487));
    }
    expect(ringing).toHaveLength(0);
  });
});
