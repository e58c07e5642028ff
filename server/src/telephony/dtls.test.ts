import { stderr } from "node:process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingPackages } from "./settings.ts";
import { dtlsEnd } from "./testing/dtls-end.ts";
import { PROMPT_HZ, testLines, type TestLines } from "./testing/lines.ts";
import { makePhone, overUdp, overWebSocket, until, type Phone, type Talk } from "./testing/phones.ts";

// A trunk with DTLS-SRTP: the caller's telephone stands behind a media server of its own.
const missing = missingPackages();
if (missing.length > 0) stderr.write(`telephony/dtls.test.ts is skipped: ${missing.join(", ")} not installed\n`);

const [CALLER, TAKER] = [1_100, 1_700];
const ICE = ["a=ice-ufrag:4ZcD", "a=ice-pwd:2/1muCWoOi3uLifh0NuRHlQw", "a=candidate:1 1 udp 2122260223 127.0.0.1 9 typ host", ""].join(
  "\r\n",
);
const fingerprintIn = (sdp: string | undefined): string => /^a=fingerprint:(.*)$/m.exec(sdp ?? "")?.[1]?.trim() ?? "";

describe.skipIf(missing.length > 0)("a trunk with DTLS-SRTP", { timeout: 60_000 }, () => {
  const stack = new AsyncDisposableStack();
  let lines: TestLines;
  let taker: Phone;
  beforeAll(async () => {
    lines = stack.use(await testLines(9, ["127.0.0.1"]));
    taker = stack.use(makePhone({ carrier: await overWebSocket(`ws://127.0.0.1:${lines.ports.consoles}`), user: "101", tone: TAKER }));
    expect(await taker.register(lines.login("101"))).toBe(200);
  }, 60_000);
  afterAll(() => stack.disposeAsync());

  async function caller(forge?: (sdp: string) => string) {
    const end = stack.use(await dtlsEnd(await overUdp({ host: "127.0.0.1", port: lines.ports.trunk }), forge));
    return { end, phone: stack.use(makePhone({ carrier: end.carrier, user: "0661234567", tone: CALLER })) };
  }
  const dial = (phone: Phone): Promise<Talk> => phone.call(`sip:17@127.0.0.1:${lines.ports.trunk}`);
  const rung = async (): Promise<Talk> => {
    const find = (): Talk | undefined => taker.talks().find((talk) => talk.state() === "ringing");
    await until("the console rings", () => find() !== undefined, 10_000);
    const found = find();
    if (found === undefined) throw new Error("it rang and stopped");
    return found;
  };
  const prompted = async (): Promise<string> => {
    const callId = String((await lines.heard("arrived"))["callId"]);
    lines.order({ do: "play", callId, files: [lines.prompt], repeat: true });
    return callId;
  };

  test("is answered as such with a fingerprint of ours; both hear each other, also after the server was killed", async () => {
    const { end, phone } = await caller((sdp) => sdp + ICE);
    const talk = await dial(phone);
    const callId = await prompted();
    await until("the caller hears the prompt", () => talk.sound.hears(PROMPT_HZ), 10_000);
    const [offer, answer] = [end.offered[0], end.answered[0]];
    expect(offer).toMatch(/^m=audio \d+ UDP\/TLS\/RTP\/SAVP /m);
    expect(answer).toMatch(/^m=audio \d+ UDP\/TLS\/RTP\/SAVP /m);
    expect(answer).toMatch(/^a=setup:(active|passive)\r?$/m);
    expect(answer).not.toMatch(/^a=(crypto|ice-|candidate)/m);
    expect(fingerprintIn(answer)).toMatch(/^sha-(256|384|512) /i);
    expect(fingerprintIn(answer)).not.toBe(fingerprintIn(offer));
    lines.order({ do: "ring", callId, legId: "leg", target: { kind: "extension", extension: "101" } });
    const taken = await rung();
    taken.answer();
    await until("both are heard", () => talk.sound.hears(TAKER) && taken.sound.hears(CALLER), 10_000);
    await lines.kill();
    await lines.restart();
    await lines.heard("taken_back");
    expect([talk.sound.hears(TAKER), taken.sound.hears(CALLER)]).toEqual([true, true]);
    lines.order({ do: "hangUp", callId });
    await until("both are hung up", () => talk.state() === "over" && taken.state() === "over");
  });

  test("is heard by nobody, and hears nothing, where its certificate is not the one that it has said", async () => {
    const { phone } = await caller((sdp) => sdp.replace(/^(a=fingerprint:\S+ )\S\S:\S\S/m, "$100:00"));
    const talk = await dial(phone);
    await prompted();
    await until("it is answered", () => talk.state() === "talking");
    // Real time: the caller tries its handshake again for seconds.
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(talk.sound.hears(PROMPT_HZ)).toBe(false);
    talk.hangUp();
    await lines.heard("ended");
  });

  test("is answered as such in a call that the edge saves", async () => {
    const { end, phone } = await caller((sdp) => sdp + ICE);
    await lines.kill();
    const talk = await dial(phone);
    const taken = await rung();
    taken.answer();
    await until("both are heard", () => talk.sound.hears(TAKER) && taken.sound.hears(CALLER), 10_000);
    expect(end.answered.at(-1)).toMatch(/^m=audio \d+ UDP\/TLS\/RTP\/SAVP /m);
    talk.hangUp();
    await until("the console is hung up", () => taken.state() === "over");
  });
});
