import { execFile, spawnSync } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { stderr } from "node:process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signal } from "../platform/database/embedded/processes.ts";
import { capturedFiles, isDecoded } from "./media/sound/captured.ts";
import { readWav } from "./media/sound/wav.ts";
import { missingPackages } from "./settings.ts";
import { PROMPT_HZ, testLines, type Line, type TestLines } from "./testing/lines.ts";
import { makePhone, overUdp, registeredConsole, toneIn, until, type Phone, type Talk, type Voice } from "./testing/phones.ts";

// A caller who speaks no G.711: the media server keeps what it cannot decode later, and decodes it for us meanwhile.
const missing = [...missingPackages(), ...(spawnSync("ffmpeg", ["-version"]).status === 0 ? [] : ["ffmpeg"])];
if (missing.length > 0) stderr.write(`telephony/coded-caller.test.ts is skipped: ${missing.join(", ")} not installed\n`);

const [CALLER, TAKER] = [1_100, 1_700];
const RATE = 8_000;
const G722 = 9;
const FRAME_BYTES = 160;
/** The size of one decoded packet in its file, bytes. */
const PACKET_BYTES = 16 + 42 + 12 + FRAME_BYTES;
const run = promisify(execFile);

/** Tones in G.722 (64 kbit/s), encoded by ffmpeg. */
async function g722Voice(...hertz: readonly number[]): Promise<Voice> {
  const wave = hertz.map((each) => `0.25*sin(2*PI*${each}*t)`).join("+");
  const source = ["-f", "lavfi", "-i", `aevalsrc=${wave}:s=16000:d=4`];
  const { stdout } = await run("ffmpeg", ["-v", "error", ...source, "-c:a", "g722", "-f", "g722", "-"], { encoding: "buffer" });
  const frames = Math.floor(stdout.length / FRAME_BYTES);
  return { seconds: 4, frame: (_law, nth) => stdout.subarray((nth % frames) * FRAME_BYTES, ((nth % frames) + 1) * FRAME_BYTES) };
}

type Recorded = { readonly left: Int16Array; readonly right: Int16Array; readonly lost: number; readonly place: (at: number) => number };

async function soundOf(recorded: Line): Promise<Recorded> {
  const bytes = await readFile(String(recorded["file"]));
  const samples = new Int16Array(bytes.buffer, bytes.byteOffset + 44, (bytes.length - 44) >> 1);
  const [left = new Int16Array(0), right = new Int16Array(0)] = [0, 1].map((side) => samples.filter((_value, at) => at % 2 === side));
  const place = (at: number): number => Math.round(((at - Number(recorded["beganAt"])) * RATE) / 1000);
  return { left, right, lost: Number(recorded["lost"]), place };
}

const WINDOW = RATE / 10;

/**
 * The share of the windows of 100 ms in which a tone is heard. A late packet shifts the tone, which lowers the measured power in a longer
 * window.
 */
function heardShare(side: Int16Array, hertz: number): number {
  const windows = Array.from({ length: Math.floor(side.length / WINDOW) }, (_none, nth) => side.subarray(nth * WINDOW, (nth + 1) * WINDOW));
  return windows.filter((window) => toneIn(window, hertz) > 0.05).length / windows.length;
}

describe.skipIf(missing.length > 0)("a caller with G.722 alone", { timeout: 60_000 }, () => {
  let lines: TestLines;
  let taker: Phone;
  let voice: Voice;
  const stack = new AsyncDisposableStack();
  const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

  async function arrived(): Promise<{ talk: Talk; callId: string }> {
    const carrier = await overUdp({ host: "127.0.0.1", port: lines.ports.trunk });
    const phone = stack.use(makePhone({ carrier, user: "0661234567", tone: voice, type: G722, codec: "G722" }));
    const talk = await phone.call(`sip:17@127.0.0.1:${lines.ports.trunk}`);
    const callId = String((await lines.heard("arrived"))["callId"]);
    expect(talk.theirs()).toMatch(/^m=audio \d+ RTP\/AVP 9 101\r/m);
    return { talk, callId };
  }
  async function answer(callId: string, legId = `leg of ${callId}`): Promise<Talk> {
    lines.order({ do: "ring", callId, legId, target: { kind: "extension", extension: "101" } });
    const find = (): Talk | undefined => taker.talks().find((each) => each.state() === "ringing");
    await until("the console rings", () => find() !== undefined, 10_000);
    const talk = find();
    if (talk === undefined) throw new Error("it rang and stopped");
    talk.answer();
    await lines.heard("leg_answered", (line) => line["legId"] === legId);
    await until("the taker hears the caller", () => talk.sound.hears(CALLER));
    return talk;
  }
  const pause = async (callId: string, on: boolean): Promise<number> => {
    lines.order({ do: "pauseRecording", callId, on });
    await lines.heard("pause", (line) => line["on"] === on);
    return Date.now();
  };

  /** Waits until so many more packets of the caller are decoded and kept; gives when that was. */
  async function decoded(callId: string, more: number): Promise<number> {
    const bytes = async (): Promise<number> => {
      const files = (await capturedFiles(join(lines.folder, "recordings"), callId)).filter(isDecoded);
      return (await Promise.all(files.map(async (file) => (await stat(file)).size))).reduce((sum, size) => sum + size, 0);
    };
    const wanted = (await bytes()) + more * PACKET_BYTES;
    await expect.poll(bytes, { timeout: 10_000 }).toBeGreaterThan(wanted);
    return Date.now();
  }

  beforeAll(async () => {
    voice = await g722Voice(CALLER);
    lines = stack.use(await testLines(9));
    taker = stack.use(await registeredConsole(lines, "101", TAKER));
  }, 60_000);
  afterAll(() => stack.disposeAsync());

  test("is on the left of the recording: waiting, in each talk, after a hold, not in a pause, and again after it; and is recalled", async () => {
    const { talk, callId } = await arrived();
    lines.order({ do: "record", callId, on: true });
    lines.order({ do: "play", callId, files: [lines.prompt], repeat: true });
    await until("the caller hears something", () => talk.sound.heardFirst() !== null);
    const waited = await decoded(callId, 60);
    await answer(callId, "first");
    const talked = await decoded(callId, 60);
    // A busy machine decodes and mixes late: the last second may still be of the wait.
    const heardBack = async (): Promise<boolean[]> => {
      lines.order({ do: "recall", callId, seconds: 1 });
      const recalled = await lines.heard("recalled");
      const heard = readWav(await readFile(String(recalled["file"])))?.samples.subarray(0, 4_000) ?? new Int16Array(0);
      return [CALLER, TAKER].map((hertz) => toneIn(heard, hertz) > 0.05);
    };
    await expect.poll(heardBack, { timeout: 10_000, interval: 500 }).toEqual([true, true]);
    for (const [on, kind] of [
      [true, "held"],
      [false, "resumed"],
    ] as const) {
      talk.hold(on);
      await lines.heard(kind);
    }
    const unheld = await decoded(callId, 60);
    const begun = await pause(callId, true);
    // Real time: a second of the talk falls into the pause.
    await wait(1_000);
    lines.order({ do: "recall", callId, seconds: 1 });
    expect(await lines.heard("recalled")).toMatchObject({ seconds: null });
    const over = await pause(callId, false);
    const resumed = await decoded(callId, 60);
    lines.order({ do: "drop", callId, legId: "first" });
    await lines.heard("leg_ended");
    const dropped = await decoded(callId, 60);
    await answer(callId, "second");
    const again = await decoded(callId, 60);
    talk.hangUp();
    await lines.heard("ended");
    const { left, right, lost, place } = await soundOf(await lines.heard("recorded"));
    const before = (side: Int16Array, until: number): Int16Array => side.subarray(place(until - 700), place(until - 300));
    const caller = [waited, talked, unheld, resumed, dropped, again].map((at) => toneIn(before(left, at), CALLER) > 0.05);
    expect(caller).toEqual([true, true, true, true, true, true]);
    for (const at of [talked, unheld, resumed, again]) {
      expect(toneIn(before(right, at), TAKER)).toBeGreaterThan(0.05);
      expect(toneIn(before(left, at), TAKER)).toBeLessThan(0.01);
      expect(toneIn(before(right, at), CALLER)).toBeLessThan(0.01);
    }
    expect(toneIn(before(right, waited), PROMPT_HZ)).toBeGreaterThan(0.05);
    const paused = [left, right].map((side) => side.subarray(place(begun + 200), place(over - 200)));
    for (const side of paused) expect([side.length > RATE / 4, side.every((sample) => sample === 0)]).toEqual([true, true]);
    // Sound between the order to record and the first decoded packet, on a busy machine.
    expect(lost).toBeLessThan(50);
  });

  test("is heard again by the recording of the next server, and what it missed is told as lost", async () => {
    const { talk, callId } = await arrived();
    lines.order({ do: "record", callId, on: true });
    await answer(callId);
    const killed = await decoded(callId, 60);
    await lines.kill();
    // Real time: a second of the talk has no server.
    await wait(1_000);
    await lines.restart();
    await lines.heard("taken_back");
    const back = Date.now();
    const heard = await decoded(callId, 60);
    talk.hangUp();
    await lines.heard("ended");
    const { left, right, lost, place } = await soundOf(await lines.heard("recorded"));
    const before = (side: Int16Array, until: number): Int16Array => side.subarray(place(until - 700), place(until - 300));
    expect([killed, heard].map((at) => toneIn(before(left, at), CALLER) > 0.05)).toEqual([true, true]);
    expect([killed, killed + 1_000, heard].map((at) => toneIn(before(right, at), TAKER) > 0.05)).toEqual([true, true, true]);
    const missed = left.subarray(place(killed + 300), place(killed + 900));
    expect([missed.length > RATE / 2, missed.every((sample) => sample === 0)]).toEqual([true, true]);
    expect(lost * 20).toBeGreaterThan(800);
    expect(lost * 20).toBeLessThan(back - killed + 2_000);
  });

  test("is in both recordings of a call whose media server was killed", async () => {
    const { talk, callId } = await arrived();
    lines.order({ do: "record", callId, on: true });
    const own = await answer(callId);
    await decoded(callId, 60);
    signal((await lines.edge.pid("rtpengine")) ?? 0, "SIGKILL");
    await until("the caller is offered new ports", () => talk.came().includes("INVITE"), 10_000);
    await decoded(callId, 60);
    await until("the taker hears the caller again", () => own.sound.hears(CALLER), 10_000);
    talk.hangUp();
    await lines.heard("ended");
    for (const recorded of [await lines.heard("recorded"), await lines.heard("recorded")]) {
      const { left } = await soundOf(recorded);
      expect(heardShare(left.subarray(-RATE, -RATE * 0.2), CALLER)).toBeGreaterThan(0.6);
    }
  });

  test("is asked for keys, and tones are heard as such", async () => {
    const { talk, callId } = await arrived();
    const five = await g722Voice(770, 1_336);
    await until("it is answered", () => talk.state() === "talking");
    talk.sound.say(five);
    expect(await lines.heard("digit")).toMatchObject({ callId, digit: "5" });
    talk.hangUp();
    await lines.heard("ended");
  });
});
