import { stderr } from "node:process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signal } from "../platform/database/embedded/processes.ts";
import { missingPackages } from "./settings.ts";
import { PROMPT_HZ, testLines, type TestLines } from "./testing/lines.ts";
import { makePhone, overUdp, overWebSocket, until, type Talk } from "./testing/phones.ts";

// Tests calls when the media server dies, once and again, and callers whose network is gone.
const missing = missingPackages();
if (missing.length > 0) stderr.write(`telephony/gone.test.ts is skipped: ${missing.join(", ")} not installed\n`);

const [CALLER, TAKER, HOLD_HZ] = [1_100, 1_700, 261.6];

describe.skipIf(missing.length > 0)("what is gone", { timeout: 90_000 }, () => {
  let lines: TestLines;
  const stack = new AsyncDisposableStack();
  const ringing: Talk[] = [];
  beforeAll(async () => {
    lines = stack.use(await testLines(9, ["127.0.0.1"]));
    const link = await overWebSocket(`ws://127.0.0.1:${lines.ports.consoles}`);
    const taker = stack.use(makePhone({ carrier: link, user: "101", tone: TAKER, onRing: (talk) => ringing.push(talk) }));
    expect(await taker.register(lines.login("101"))).toBe(200);
  }, 60_000);
  afterAll(() => stack.disposeAsync());

  /** A caller whose link can be cut, who waits with the prompt in the ear. */
  async function waiting() {
    const link = await overUdp({ host: "127.0.0.1", port: lines.ports.trunk });
    let cut = false;
    const carrier: typeof link = {
      ...link,
      send: (text) => void (cut || link.send(text)),
      onMessage: (heard) => link.onMessage((text) => void (cut || heard(text))),
    };
    const phone = stack.use(makePhone({ carrier, user: "0661234567", tone: CALLER }));
    const talk = await phone.call(`sip:17@127.0.0.1:${lines.ports.trunk}`);
    const callId = String((await lines.heard("arrived"))["callId"]);
    lines.order({ do: "play", callId, files: [lines.prompt], repeat: true });
    await until("the caller hears the prompt", () => talk.sound.hears(PROMPT_HZ));
    return { talk, callId, cut: () => (cut = true), mute: () => talk.sound.to(null) };
  }
  async function killMedia(): Promise<void> {
    const pid = await lines.edge.pid("rtpengine");
    signal(pid ?? 0, "SIGKILL");
    for (let now = pid; now === pid || now === null; now = await lines.edge.pid("rtpengine"))
      await new Promise((resolve) => setTimeout(resolve, 50));
  }
  /** The media server that comes offers new ports; what was heard from the old one is forgotten a moment later. */
  async function isOffered(...talks: readonly Talk[]): Promise<void> {
    await until("all are offered new ports", () => talks.every((talk) => talk.came().includes("INVITE")), 10_000);
    // Real time: sound of the old media server is forgotten after a moment.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }

  test("whoever waits, or is on hold, hears the same again from a media server that was started anew; what was there at two deaths is hung up", async () => {
    const [waits, held] = [await waiting(), await waiting()];
    lines.order({ do: "ring", callId: held.callId, legId: "h", target: { kind: "extension", extension: "101" } });
    await until("the console rings", () => ringing.length > 0);
    ringing[0]?.answer();
    await lines.heard("leg_answered");
    await until("both hear", () => held.talk.sound.hears(TAKER));
    lines.order({ do: "hold", callId: held.callId, legId: "h", on: true });
    await until("the music is heard", () => held.talk.sound.hears(HOLD_HZ));
    await killMedia();
    await isOffered(waits.talk, held.talk);
    await until("the prompt is heard again", () => waits.talk.sound.hears(PROMPT_HZ), 10_000);
    await until(
      "the music is heard again, and the console is not",
      () => held.talk.sound.hears(HOLD_HZ) && !held.talk.sound.hears(TAKER),
      10_000,
    );
    lines.order({ do: "hold", callId: held.callId, legId: "h", on: false });
    await until("both hear again", () => held.talk.sound.hears(TAKER) && ringing[0]?.sound.hears(CALLER) === true);
    held.talk.hangUp();
    await lines.heard("ended", (line) => line["callId"] === held.callId);
    const later = await waiting();
    await killMedia();
    expect(await lines.heard("ended", (line) => line["callId"] === waits.callId)).toMatchObject({ by: "room" });
    await until("it is hung up", () => waits.talk.state() === "over");
    await isOffered(later.talk);
    await until("the other hears again", () => later.talk.sound.hears(PROMPT_HZ), 10_000);
    later.talk.hangUp();
    await lines.heard("ended", (line) => line["callId"] === later.callId);
  });

  test("a party that was made ready by a media server that died is offered what the next one knows", async () => {
    const { talk, callId } = await waiting();
    const target = { kind: "extension", extension: "101" } as const;
    lines.order({ do: "prepare", callId, legId: "ready", target });
    // An order about the same call is done after it.
    lines.order({ do: "play", callId, files: [lines.prompt], repeat: true });
    await new Promise((resolve) => setTimeout(resolve, 500)); // Real time: nobody is told that a party is ready.
    await killMedia();
    await isOffered(talk);
    ringing.length = 0;
    lines.order({ do: "ring", callId, legId: "ready", target, yields: true });
    await until("the console rings", () => ringing.length > 0);
    ringing[0]?.answer();
    await lines.heard("leg_answered", (line) => line["legId"] === "ready");
    await until("both hear", () => talk.sound.hears(TAKER) && ringing[0]?.sound.hears(CALLER) === true);
    talk.hangUp();
    await lines.heard("ended", (line) => line["callId"] === callId);
  });

  test("a console that rings while the media server dies hears the caller once it answers", async () => {
    const { talk, callId } = await waiting();
    ringing.length = 0;
    lines.order({ do: "ring", callId, legId: "rings", target: { kind: "extension", extension: "101" }, yields: true });
    await until("the console rings", () => ringing.length > 0);
    await killMedia();
    await isOffered(talk);
    ringing.findLast((each) => each.state() === "ringing")?.answer();
    await lines.heard("leg_answered", (line) => line["legId"] === "rings");
    await until("both hear", () => talk.sound.hears(TAKER) && ringing.some((each) => each.sound.hears(CALLER)));
    talk.hangUp();
    await lines.heard("ended", (line) => line["callId"] === callId);
  });

  test("a console that is rung by the first order to a new media server hears the caller, and the caller hears it", async () => {
    const { talk, callId } = await waiting();
    ringing.length = 0;
    await killMedia();
    lines.order({ do: "ring", callId, legId: "first", target: { kind: "extension", extension: "101" }, yields: true });
    await isOffered(talk);
    await until("the prompt is heard again", () => talk.sound.hears(PROMPT_HZ), 10_000);
    ringing.findLast((each) => each.state() === "ringing")?.answer();
    await lines.heard("leg_answered", (line) => line["legId"] === "first");
    await until("both hear", () => talk.sound.hears(TAKER) && ringing.some((each) => each.sound.hears(CALLER)));
    talk.hangUp();
    await lines.heard("ended", (line) => line["callId"] === callId);
  });

  test("who talks hears again after a media server that stood still for six seconds", async () => {
    const { talk, callId } = await waiting();
    ringing.length = 0;
    lines.order({ do: "ring", callId, legId: "still", target: { kind: "extension", extension: "101" } });
    await until("the console rings", () => ringing.length > 0);
    ringing[0]?.answer();
    await lines.heard("leg_answered", (line) => line["legId"] === "still");
    await until("both hear", () => talk.sound.hears(TAKER) && ringing[0]?.sound.hears(CALLER) === true);
    const pid = (await lines.edge.pid("rtpengine")) ?? 0;
    signal(pid, "SIGSTOP");
    // Real time: its sockets take the packets of some five seconds.
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    signal(pid, "SIGCONT");
    await isOffered(talk);
    await until("both hear again", () => talk.sound.hears(TAKER) && ringing[0]?.sound.hears(CALLER) === true);
    talk.hangUp();
    await lines.heard("ended", (line) => line["callId"] === callId);
  });

  test("a caller whose network is gone is found; one who is mute, or answers no SIP, is not taken for gone", async () => {
    const [gone, mute, deaf] = [await waiting(), await waiting(), await waiting()];
    for (const each of [gone, mute]) each.mute();
    for (const each of [gone, deaf]) each.cut();
    expect(await lines.heard("ended", (line) => line["callId"] === gone.callId, 15_000)).toMatchObject({ by: "lost" });
    await expect(lines.heard("ended", () => true, 12_000)).rejects.toThrow("no ended");
    expect(mute.talk.came()).toContain("INFO");
  });
});
