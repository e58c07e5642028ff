import { readFile } from "node:fs/promises";
import { stderr } from "node:process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makePhone, overUdp, overWebSocket, toneIn, until, type Phone, type Talk } from "./testing/phones.ts";
import { signal } from "../platform/database/embedded/processes.ts";
import { serveStandby } from "./edge/standby.ts";
import { freePorts } from "./testing/free-port.ts";
import { missingPackages } from "./settings.ts";
import { PROMPT_HZ, testLines, type Line, type TestLines } from "./testing/lines.ts";

// The whole chain: callers and consoles outside, Kamailio, rtpengine, and the exchange in a process that is killed. Tones show which
// parties hear each other: each party sends its own.
const missing = missingPackages();
if (missing.length > 0) stderr.write(`telephony/chain.test.ts is skipped: ${missing.join(", ")} not installed\n`);

const CALLER = 1_100;
const TAKER = 1_700;
const OTHER = 2_300;
/** The first note of the music on hold. */
const HOLD_HZ = 261.6;
const OUT = "0b7e9c1e-0000-4000-8000-000000000001";

const hears = (what: string, talk: Talk, hertz: number): Promise<void> => until(what, () => talk.sound.hears(hertz));

/** Recorded channels: left the caller, right the others. */
async function sides(recorded: Line): Promise<Int16Array[]> {
  const file = await readFile(String(recorded["file"]));
  const samples = new Int16Array(file.buffer, file.byteOffset + 44, (file.length - 44) >> 1);
  return [0, 1].map((side) => samples.filter((_value, index) => index % 2 === side));
}
const late = (side: Int16Array | undefined): Int16Array => (side ?? new Int16Array(0)).subarray(-6_000, -2_000);

async function ringing(phone: Phone, fits: (talk: Talk) => boolean = () => true): Promise<Talk> {
  const find = (): Talk | undefined => phone.talks().find((talk) => talk.state() === "ringing" && fits(talk));
  // A console that rings because the room is dead does so within 5 s.
  await until("the console rings", () => find() !== undefined, 10_000);
  const talk = find();
  if (talk === undefined) throw new Error("it rang and stopped");
  return talk;
}

describe.skipIf(missing.length > 0)("the lines", { timeout: 60_000 }, () => {
  let lines: TestLines;
  const stack = new AsyncDisposableStack();
  let taker: Phone;
  let other: Phone;
  let gateway: Phone;

  const console_ = async (extension: string, tone: number): Promise<Phone> => {
    const carrier = await overWebSocket(`ws://127.0.0.1:${lines.ports.consoles}`);
    return stack.use(makePhone({ carrier, user: extension, tone }));
  };
  const caller = async (tone = CALLER): Promise<Phone> =>
    stack.use(makePhone({ carrier: await overUdp({ host: "127.0.0.1", port: lines.ports.trunk }), user: "0661234567", tone }));
  const dial = (phone: Phone, late = false): Promise<Talk> => phone.call(`sip:17@127.0.0.1:${lines.ports.trunk}`, { late });
  const textOf = (line: Line, key: string): string => String(line[key]);

  /** The edge was killed: its other processes, which served on for a moment, are gone too, and another has given back what it knew. */
  async function isBack(killed: number): Promise<void> {
    const now = (): Promise<number | null> => lines.edge.pid("kamailio");
    for (let pid = await now(); pid === null || pid === killed; pid = await now()) await new Promise((resolve) => setTimeout(resolve, 50));
    await new Promise((resolve) => setTimeout(resolve, 1_500)); // Real time: processes of a killed edge serve on for a moment.
  }
  /** A call that the room has. The edge looks once a second whether the room lives: until then consoles ring, and it is made again. */
  async function arrived(late: boolean): Promise<{ talk: Talk; callId: string }> {
    const rings = (): boolean => [taker, other].some((phone) => phone.talks().some((each) => each.invite?.header("x-survival") === "yes"));
    for (const end = Date.now() + 10_000; ;) {
      const talk = await dial(await caller(), late);
      while (Date.now() < end && talk.state() !== "over" && !rings()) {
        const line = await lines.heard("arrived", () => true, 50).catch(() => null);
        if (line !== null) return { talk, callId: textOf(line, "callId") };
      }
      talk.hangUp();
      await until("it is over", () => talk.state() === "over" && !rings());
      if (Date.now() > end) throw new Error("no call came to the room");
    }
  }
  /** A call that waits with the prompt in its ear. */
  async function waiting(late = false): Promise<{ talk: Talk; callId: string }> {
    const { talk, callId } = await arrived(late);
    lines.order({ do: "play", callId, files: [lines.prompt], repeat: true });
    await hears("the caller hears the prompt", talk, PROMPT_HZ);
    return { talk, callId };
  }
  async function taken(phone: Phone, extension: string, callId: string, legId: string): Promise<Talk> {
    lines.order({ do: "ring", callId, legId, target: { kind: "extension", extension } });
    const talk = await ringing(phone);
    talk.answer();
    await lines.heard("leg_answered", (line) => line["legId"] === legId);
    return talk;
  }

  beforeAll(async () => {
    const carrier = await overUdp({ host: "127.0.0.1", port: 1 });
    const gatewayPort = Number(/:(\d+)$/.exec(carrier.via)?.[1]);
    carrier.close();
    lines = stack.use(await testLines(gatewayPort));
    const out = await overUdp({ host: "127.0.0.1", port: lines.ports.trunk }, { port: gatewayPort });
    gateway = stack.use(makePhone({ carrier: out, user: "gateway", tone: CALLER, answerAfterMs: 100 }));
    taker = await console_("101", TAKER);
    other = await console_("102", OTHER);
    expect(await taker.register(lines.login("101"))).toBe(200);
    expect(await other.register(lines.login("102"))).toBe(200);
    await lines.heard("phone_registered", (line) => line["extension"] === "101");
    await lines.heard("phone_registered", (line) => line["extension"] === "102");
  }, 60_000);
  afterAll(() => stack.disposeAsync());

  test("a call arrives, hears the prompt, is answered, recorded, handed on and hung up", async () => {
    const { talk, callId } = await waiting();
    lines.order({ do: "record", callId, on: true });
    const first = await taken(taker, "101", callId, "leg-1");
    expect(first.invite?.header("x-line")).toBe("17");
    await hears("the caller hears the taker", talk, TAKER);
    await hears("the taker hears the caller", first, CALLER);
    await until("the prompt is over", () => !talk.sound.hears(PROMPT_HZ));
    await new Promise((resolve) => setTimeout(resolve, 1_000)); // Real time: the recording holds a second of this talk.
    lines.order({ do: "drop", callId, legId: "leg-1" });
    await lines.heard("leg_ended", (line) => line["legId"] === "leg-1" && line["by"] === "room");
    await until("the taker is hung up", () => first.state() === "over");
    lines.order({ do: "play", callId, files: [lines.prompt], repeat: true });
    await hears("the caller hears the prompt again", talk, PROMPT_HZ);
    const second = await taken(other, "102", callId, "leg-2");
    await hears("the caller hears the second taker", talk, OTHER);
    await hears("the second taker hears the caller", second, CALLER);
    await new Promise((resolve) => setTimeout(resolve, 1_000)); // Real time: the recording holds a second of this talk.
    talk.hangUp();
    expect(await lines.heard("ended")).toMatchObject({ callId, by: "caller" });
    await until("the second taker is hung up", () => second.state() === "over");
    const recorded = await lines.heard("recorded");
    const [left, right] = await sides(recorded);
    expect(Number(recorded["seconds"])).toBeGreaterThan(2);
    expect(recorded["lost"]).toBe(0);
    expect(toneIn(late(left), CALLER)).toBeGreaterThan(0.05);
    expect(toneIn(late(left), OTHER)).toBeLessThan(0.01);
    expect(toneIn(late(right), OTHER)).toBeGreaterThan(0.05);
    expect(toneIn(late(right), CALLER)).toBeLessThan(0.01);
  });

  test("nobody answers, then another does: both ways are heard", async () => {
    const { talk, callId } = await waiting();
    lines.order({ do: "ring", callId, legId: "a", target: { kind: "extension", extension: "101" } });
    await ringing(taker);
    await lines.heard("leg_ringing", (line) => line["legId"] === "a");
    lines.order({ do: "drop", callId, legId: "a" });
    await lines.heard("leg_failed", (line) => line["legId"] === "a");
    const second = await taken(other, "102", callId, "b");
    await hears("the caller hears", talk, OTHER);
    await hears("the taker hears", second, CALLER);
    lines.order({ do: "hangUp", callId });
    await lines.heard("ended", (line) => line["by"] === "room");
    await until("both are hung up", () => talk.state() === "over" && second.state() === "over");
  });

  test("hold by the room and by the caller, keys, a listener, and an INVITE without a description", async () => {
    const { talk, callId } = await waiting(true);
    const leg = await taken(taker, "101", callId, "c");
    await hears("the caller hears", talk, TAKER);
    await hears("the taker hears", leg, CALLER);
    talk.sound.press("5");
    expect(await lines.heard("digit")).toMatchObject({ callId, digit: "5" });
    lines.order({ do: "listen", callId, legId: "ear", extension: "102" });
    const ears = [
      await ringing(other, (each) => each.invite?.header("x-listen") === "caller"),
      await ringing(other, (each) => each.invite?.header("x-listen") === "party"),
    ];
    for (const ear of ears) ear.answer();
    await lines.heard("leg_answered", (line) => line["legId"] === "ear");
    await until("the listener hears the caller", () => ears.some((ear) => ear.sound.hears(CALLER)));
    await until("the listener hears the taker", () => ears.some((ear) => ear.sound.hears(TAKER)));
    expect(talk.sound.hears(OTHER) || leg.sound.hears(OTHER)).toBe(false);
    lines.order({ do: "drop", callId, legId: "ear" });
    await until("the listener is hung up", () => ears.every((ear) => ear.state() === "over"));
    lines.order({ do: "hold", callId, legId: "c", on: true });
    await lines.heard("held", (line) => line["by"] === "c");
    await until("the caller hears the taker no more", () => !talk.sound.hears(TAKER));
    await until("the taker hears the caller no more", () => !leg.sound.hears(CALLER));
    lines.order({ do: "hold", callId, legId: "c", on: false });
    await hears("the caller hears again", talk, TAKER);
    await hears("the taker hears again", leg, CALLER);
    talk.hold(true);
    await lines.heard("held", (line) => line["by"] === "caller");
    talk.hold(false);
    await lines.heard("resumed", (line) => line["by"] === "caller");
    await hears("the caller hears after his own hold", talk, TAKER);
    await hears("the taker hears after it", leg, CALLER);
    leg.hangUp();
    await lines.heard("leg_ended", (line) => line["by"] === "party");
    talk.hangUp();
    await lines.heard("ended");
  });

  test("a console and a number outside ring at once for one caller: the number answers, the console is let go of, both hear each other", async () => {
    const { talk, callId } = await waiting();
    const before = gateway.talks().length;
    lines.order({ do: "ring", callId, legId: "beside", target: { kind: "extension", extension: "101" } });
    const own = await ringing(taker);
    lines.order({ do: "ring", callId, legId: "outside", target: { kind: "number", number: "0555000666" } });
    await lines.heard("leg_answered", (line) => line["legId"] === "outside");
    lines.order({ do: "drop", callId, legId: "beside" });
    await until("the console rings no more", () => own.state() === "over");
    const there = gateway.talks()[before];
    if (there === undefined) throw new Error("the number was not called");
    await hears("the number hears the caller", there, CALLER);
    await hears("the caller hears the number", talk, CALLER);
    await until("the prompt is over", () => !talk.sound.hears(PROMPT_HZ));
    there.hangUp();
    await lines.heard("leg_ended", (line) => line["legId"] === "outside" && line["by"] === "party");
    talk.hangUp();
    await lines.heard("ended", (line) => line["callId"] === callId);
  });

  test("of a console and a number that both answer, the first keeps the caller, though the other answers before it is let go of", async () => {
    const { talk, callId } = await waiting();
    const before = gateway.talks().length;
    lines.order({ do: "ring", callId, legId: "late", target: { kind: "extension", extension: "101" }, yields: true });
    const own = await ringing(taker);
    lines.order({ do: "ring", callId, legId: "early", target: { kind: "number", number: "0555000666" }, yields: true });
    await lines.heard("leg_answered", (line) => line["legId"] === "early");
    own.answer();
    await lines.heard("leg_failed", (line) => line["legId"] === "late");
    await until("the console is hung up", () => own.state() === "over");
    const there = gateway.talks()[before];
    if (there === undefined) throw new Error("the number was not called");
    await hears("the number hears the caller", there, CALLER);
    await until("the prompt is over", () => !talk.sound.hears(PROMPT_HZ));
    talk.hangUp();
    await lines.heard("ended", (line) => line["callId"] === callId);
  });

  test("a call out rings the console, then the number, which sees the line and is the caller once it has answered", async () => {
    lines.order({ do: "callOut", callId: OUT, legId: "out", extension: "101", number: "0555000111" });
    const own = await ringing(taker);
    own.answer();
    await lines.heard("leg_answered", (line) => line["legId"] === "out");
    const [there] = gateway.talks();
    if (there === undefined) throw new Error("nobody was called");
    expect(there.invite?.header("from")).toContain("sip:17@");
    expect(there.invite?.header("x-edge-key")).toBeUndefined();
    lines.order({ do: "record", callId: OUT, on: true });
    await hears("the console hears the number", own, CALLER);
    await hears("the number hears the console", there, TAKER);
    // Held, it hears the music, and not the console.
    lines.order({ do: "hold", callId: OUT, legId: "out", on: true });
    await hears("the number hears the music", there, HOLD_HZ);
    await until("nobody hears the other", () => !there.sound.hears(TAKER) && !own.sound.hears(CALLER));
    expect(own.sound.hears(HOLD_HZ)).toBe(false);
    // The next server has it as it stands, and takes it from hold.
    await lines.kill();
    await lines.restart();
    const kept = { callId: OUT, legs: [{ legId: "out", target: { kind: "extension", extension: "101" } }] };
    expect((await lines.heard("taken_back"))["calls"]).toEqual([kept]);
    lines.order({ do: "hold", callId: OUT, legId: "out", on: false });
    await hears("the number hears the console again", there, TAKER);
    await hears("the console hears the number again", own, CALLER);
    lines.order({ do: "listen", callId: OUT, legId: "ear", extension: "102" });
    const side = (name: string) => ringing(other, (each) => each.invite?.header("x-listen") === name);
    const [called, calling] = [await side("caller"), await side("party")];
    for (const ear of [called, calling]) ear.answer();
    await hears("the listener hears the number for the caller", called, CALLER);
    await hears("and the console for the party", calling, TAKER);
    lines.order({ do: "drop", callId: OUT, legId: "ear" });
    await until("the listener is hung up", () => [called, calling].every((ear) => ear.state() === "over"));
    there.hold(true);
    await lines.heard("held", (line) => line["by"] === "caller");
    // The room tells of the hold before its answer is acknowledged, and a second offer meanwhile is refused (491).
    await new Promise((resolve) => setTimeout(resolve, 500)); // Real time: the acknowledgement is shown by nothing.
    there.hold(false);
    await lines.heard("resumed", (line) => line["by"] === "caller");
    await hears("the number hears the console after its own hold", there, TAKER);
    // Handed on: the other answers before the console is let go of.
    const next = await taken(other, "102", OUT, "next");
    lines.order({ do: "drop", callId: OUT, legId: "out" });
    await until("the console is hung up", () => own.state() === "over");
    await hears("the number hears the next", there, OTHER);
    await hears("the next hears the number", next, CALLER);
    await new Promise((resolve) => setTimeout(resolve, 1_000)); // Real time: the recording holds a second of this talk.
    there.hangUp();
    expect(await lines.heard("ended")).toMatchObject({ callId: OUT, by: "caller" });
    await until("the next is hung up", () => next.state() === "over");
    const [left, right] = await sides(await lines.heard("recorded"));
    expect([toneIn(late(left), CALLER) > 0.05, toneIn(late(left), OTHER) < 0.01]).toEqual([true, true]);
    expect([toneIn(late(right), OTHER) > 0.05, toneIn(late(right), CALLER) < 0.01]).toEqual([true, true]);
  });

  test("wrong, expired and another's credentials are refused, and so is a call that a console starts", async () => {
    const stranger = await console_("103", OTHER);
    expect(await stranger.register({ ...lines.login("103"), password: "wrong" })).toBe(401);
    expect(await stranger.register(lines.login("103", Date.now() - 24 * 3_600_000))).toBe(401);
    expect(await stranger.register(lines.login("103"), "101")).toBe(403);
    // The session that the credentials were given to is over; those of another session of the same person go on.
    const over = lines.login("103", Date.now(), "a session that ended");
    expect(await stranger.register(over)).toBe(200);
    lines.order({ do: "revoke", session: "a session that ended" });
    await expect.poll(() => stranger.register(over)).toBe(403);
    expect(await stranger.register(lines.login("103", Date.now(), "another session"))).toBe(200);
    for (const target of ["sip:0555000111@trunk.room.test", "sip:102@room.test", `sip:room@127.0.0.1:${lines.ports.room}`]) {
      const talk = await taker.call(target, { headers: ["X-Edge-Key: guessed"] });
      await until("it is refused", () => talk.state() === "over");
      expect(talk.status()).toBe(403);
    }
    const outside = await (await caller()).call("sip:0555000111@trunk.room.test", { headers: ["X-Edge-Key: guessed"] });
    await lines.heard("arrived");
    outside.hangUp();
    await lines.heard("ended");
    expect(gateway.talks()).toHaveLength(0);
  });

  test("a page that is loaded again keeps its telephone; one that goes loses it within seconds", async () => {
    const page = async (user: string) => {
      const carrier = await overWebSocket(`ws://127.0.0.1:${lines.ports.consoles}`);
      const phone = makePhone({ carrier, user, tone: OTHER });
      expect(await phone.register(lines.login("104"), "104")).toBe(200);
      return { carrier, phone };
    };
    const isOurs = (line: Readonly<Record<string, unknown>>): boolean => line["extension"] === "104";
    const before = await page("before");
    await lines.heard("phone_registered", isOurs);
    const after = await page("after");
    await before.phone[Symbol.asyncDispose]();
    await expect(lines.heard("phone_lost", isOurs, 4_000)).rejects.toThrow("no phone_lost");
    // The console goes without a word in a call out: the number waits like every other caller.
    const left = "0b7e9c1e-0000-4000-8000-000000000004";
    lines.order({ do: "callOut", callId: left, legId: "left", extension: "104", number: "0555000444" });
    (await ringing(after.phone)).answer();
    await lines.heard("leg_answered", (line) => line["legId"] === "left");
    const there = gateway.talks().find((talk) => talk.invite?.header("to")?.includes("0555000444") === true);
    if (there === undefined) throw new Error("nobody was called");
    await hears("the number hears the console", there, OTHER);
    after.carrier.close();
    expect(await lines.heard("leg_ended", (line) => line["legId"] === "left", 6_000)).toMatchObject({ by: "lost" });
    lines.order({ do: "play", callId: left, files: [lines.prompt], repeat: true });
    await hears("the number hears what callers hear who wait", there, PROMPT_HZ);
    const again = await taken(taker, "101", left, "again");
    await hears("the next console hears the number", again, CALLER);
    await hears("the number hears the next console", there, TAKER);
    again.hangUp();
    await lines.heard("leg_ended", (line) => line["legId"] === "again" && line["by"] === "party");
    lines.order({ do: "hangUp", callId: left });
    await lines.heard("ended", (line) => line["callId"] === left);
    await until("the number is hung up", () => there.state() === "over");
    await lines.heard("phone_lost", isOurs, 6_000);
    await after.phone[Symbol.asyncDispose]();
  });

  test("one who floods is not answered any more, and one who forges a dialog reaches nobody", async () => {
    const edge = { host: "127.0.0.1", port: lines.ports.trunk };
    const flooder = await overUdp(edge, { host: "127.0.0.9" });
    let answers = 0;
    flooder.onMessage(() => answers++);
    const options = (call: number): string =>
      `OPTIONS sip:17@127.0.0.1 SIP/2.0\r\nVia: ${flooder.via};branch=z9hG4bK${call}\r\nMax-Forwards: 70\r\nFrom: <sip:a@b.test>;tag=1\r\nTo: <sip:17@127.0.0.1>\r\nCall-ID: f${call}\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n`;
    for (let call = 0; call < 300; call++) {
      flooder.send(options(call));
      if (call % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await new Promise((resolve) => setTimeout(resolve, 500)); // Real time: answers to the flood may still come.
    expect(answers).toBeLessThan(150);
    flooder.close();
    const forger = await overUdp(edge);
    let said = "";
    forger.onMessage((text) => (said += text));
    const route = `Route: <sip:127.0.0.1:${lines.ports.trunk};lr>`;
    const gatewayUri = `sip:0555000111@${gateway.address}`;
    forger.send(
      `INVITE ${gatewayUri} SIP/2.0\r\nVia: ${forger.via};branch=z9hG4bKforged\r\n${route}\r\nMax-Forwards: 70\r\nFrom: <sip:a@b.test>;tag=1\r\nTo: <sip:c@d.test>;tag=2\r\nCall-ID: forged\r\nCSeq: 1 INVITE\r\nContact: <sip:a@127.0.0.1:9>\r\nContent-Length: 0\r\n\r\n`,
    );
    await until("it is refused", () => said.includes("SIP/2.0 404"));
    expect(gateway.talks()).toHaveLength(0);
    forger.close();
  });

  test("the exchange is killed while one talks and one waits: both are taken back; a new call meanwhile rings the consoles", async () => {
    const one = await waiting();
    const leg = await taken(taker, "101", one.callId, "k");
    const two = await waiting();
    await lines.kill();
    await hears("the talk goes on", one.talk, TAKER);
    // The next console to ring has found the second way, and keeps it while the saved call is talked.
    const [port = 0] = await freePorts(1);
    const { consoles, room } = lines.ports;
    await using _way = await serveStandby({ port, host: "127.0.0.1", isOwnHost: () => true, tls: null, consoles, room, lingerMs: 100 });
    const carrier = await overWebSocket(`ws://127.0.0.1:${port}/sip`);
    await using second = makePhone({ carrier, user: "104", tone: OTHER });
    expect(await second.register(lines.login("104"))).toBe(200);
    const third = await dial(await caller());
    const saved = await ringing(second, (each) => each.invite?.header("x-survival") === "yes");
    saved.answer();
    await hears("the saved caller hears the console", third, OTHER);
    await hears("the console hears the saved caller", saved, CALLER);
    await lines.restart();
    const back = await lines.heard("taken_back");
    expect(back["calls"]).toHaveLength(2);
    await new Promise((resolve) => setTimeout(resolve, 2_200)); // Real time: the saved call is talked after the room is back.
    third.hangUp();
    await until("the saved call is over", () => saved.state() === "over");
    expect(await lines.heard("survived")).toMatchObject({ dialled: "17", from: { number: "0661234567" }, extension: "104" });
    expect(two.talk.sound.hears(PROMPT_HZ)).toBe(true);
    const next = await taken(other, "102", two.callId, "k2");
    await hears("the one who waited hears the taker", two.talk, OTHER);
    await hears("his taker hears him", next, CALLER);
    leg.hangUp();
    await lines.heard("leg_ended", (line) => line["legId"] === "k" && line["by"] === "party");
    for (const { talk, callId } of [one, two]) {
      talk.hangUp();
      await lines.heard("ended", (line) => line["callId"] === callId && line["by"] === "caller");
    }
  });

  test("a caller who hangs up while the exchange is dead is told as ended", async () => {
    const { talk, callId } = await waiting();
    await lines.kill();
    talk.hangUp();
    await new Promise((resolve) => setTimeout(resolve, 300)); // Real time: the caller hangs up before the exchange is back.
    await lines.restart();
    expect(await lines.heard("ended", (line) => line["callId"] === callId)).toMatchObject({ by: "lost" });
    await lines.heard("state", (line) => (line["state"] as { kind: string }).kind === "ready");
  });

  test("the media server is killed and comes back: those who talk hear each other again", async () => {
    const { talk, callId } = await waiting();
    const leg = await taken(taker, "101", callId, "m");
    const out = "0b7e9c1e-0000-4000-8000-000000000005";
    lines.order({ do: "callOut", callId: out, legId: "m2", extension: "102", number: "0555000555" });
    const calling = await ringing(other);
    calling.answer();
    await lines.heard("leg_answered", (line) => line["legId"] === "m2");
    const there = gateway.talks().find((each) => each.invite?.header("to")?.includes("0555000555") === true);
    if (there === undefined) throw new Error("nobody was called");
    await hears("before", talk, TAKER);
    signal((await lines.edge.pid("rtpengine")) ?? 0, "SIGKILL");
    const all = [talk, leg, calling, there];
    await until("all are offered new ports", () => all.every((each) => each.came().includes("INVITE")), 10_000);
    await until("the caller hears again", () => talk.sound.hears(TAKER), 10_000);
    await hears("the taker hears again", leg, CALLER);
    await hears("the number that was called hears again", there, OTHER);
    await hears("who called it hears again", calling, CALLER);
    for (const each of [talk, there]) {
      each.hangUp();
      await lines.heard("ended", (line) => line["by"] === "caller");
    }
  });

  test("the edge is killed and comes back: the talk goes on, and the next call is answered", async () => {
    const { talk, callId } = await waiting();
    const leg = await taken(taker, "101", callId, "e");
    const killed = (await lines.edge.pid("kamailio")) ?? 0;
    signal(killed, "SIGKILL");
    await hears("the talk goes on", talk, TAKER);
    await hears("both ways", leg, CALLER);
    await isBack(killed);
    talk.hangUp();
    await lines.heard("ended", (line) => line["callId"] === callId);
    const next = await waiting();
    next.talk.hangUp();
    await lines.heard("ended", (line) => line["callId"] === next.callId);
  });

  test("a call that the edge saved is told with its sound, though the edge was killed in it and after it", async () => {
    const alone = await console_("105", TAKER);
    expect(await alone.register(lines.login("105"))).toBe(200);
    await lines.kill();
    const talk = await dial(await caller());
    const saved = await ringing(alone, (each) => each.invite?.header("x-survival") === "yes");
    saved.answer();
    await hears("the saved caller hears the console", talk, TAKER);
    await hears("the console hears the saved caller", saved, CALLER);
    await new Promise((resolve) => setTimeout(resolve, 1_200)); // Real time: the recording holds a second of this talk.
    const killEdge = async (): Promise<void> => {
      const pid = (await lines.edge.pid("kamailio")) ?? 0;
      signal(pid, "SIGKILL");
      await isBack(pid);
    };
    await killEdge();
    talk.hangUp();
    await until("the caller is told that it is over", () => talk.state() === "over", 10_000);
    await killEdge();
    await lines.restart();
    // One that was told before and not forgotten in time is told again, as the same.
    const isOurs = (line: Line): boolean => line["extension"] === "105";
    const told = await lines.heard("survived", isOurs);
    expect(told).toMatchObject({ dialled: "17", from: { number: "0661234567" } });
    const recorded = await lines.heard("recorded", (line) => line["callId"] === told["callId"]);
    const [left, right] = (await sides(recorded)).map((side) => side.subarray(4_000, 10_000));
    expect([toneIn(left ?? [], CALLER) > 0.05, toneIn(left ?? [], TAKER) < 0.01]).toEqual([true, true]);
    expect([toneIn(right ?? [], TAKER) > 0.05, toneIn(right ?? [], CALLER) < 0.01]).toEqual([true, true]);
    // Real time: the edge is told that the room has the call, and answers nothing to it.
    await new Promise((resolve) => setTimeout(resolve, 500));
    // The edge has forgotten it then, and so has whoever watches the edge.
    await lines.kill();
    await killEdge();
    await lines.restart();
    await lines.heard("taken_back");
    await expect(lines.heard("survived", isOurs, 1_500)).rejects.toThrow("no survived");
  });
});
