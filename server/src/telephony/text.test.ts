import { createSocket } from "node:dgram";
import { once } from "node:events";
import { stderr } from "node:process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EMPTY_CONVERSATION, NEW_LINE, writeText } from "@amaliyat/domain/calls";
import { freePorts } from "./testing/free-port.ts";
import { missingPackages } from "./settings.ts";
import { PROMPT_HZ, testLines, type TestLines } from "./testing/lines.ts";
import { makePhone, overUdp, registeredConsole, until, type Phone, type Talk } from "./testing/phones.ts";

// Text over the real edge: a telephone that writes by RFC 4103 with a sender and a reader of its own, and the exchange in a process that is killed.
const missing = missingPackages();
if (missing.length > 0) stderr.write(`telephony/text.test.ts is skipped: ${missing.join(", ")} not installed\n`);

const [CALLER, TAKER] = [1_100, 1_700];
const HELP = "النجدة، رجل أمام باب البيت. Au secours, 12 rue de l'Indépendance 😀 123.";
const ANSWER = "نحن معك، لا تفتح الباب. Une patrouille arrive, restez là.";

/** One packet in five is lost, by chance from a seed; never three in a row, which is what RFC 4103 can bear when text is sent three times. */
function oneInFive(seed: number): (nth: number, way: "out" | "in") => boolean {
  const ways = { out: { state: seed, row: 0 }, in: { state: seed ^ 0x5bd1_e995, row: 0 } };
  return (_nth, way) => {
    const now = ways[way];
    now.state = (Math.imul(now.state, 1_664_525) + 1_013_904_223) >>> 0;
    const lost = now.state / 2 ** 32 < 0.2 && now.row < 2;
    now.row = lost ? now.row + 1 : 0;
    return lost;
  };
}

describe.skipIf(missing.length > 0)("text in calls", { timeout: 90_000 }, () => {
  let lines: TestLines;
  let taker: Phone;
  const stack = new AsyncDisposableStack();
  /** The text of callers that the room was told. */
  const wrote = new Map<string, string>();

  async function dial(text: NonNullable<Parameters<Phone["call"]>[1]>["text"]): Promise<Talk> {
    const carrier = await overUdp({ host: "127.0.0.1", port: lines.ports.trunk });
    const phone = stack.use(makePhone({ carrier, user: "0661234567", tone: CALLER }));
    return phone.call(`sip:17@127.0.0.1:${lines.ports.trunk}`, text === undefined ? {} : { text });
  }
  /** A call with text that the room has; made again while the edge does not know of the room yet. */
  async function arrived(text: NonNullable<Parameters<typeof dial>[0]>): Promise<{ talk: Talk; callId: string; kind: unknown }> {
    for (const end = Date.now() + 20_000; Date.now() < end;) {
      const talk = await dial(text);
      const line = await lines.heard("arrived", () => true, 3_000).catch(() => null);
      if (line !== null) return { talk, callId: String(line["callId"]), kind: line["text"] };
      talk.hangUp();
    }
    throw new Error("no call came to the room");
  }
  async function roomReads(callId: string, fits: (text: string) => boolean): Promise<string> {
    for (const end = Date.now() + 20_000; !fits(wrote.get(callId) ?? "") && Date.now() < end;) {
      const line = await lines.heard("text", (each) => each["callId"] === callId, 1_000).catch(() => null);
      if (line !== null) wrote.set(callId, (wrote.get(callId) ?? "") + String(line["text"]));
    }
    return (wrote.get(callId) ?? "").replaceAll("\uFEFF", "");
  }
  async function answered(callId: string, legId: string): Promise<Talk> {
    lines.order({ do: "ring", callId, legId, target: { kind: "extension", extension: "101" } });
    const rings = (): Talk | undefined => taker.talks().find((each) => each.state() === "ringing");
    await until("the console rings", () => rings() !== undefined, 10_000);
    const leg = rings();
    leg?.answer();
    await lines.heard("leg_answered", (line) => line["legId"] === legId);
    if (leg === undefined) throw new Error("it rang and stopped");
    return leg;
  }

  beforeAll(async () => {
    const [gateway = 1] = await freePorts(1);
    // Sound is learned from whoever sends first: text never is.
    lines = stack.use(await testLines(gateway, [], { sound: "learned" }));
    taker = stack.use(await registeredConsole(lines, "101", TAKER));
  }, 60_000);
  afterAll(() => stack.disposeAsync());

  test("letters go both ways beside the sound with one packet in five lost: none is lost, none comes twice", async () => {
    const { talk, callId, kind } = await arrived({ lost: oneInFive(20_260_401) });
    expect(kind).toBe("beside");
    // Written while the caller waits.
    talk.typing?.write(HELP);
    lines.order({ do: "play", callId, files: [lines.prompt], repeat: true });
    await until("the caller hears the prompt", () => talk.sound.hears(PROMPT_HZ));
    const leg = await answered(callId, "written");
    for (const letter of ANSWER) lines.order({ do: "write", callId, text: letter });
    expect(await roomReads(callId, (text) => text.length >= HELP.length)).toBe(HELP);
    await until("the caller reads the answer", () => talk.typing?.heard() === ANSWER, 20_000);
    await until("both are heard", () => talk.sound.hears(TAKER) && leg.sound.hears(CALLER));
    // Sent again and again, it came no second time.
    await until("all is sent", () => talk.typing?.isDone() === true);
    talk.typing?.write("!");
    expect(await roomReads(callId, (text) => text.endsWith("!"))).toBe(`${HELP}!`);
    talk.hangUp();
    await lines.heard("ended", (line) => line["callId"] === callId);
  });

  test("a call with text alone is answered, taken and written in both ways; it is offered no sound", async () => {
    const { talk, callId, kind } = await arrived({ alone: true });
    expect(kind).toBe("alone");
    expect(talk.theirs()).toMatch(/^m=text [1-9]/m);
    expect(talk.theirs()).not.toMatch(/^m=audio/m);
    lines.order({ do: "play", callId, files: [lines.prompt], repeat: true });
    const leg = await answered(callId, "alone");
    talk.typing?.write("لا أسمع");
    expect(await roomReads(callId, (text) => text.length >= 7)).toBe("لا أسمع");
    lines.order({ do: "write", callId, text: ANSWER });
    await until("the caller reads the answer", () => talk.typing?.heard() === ANSWER, 20_000);
    expect(leg.state()).toBe("talking");
    lines.order({ do: "hangUp", callId });
    await until("the caller is hung up", () => talk.state() === "over");
    await lines.heard("ended", (line) => line["callId"] === callId);
  });

  test("text from any other address or port is not taken, nor what is no text", async () => {
    const { talk, callId } = await arrived({});
    const [, port = "0"] = /^m=text (\d+)/m.exec(talk.theirs()) ?? [];
    const stranger = createSocket("udp4");
    stranger.bind(0, "127.0.0.1");
    await once(stranger, "listening");
    const forged = Buffer.concat([Buffer.from([0x80, 98, 0, 1, 0, 0, 0, 0, 1, 2, 3, 4]), Buffer.from("forged")]);
    for (let nth = 0; nth < 5; nth++) stranger.send(forged, Number(port), "127.0.0.1");
    for (const bytes of [Buffer.alloc(0), Buffer.alloc(1_500, 0xff), Buffer.from("GET / HTTP/1.1\r\n\r\n"), forged.subarray(0, 11)])
      talk.typing?.sendRaw(bytes);
    talk.typing?.write("true");
    expect(await roomReads(callId, (text) => text.length >= 4)).toBe("true");
    stranger.close();
    // Held and taken back: the text is answered at the port where it was.
    for (const on of [true, false]) {
      const heard = (): Promise<unknown> =>
        lines.heard(on ? "held" : "resumed", (line) => line["callId"] === callId, 2_000).catch(() => null);
      // Asked before the last ACK is there, the room asks for another try (RFC 3261 §14.2).
      talk.hold(on);
      for (let tries = 0; (await heard()) === null && tries < 5; tries++) talk.hold(on);
      await until("the caller has the answer", () => talk.theirs().includes(on ? "a=recvonly" : "a=sendrecv"));
    }
    await until("it is answered", () => talk.theirs().includes(`m=text ${port} `));
    talk.typing?.write("!");
    expect(await roomReads(callId, (text) => text.length >= 5)).toBe("true!");
    talk.hangUp();
    await lines.heard("ended", (line) => line["callId"] === callId);
  });

  test("text that its caller leaves out of a call is told to the room, and told again once it is back", async () => {
    const { talk, callId } = await arrived({});
    const offer = async (on: boolean): Promise<void> => {
      const heard = (): Promise<unknown> =>
        lines.heard(on ? "text_began" : "text_ended", (line) => line["callId"] === callId, 2_000).catch(() => null);
      // Asked before the last ACK is there, the room asks for another try (RFC 3261 §14.2).
      talk.writes(on);
      for (let tries = 0; (await heard()) === null; tries++) {
        if (tries === 5) throw new Error(`text ${on ? "on" : "off"} was not told`);
        talk.writes(on);
      }
    };
    await offer(false);
    await until("the room answers without text", () => /^m=text 0 /m.test(talk.theirs()));
    await offer(true);
    await until("the room answers with text", () => /^m=text [1-9]/m.test(talk.theirs()));
    talk.typing?.write("back");
    expect(await roomReads(callId, (text) => text.endsWith("back"))).toBe("back");
    talk.hangUp();
    await lines.heard("ended", (line) => line["callId"] === callId);
  });

  test("the server is killed: what is written afterwards is read by the next one, at the same port, and no letter comes twice", async () => {
    const { talk, callId } = await arrived({});
    talk.typing?.write("before");
    expect(await roomReads(callId, (text) => text.length >= 6)).toBe("before");
    const told = talk.theirs();
    await lines.kill();
    await lines.restart();
    await lines.heard("taken_back");
    talk.typing?.write(`${NEW_LINE}after`);
    const whole = await roomReads(callId, (text) => text.endsWith("after"));
    expect(writeText(EMPTY_CONVERSATION, { by: "caller", person: null, at: 0 }, whole).lines.map(({ text }) => text)).toEqual([
      "before",
      "after",
    ]);
    expect(talk.theirs()).toBe(told);
    lines.order({ do: "write", callId, text: "we are back" });
    await until("the caller reads it", () => talk.typing?.heard().endsWith("we are back") === true, 10_000);
    talk.hangUp();
    await lines.heard("ended", (line) => line["callId"] === callId);
  });

  test("with the room dead the edge takes the sound and refuses the text; a call with text alone is refused", async () => {
    await lines.kill();
    const saved = async (): Promise<Talk | null> => {
      const talk = await dial({});
      const rings = (): Talk | undefined => taker.talks().find((each) => each.state() === "ringing");
      await until("it rings or is refused", () => rings() !== undefined || talk.state() === "over", 10_000);
      const leg = rings();
      if (leg === undefined) return null;
      leg.answer();
      await until("both are heard", () => talk.sound.hears(TAKER) && leg.sound.hears(CALLER));
      return talk;
    };
    let talk = await saved();
    for (let tries = 0; talk === null && tries < 10; tries++) talk = await saved();
    expect(talk?.theirs()).toMatch(/^m=text 0 /m);
    talk?.hangUp();
    const silent = await dial({ alone: true });
    await until("it is refused", () => silent.state() === "over", 30_000);
    expect(silent.status()).toBe(488);
  });
});
