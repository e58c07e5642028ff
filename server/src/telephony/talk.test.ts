import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { stderr } from "node:process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makePhone, overUdp, registeredConsole, toneIn, toneVoice, until, type Phone, type Talk } from "./testing/phones.ts";
import { signal } from "../platform/database/embedded/processes.ts";
import { capturedFiles } from "./media/sound/captured.ts";
import { readWav } from "./media/sound/wav.ts";
import { missingPackages } from "./settings.ts";
import { PROMPT_HZ, testLines, type Line, type TestLines } from "./testing/lines.ts";

// Sound of one talk beside the talk itself: recorded from the first moment, played again, paused, and a prompt into it.
const missing = missingPackages();
if (missing.length > 0) stderr.write(`telephony/talk.test.ts is skipped: ${missing.join(", ")} not installed\n`);

const [CALLER, TAKER] = [1_100, 1_700];
const RATE = 8_000;

/** The recorded sound: left the caller, right the others. */
async function sides(file: string): Promise<Int16Array[]> {
  const bytes = await readFile(file);
  const samples = new Int16Array(bytes.buffer, bytes.byteOffset + 44, (bytes.length - 44) >> 1);
  return [0, 1].map((side) => samples.filter((_value, index) => index % 2 === side));
}

describe.skipIf(missing.length > 0)("sound in a talk", { timeout: 60_000 }, () => {
  let lines: TestLines;
  const stack = new AsyncDisposableStack();
  let taker: Phone;

  async function arrived(): Promise<{ talk: Talk; callId: string; line: Line }> {
    const carrier = await overUdp({ host: "127.0.0.1", port: lines.ports.trunk });
    const phone = stack.use(makePhone({ carrier, user: "0661234567", tone: CALLER }));
    const talk = await phone.call(`sip:17@127.0.0.1:${lines.ports.trunk}`);
    const line = await lines.heard("arrived");
    return { talk, callId: String(line["callId"]), line };
  }
  async function answer(callId: string): Promise<{ own: Talk; line: Line }> {
    lines.order({ do: "ring", callId, legId: `leg of ${callId}`, target: { kind: "extension", extension: "101" } });
    const find = (): Talk | undefined => taker.talks().find((each) => each.state() === "ringing");
    await until("the console rings", () => find() !== undefined, 10_000);
    const talk = find();
    if (talk === undefined) throw new Error("it rang and stopped");
    talk.answer();
    return { own: talk, line: await lines.heard("leg_answered", (line) => line["callId"] === callId) };
  }
  const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

  beforeAll(async () => {
    lines = stack.use(await testLines(9));
    taker = stack.use(await registeredConsole(lines, "101", TAKER));
  }, 60_000);
  afterAll(() => stack.disposeAsync());

  // Real time: parts of a talk last a second each.
  test("a recording begins before anybody answers: it holds the caller and the announcement", async () => {
    const { talk, callId, line } = await arrived();
    lines.order({ do: "record", callId, on: true });
    lines.order({ do: "play", callId, files: [lines.prompt], repeat: true });
    await until("the caller hears the prompt", () => talk.sound.hears(PROMPT_HZ));
    await wait(1_000);
    const { line: answered } = await answer(callId);
    await until("the caller hears the taker", () => talk.sound.hears(TAKER));
    await wait(1_000);
    talk.hangUp();
    await lines.heard("ended");
    const recorded = await lines.heard("recorded");
    const [left = new Int16Array(0), right = new Int16Array(0)] = await sides(String(recorded["file"]));
    const [waits, talks] = [
      (side: Int16Array) => side.subarray(RATE / 2, RATE),
      (side: Int16Array) => side.subarray(-RATE * 0.8, -RATE * 0.3),
    ];
    // Until the answer the caller speaks and hears the prompt; after it the call-taker alone is on the other side.
    expect([waits(left), talks(left)].map((cut) => toneIn(cut, CALLER) > 0.05)).toEqual([true, true]);
    expect([waits(right), talks(right)].map((cut) => toneIn(cut, PROMPT_HZ) > 0.05)).toEqual([true, false]);
    expect([waits(right), talks(right)].map((cut) => toneIn(cut, TAKER) > 0.05)).toEqual([false, true]);
    expect(toneIn(waits(left), PROMPT_HZ)).toBeLessThan(0.01);
    expect(Number(recorded["beganAt"]) - Number(line["at"])).toBeLessThan(1_000);
    expect(Number(answered["at"]) - Number(recorded["beganAt"])).toBeGreaterThan(1_000);
  });

  // Real time: the talk is longer than the part that is read.
  test("the last seconds of a talk are read while it goes on and is recorded: both sides, and nobody in it hears anything", async () => {
    const { talk, callId } = await arrived();
    lines.order({ do: "recall", callId, seconds: 30 });
    expect(await lines.heard("recalled")).toMatchObject({ callId, seconds: null });
    lines.order({ do: "record", callId, on: true });
    const { own } = await answer(callId);
    await until("both hear each other", () => talk.sound.hears(TAKER) && own.sound.hears(CALLER));
    await wait(2_500);
    lines.order({ do: "recall", callId, seconds: 1 });
    const recalled = await lines.heard("recalled");
    expect(Number(recalled["seconds"])).toBeGreaterThan(0.5);
    expect(Number(recalled["seconds"])).toBeLessThan(1.2);
    const wav = readWav(await readFile(String(recalled["file"])));
    const heard = wav?.samples.subarray(0, 4_000) ?? new Int16Array(0);
    expect([CALLER, TAKER].map((hertz) => toneIn(heard, hertz) > 0.05)).toEqual([true, true]);
    talk.hangUp();
    await lines.heard("ended");
    expect(await lines.heard("recorded")).toMatchObject({ callId, lost: 0 });
  });

  // Real time: parts of a talk last a second each.
  test("a pause of the recording: nothing that is said in it is on the disk, through a kill of the server and of the media server", async () => {
    const { talk, callId } = await arrived();
    lines.order({ do: "record", callId, on: true });
    const { own } = await answer(callId);
    await until("both hear each other", () => talk.sound.hears(TAKER) && own.sound.hears(CALLER));
    await wait(800);
    const pcap = async (): Promise<number> => {
      const sizes = await Promise.all(
        (await capturedFiles(join(lines.folder, "recordings"), callId)).map(async (file) => (await stat(file)).size),
      );
      return sizes.reduce((sum, size) => sum + size, 0);
    };
    const pause = async (on: boolean): Promise<number> => {
      lines.order({ do: "pauseRecording", callId, on });
      await lines.heard("pause", (line) => line["on"] === on);
      return Date.now();
    };
    const begun = await pause(true);
    // The talk itself is not touched, and the file grows no more once what was written before is on the disk.
    await wait(300);
    const paused = await pcap();
    await wait(1_000);
    expect(await pcap()).toBe(paused);
    expect(talk.sound.hears(TAKER) && own.sound.hears(CALLER)).toBe(true);
    lines.order({ do: "recall", callId, seconds: 1 });
    expect(await lines.heard("recalled")).toMatchObject({ seconds: null });
    await lines.kill();
    await lines.restart();
    await lines.heard("taken_back");
    await wait(500);
    expect(await pcap()).toBe(paused);
    const over = await pause(false);
    await wait(1_500);
    expect(await pcap()).toBeGreaterThan(paused);
    // Paused again, and the media server is started anew: the next one keeps nothing either until it may.
    await pause(true);
    signal((await lines.edge.pid("rtpengine")) ?? 0, "SIGKILL");
    await until("the caller is offered new ports", () => talk.came().includes("INVITE"), 10_000);
    await until("the caller hears again", () => talk.sound.hears(TAKER), 10_000);
    await wait(500);
    expect(await capturedFiles(join(lines.folder, "recordings"), callId)).toHaveLength(2);
    await pause(false);
    await until("both hear each other", () => talk.sound.hears(TAKER) && own.sound.hears(CALLER));
    await wait(1_000);
    talk.hangUp();
    await lines.heard("ended");
    const recorded = [await lines.heard("recorded"), await lines.heard("recorded")];
    const first = recorded.find(({ file }) => String(file).endsWith("-0.wav"));
    const [left = new Int16Array(0), right = new Int16Array(0)] = await sides(String(first?.["file"]));
    const placeOf = (at: number): number => Math.round(((at - Number(first?.["beganAt"])) * RATE) / 1000);
    const gap = (side: Int16Array): Int16Array => side.subarray(placeOf(begun) + RATE / 4, placeOf(over) - RATE / 4);
    for (const side of [left, right]) expect(gap(side).every((sample) => sample === 0)).toBe(true);
    expect(gap(left).length).toBeGreaterThan(RATE);
    expect(toneIn(left.subarray(placeOf(over) + RATE / 2, placeOf(over) + RATE), CALLER)).toBeGreaterThan(0.05);
  });

  test("a prompt into a talk: the caller hears it alone, the call-taker goes on hearing the caller, and keys are heard as events and tones", async () => {
    const { talk, callId } = await arrived();
    const { own } = await answer(callId);
    await until("both hear each other", () => talk.sound.hears(TAKER) && own.sound.hears(CALLER));
    lines.order({ do: "prompt", callId, files: [lines.prompt, lines.prompt] });
    await until("the caller hears the prompt", () => talk.sound.hears(PROMPT_HZ) && !talk.sound.hears(TAKER));
    // The first file lasts two seconds: the second follows it.
    const end = Date.now() + 2_600;
    while (Date.now() < end) {
      expect(own.sound.hears(CALLER)).toBe(true);
      await wait(50);
    }
    expect(talk.sound.hears(PROMPT_HZ)).toBe(true);
    talk.sound.say(toneVoice(770, 1_336));
    // Real time: a key is pressed for 200 ms.
    await wait(200);
    talk.sound.say(toneVoice(CALLER));
    expect(await lines.heard("digit")).toMatchObject({ callId, digit: "5" });
    await until("the caller hears the taker again", () => talk.sound.hears(TAKER) && !talk.sound.hears(PROMPT_HZ));
    talk.sound.press("5");
    expect(await lines.heard("digit")).toMatchObject({ callId, digit: "5" });
    expect(own.sound.hears(PROMPT_HZ)).toBe(false);
    talk.hangUp();
    await lines.heard("ended");
  });

  test("a reference to the caller's place comes through the edge to the room", async () => {
    const carrier = await overUdp({ host: "127.0.0.1", port: lines.ports.trunk });
    const phone = stack.use(makePhone({ carrier, user: "0661234567", tone: CALLER }));
    const reference = "https://lis.operator.example/location/357yc6s64ceyoiuy5ax3o";
    const headers = [`Geolocation: <${reference}>`, "Geolocation-Routing: yes"];
    const talk = await phone.call(`sip:17@127.0.0.1:${lines.ports.trunk}`, { headers });
    expect(await lines.heard("arrived")).toMatchObject({ location: null, locationReference: reference });
    talk.hangUp();
    await lines.heard("ended");
  });

  test("a vehicle's call comes with its data, is acknowledged in our answer, and is heard", async () => {
    const carrier = await overUdp({ host: "127.0.0.1", port: lines.ports.trunk });
    const came: string[] = [];
    carrier.onMessage((text) => void came.push(text));
    const phone = stack.use(makePhone({ carrier, user: "0661234567", tone: CALLER }));
    const msd = Buffer.from("0225", "hex");
    const body = (sdp: string) => ({
      type: "multipart/mixed;boundary=b",
      text: [
        `--b\r\nContent-Type: application/sdp\r\n\r\n${sdp}`,
        `--b\r\nContent-Type: application/EmergencyCallData.eCall.MSD\r\nContent-ID: <7@vehicle.example>`,
        `Content-Transfer-Encoding: base64\r\n\r\n${msd.toString("base64")}\r\n--b--\r\n`,
      ].join("\r\n"),
    });
    const headers = [
      `Call-Info: <cid:7@vehicle.example>;purpose=EmergencyCallData.eCall.MSD`,
      `Route: <sip:127.0.0.1:${lines.ports.trunk};lr>`,
    ];
    const talk = await phone.call("urn:service:sos.ecall.automatic", { headers, body });
    const line = await lines.heard("arrived");
    expect(line).toMatchObject({ dialled: "17", vehicle: { msd: "0225", by: "automatic" } });
    const answer = came.find((text) => text.startsWith("SIP/2.0 200") && text.includes("INVITE"));
    expect(answer).toContain('<ack received="true" ref="7@vehicle.example"/>');
    lines.order({ do: "play", callId: String(line["callId"]), files: [lines.prompt], repeat: true });
    await until("the vehicle hears the prompt", () => talk.sound.hears(PROMPT_HZ));
    talk.hangUp();
    await lines.heard("ended");
  });
});
