import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { stderr } from "node:process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingPackages } from "./settings.ts";
import { PROMPT_HZ, testLines, type TestLines } from "./testing/lines.ts";
import { makePhone, overUdp, overWebSocket, toneIn, toneVoice, until, type Phone, type Talk } from "./testing/phones.ts";
import { hasSipp, playSipp, SIPP_PACKAGE } from "./testing/sipp.ts";

// Behaviour of operators' trunks. Played by sipp, a SIP stack other than ours, and by telephones of the simulator where sound is heard.
const missing = [...missingPackages(), ...(hasSipp() ? [] : [SIPP_PACKAGE])];
if (missing.length > 0) stderr.write(`telephony/trunk.test.ts is skipped in part or whole: ${missing.join(", ")} not installed\n`);

const OUT = "0b7e9c1e-0000-4000-8000-000000000002";
const [CALLER, TAKER] = [1_100, 1_700];
/** Rows and columns of the keys as tones (ITU-T Q.23): what a telephone sends that knows no events. */
const KEY_5 = [770, 1_336] as const;

describe.skipIf(missingPackages().length > 0)("a trunk", { timeout: 90_000 }, () => {
  let lines: TestLines;
  let taker: Phone;
  let ringing: Talk[] = [];
  const stack = new AsyncDisposableStack();
  const caller = async (law: "a" | "mu" = "a"): Promise<Phone> =>
    stack.use(makePhone({ carrier: await overUdp({ host: "127.0.0.1", port: lines.ports.trunk }), user: "0661234567", tone: CALLER, law }));
  const dial = (phone: Phone, options: Parameters<Phone["call"]>[1] = {}): Promise<Talk> =>
    phone.call(`sip:17@127.0.0.1:${lines.ports.trunk}`, options);
  const arrived = async (): Promise<string> => String((await lines.heard("arrived"))["callId"]);
  /** The console answers a caller, and both hear each other; gives the console's side. */
  async function talks(caller: Talk, callId: string, legId: string): Promise<Talk | undefined> {
    ringing = [];
    lines.order({ do: "ring", callId, legId, target: { kind: "extension", extension: "101" } });
    await until("the console rings", () => ringing.length > 0);
    const [leg] = ringing;
    leg?.answer();
    await lines.heard("leg_answered", (line) => line["legId"] === legId);
    await until("both are heard", () => caller.sound.hears(TAKER) && leg?.sound.hears(CALLER) === true);
    return leg;
  }
  /** Ends a talk a second later; its recording has the caller on the left and the console on the right. */
  async function areRecorded(caller: Talk): Promise<void> {
    // Real time: the recording holds a second of this talk.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    caller.hangUp();
    await lines.heard("ended");
    const file = await readFile(String((await lines.heard("recorded"))["file"]));
    const samples = new Int16Array(file.buffer, file.byteOffset + 44, (file.length - 44) >> 1);
    const [left, right] = [0, 1].map((side) => samples.filter((_value, index) => index % 2 === side).subarray(-6_000, -2_000));
    expect(toneIn(left ?? [], CALLER)).toBeGreaterThan(0.05);
    expect(toneIn(right ?? [], TAKER)).toBeGreaterThan(0.05);
  }
  /** Waits that take as long as a session timer: begun first, looked at last. */
  let lapses: { readonly talk: Talk; readonly callId: string };
  let ours: Promise<string | null>;

  beforeAll(async () => {
    const probe = await overUdp({ host: "127.0.0.1", port: 1 });
    const gatewayPort = Number(/:(\d+)$/.exec(probe.via)?.[1]);
    probe.close();
    // The operator's own address: what comes from there is no flood.
    lines = stack.use(await testLines(gatewayPort, ["127.0.0.1"]));
    // This one promises to refresh and never does. It speaks: a call without sound is set up anew after a minute, which refreshes it.
    const headers = ["Supported: timer", "Session-Expires: 90;refresher=uac"];
    const talk = await dial(await caller(), { headers });
    lapses = { talk, callId: await arrived() };
    ours = hasSipp() ? playSipp("timer-ours", lines.ports.trunk, 80) : Promise.resolve(null);
    if (hasSipp()) await arrived();
    const out = await overUdp({ host: "127.0.0.1", port: lines.ports.trunk }, { port: gatewayPort });
    stack.use(makePhone({ carrier: out, user: "gateway", tone: TAKER, onRing: (talk) => ringing.push(talk) }));
    const link = await overWebSocket(`ws://127.0.0.1:${lines.ports.consoles}`);
    taker = stack.use(makePhone({ carrier: link, user: "101", tone: TAKER, onRing: (talk) => ringing.push(talk) }));
    expect(await taker.register(lines.login("101"))).toBe(200);
  }, 60_000);
  afterAll(() => stack.disposeAsync());

  describe.skipIf(!hasSipp())("by another stack", () => {
    const scenarios = ["timer-refresh", "timer-short", "update", "late-offer", "demands-100rel", "unknown-demand"];
    test.each(scenarios)("%s", async (name) => {
      expect(await playSipp(name, lines.ports.trunk)).toBeNull();
      if (["timer-short", "unknown-demand"].includes(name)) return;
      const callId = await arrived();
      if (name === "update") for (const kind of ["held", "resumed"]) await lines.heard(kind, (line) => line["callId"] === callId);
      expect(await lines.heard("ended", (line) => line["callId"] === callId)).toMatchObject({ by: "caller" });
    });
  });

  test("who calls is what the network vouches for, and said to be withheld where that was asked for", async () => {
    const asserted = ["P-Asserted-Identity: <sip:+213770318852;cpc=ordinary@op.test;user=phone>, <tel:+213770318852>"];
    for (const [headers, from] of [
      [asserted, { number: "+213770318852", withheld: false }],
      [[...asserted, "Privacy: id"], { number: "+213770318852", withheld: true }],
    ] as const) {
      const talk = await dial(await caller(), { headers, as: "anonymous" });
      expect(await lines.heard("arrived")).toMatchObject({ from });
      await until("it is answered", () => talk.state() === "talking");
      talk.hangUp();
      await lines.heard("ended");
    }
  });

  test("a caller with G.711 µ hears the prompt and the taker, is heard, and is recorded", async () => {
    const talk = await dial(await caller("mu"));
    const callId = await arrived();
    lines.order({ do: "play", callId, files: [lines.prompt], repeat: true });
    await until("the prompt is heard", () => talk.sound.hears(PROMPT_HZ));
    lines.order({ do: "record", callId, on: true });
    await talks(talk, callId, "mu");
    expect(talk.sound.heardLaw()).toBe("mu");
    await areRecorded(talk);
  });

  test.each(["a", "mu"] as const)(
    "a caller with G.711 %s under a free type hears the prompt and the taker, is heard with its keys, and is recorded",
    async (law) => {
      const carrier = await overUdp({ host: "127.0.0.1", port: lines.ports.trunk });
      const talk = await dial(stack.use(makePhone({ carrier, user: "0661234567", tone: CALLER, law, type: 97 })));
      const callId = await arrived();
      await until("it is answered", () => talk.state() === "talking");
      expect(talk.theirs()).toMatch(
        new RegExp(String.raw`^m=audio \d+ RTP/AVP 97 101\r[^]*^a=rtpmap:97 PCM${law === "a" ? "A" : "U"}/8000\r`, "m"),
      );
      lines.order({ do: "play", callId, files: [lines.prompt], repeat: true });
      await until("the prompt is heard", () => talk.sound.hears(PROMPT_HZ));
      talk.sound.say(toneVoice(...KEY_5));
      expect(await lines.heard("digit")).toMatchObject({ callId, digit: "5" });
      talk.sound.say(toneVoice(CALLER));
      lines.order({ do: "record", callId, on: true });
      const leg = await talks(talk, callId, "free");
      expect(leg?.theirs()).toMatch(/^m=audio \d+ \S+ [08][ \r]/m);
      await areRecorded(talk);
    },
  );

  test("keys by events are told", async () => {
    const talk = await dial(await caller());
    const callId = await arrived();
    await until("it is answered", () => talk.state() === "talking");
    for (const digit of "9#") {
      talk.sound.press(digit);
      expect(await lines.heard("digit")).toMatchObject({ callId, digit });
    }
    talk.hangUp();
    await lines.heard("ended");
  });

  test("keys by INFO are told, in both bodies that are in use", async () => {
    const talk = await dial(await caller());
    const callId = await arrived();
    await until("it is answered", () => talk.state() === "talking");
    talk.inform("application/dtmf-relay", "Signal=7\r\nDuration=160\r\n");
    expect(await lines.heard("digit")).toMatchObject({ callId, digit: "7" });
    talk.inform("application/dtmf", "*");
    expect(await lines.heard("digit")).toMatchObject({ callId, digit: "*" });
    talk.hangUp();
    await lines.heard("ended");
  });

  test("keys as tones are told where the trunk offers events and sends none, until the first event", async () => {
    const talk = await dial(await caller());
    const callId = await arrived();
    await until("it is answered", () => talk.state() === "talking");
    talk.sound.say(toneVoice(...KEY_5));
    expect(await lines.heard("digit")).toMatchObject({ callId, digit: "5" });
    talk.sound.say(toneVoice(CALLER));
    // Real time: a pause between keys.
    await new Promise((resolve) => setTimeout(resolve, 160));
    talk.sound.press("9");
    expect(await lines.heard("digit")).toMatchObject({ callId, digit: "9" });
    talk.sound.say(toneVoice(...KEY_5));
    await expect(lines.heard("digit", () => true, 500)).rejects.toThrow("no digit");
    talk.hangUp();
    await lines.heard("ended");
  });

  // rtpengine 12.5 told none of them in a call that waits, with `detect DTMF`, with and without transcoding: the room looks for them itself.
  test("keys as tones are told where the trunk offers no events, each once, and the prompt is heard as before", async () => {
    const talk = await dial(await caller(), { events: false });
    const callId = await arrived();
    await until("it is answered", () => talk.state() === "talking");
    lines.order({ do: "play", callId, files: [lines.prompt], repeat: true });
    await until("the prompt is heard", () => talk.sound.hears(PROMPT_HZ));
    for (let nth = 0; nth < 2; nth++) {
      talk.sound.say(toneVoice(...KEY_5));
      expect(await lines.heard("digit")).toMatchObject({ callId, digit: "5" });
      talk.sound.say(toneVoice(CALLER));
      // Real time: a pause between keys.
      await new Promise((resolve) => setTimeout(resolve, 160));
    }
    await expect(lines.heard("digit", () => true, 300)).rejects.toThrow("no digit");
    expect(talk.sound.hears(PROMPT_HZ)).toBe(true);
    ringing = [];
    lines.order({ do: "ring", callId, legId: "tones", target: { kind: "extension", extension: "101" } });
    await until("the console rings", () => ringing.length > 0);
    ringing[0]?.answer();
    await until("both are heard", () => talk.sound.hears(TAKER) && ringing[0]?.sound.hears(CALLER) === true);
    talk.hangUp();
    await lines.heard("ended");
  });

  test("a number outside that insists on PRACK is given it, and its early sound costs nothing", async () => {
    ringing = [];
    lines.order({ do: "callOut", callId: OUT, legId: "rel", extension: "101", number: "0555000111" });
    await until("the console rings", () => ringing.length === 1);
    ringing[0]?.answer();
    await until("the number rings", () => ringing.length === 2);
    const there = ringing[1];
    there?.progress();
    await until("the early answer is acknowledged", () => there?.came().includes("PRACK") === true);
    there?.answer();
    await lines.heard("leg_answered", (line) => line["legId"] === "rel");
    await until("both are heard", () => ringing.every((each) => each.sound.hears(TAKER)));
    there?.hangUp();
    expect(await lines.heard("ended")).toMatchObject({ callId: OUT, by: "caller" });
  });

  test("CANCEL at any moment, before the answer or across it, leaves no call behind", async () => {
    const kept = (): Promise<string[]> => readdir(join(dirname(lines.prompt), "kept"));
    const before = await kept();
    const phone = await caller();
    const waits = Array.from({ length: 30 }, (_none, nth) => nth % 15);
    const talks = await Promise.all(
      waits.map(async (wait) => {
        const talk = await dial(phone);
        await new Promise((resolve) => setTimeout(resolve, wait));
        talk.hangUp();
        return talk;
      }),
    );
    await until("all are over", () => talks.every((talk) => talk.state() === "over"), 10_000);
    for (const talk of talks) expect([200, 487]).toContain(talk.status());
    // Each call that was told is told as ended; a caller who is gone with the ACK need not be told of. Nothing is kept of any.
    const answered = talks.filter((each) => each.status() === 200);
    for (const talk of answered) expect(talk.answeredAt()).not.toBeNull();
    let told = 0;
    for (;;) {
      const line = await lines.heard("arrived", () => true, 1_000).catch(() => null);
      if (line === null) break;
      told++;
      await lines.heard("ended", (each) => each["callId"] === line["callId"]);
    }
    expect(told).toBeLessThanOrEqual(answered.length);
    await expect.poll(async () => (await kept()).filter((name) => !before.includes(name)), { timeout: 10_000 }).toEqual([]);
  });

  test("a leg that is let go of at the moment in which it is answered ends once, and the caller stays", async () => {
    const talk = await dial(await caller());
    const callId = await arrived();
    for (let nth = 0; nth < 12; nth++) {
      ringing = [];
      const legId = `race-${nth}`;
      lines.order({ do: "ring", callId, legId, target: { kind: "extension", extension: "101" } });
      await until("it rings", () => ringing.length > 0);
      const [leg] = ringing;
      const [first, second] = nth % 2 === 0 ? ["answer", "drop"] : ["drop", "answer"];
      for (const act of [first, second]) {
        if (act === "answer") leg?.answer();
        else lines.order({ do: "drop", callId, legId });
        await new Promise((resolve) => setTimeout(resolve, nth >> 1));
      }
      await until(`the console is free again (${nth})`, () => leg?.state() === "over");
      const told = await lines.heard("leg_ended", (line) => line["legId"] === legId, 300).catch(() => null);
      if (told === null) await lines.heard("leg_failed", (line) => line["legId"] === legId);
      await expect(lines.heard("leg_failed", (line) => line["legId"] === legId, 50)).rejects.toThrow();
    }
    lines.order({ do: "play", callId, files: [lines.prompt], repeat: true });
    await until("the caller hears the prompt", () => talk.sound.hears(PROMPT_HZ));
    talk.hangUp();
    await lines.heard("ended", (line) => line["callId"] === callId);
  });

  test("a party that was made ready is rung and hears the caller, also after others that were made ready and never rung", async () => {
    const talk = await dial(await caller());
    const callId = await arrived();
    const target = { kind: "extension", extension: "101" } as const;
    ringing = [];
    for (const legId of ["unrung-1", "unrung-2", "ready", "unrung-3"]) lines.order({ do: "prepare", callId, legId, target });
    lines.order({ do: "play", callId, files: [lines.prompt], repeat: true });
    await until("the caller hears the prompt", () => talk.sound.hears(PROMPT_HZ));
    expect(ringing).toEqual([]);
    const leg = await talks(talk, callId, "ready");
    lines.order({ do: "drop", callId, legId: "ready" });
    await until("the console is free", () => leg?.state() === "over");
    lines.order({ do: "prepare", callId, legId: "again", target });
    await talks(talk, callId, "again");
    talk.hangUp();
    await lines.heard("ended", (line) => line["callId"] === callId);
  });

  test("a session that nobody refreshes is ended before it lapses, and one that is ours to refresh is refreshed", async () => {
    expect(await ours).toBeNull();
    await until("the room hangs up", () => lapses.talk.state() === "over", 70_000);
    expect(lapses.talk.came()).toContain("BYE");
    expect(await lines.heard("ended", (line) => line["callId"] === lapses.callId)).toMatchObject({ by: "lost" });
  });
});
