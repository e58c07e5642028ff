import { stderr } from "node:process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingPackages } from "./settings.ts";
import { freePorts } from "./testing/free-port.ts";
import { testLines, type Line, type TestLines } from "./testing/lines.ts";
import { makePhone, overUdp, until, type Talk } from "./testing/phones.ts";

// Ports for text that are held by whoever never acknowledges the room's answer.
const missing = missingPackages();
if (missing.length > 0) stderr.write(`telephony/text-ports.test.ts is skipped: ${missing.join(", ")} not installed\n`);

const STRANGER = "127.0.0.3";

describe.skipIf(missing.length > 0)("ports for text", { timeout: 60_000 }, () => {
  let lines: TestLines;
  const stack = new AsyncDisposableStack();
  const greedy: { readonly text: string }[] = [];
  beforeAll(async () => {
    const [gateway = 1] = await freePorts(1);
    lines = stack.use(await testLines(gateway, ["127.0.0.1", STRANGER]));
  }, 60_000);
  afterAll(() => stack.disposeAsync());

  /** Sends an INVITE with text alone, and nothing more, from an address. */
  async function invite(host: string, nth: number): Promise<void> {
    const carrier = await overUdp({ host: "127.0.0.1", port: lines.ports.trunk }, { host });
    stack.defer(carrier.close);
    carrier.onMessage((text) => void greedy.push({ text }));
    const body = [
      "v=0",
      "o=- 1 1 IN IP4 127.0.0.1",
      "s=-",
      "c=IN IP4 127.0.0.1",
      "t=0 0",
      "m=text 40000 RTP/AVP 98",
      "a=rtpmap:98 t140/1000",
      "",
    ].join("\r\n");
    carrier.send(
      [
        `INVITE sip:17@127.0.0.1 SIP/2.0`,
        `Via: ${carrier.via};branch=z9hG4bKgreedy${nth}`,
        "Max-Forwards: 70",
        `From: <sip:0661000000@x.example>;tag=g${nth}`,
        "To: <sip:17@x>",
        `Call-ID: greedy${nth}`,
        "CSeq: 1 INVITE",
        `Contact: ${carrier.contact("g")}`,
        "Content-Type: application/sdp",
        `Content-Length: ${Buffer.byteLength(body)}`,
        "",
        body,
      ].join("\r\n"),
    );
  }
  const answered = (): number =>
    new Set(greedy.filter(({ text }) => text.startsWith("SIP/2.0 200")).map(({ text }) => /^Call-ID: (.*)$/im.exec(text)?.[1])).size;
  const dial = async (host: string, alone: boolean): Promise<Talk> => {
    const phone = stack.use(
      makePhone({ carrier: await overUdp({ host: "127.0.0.1", port: lines.ports.trunk }, { host }), user: "0661234567", tone: 1_100 }),
    );
    return phone.call(`sip:17@127.0.0.1:${lines.ports.trunk}`, { text: { alone } });
  };

  test("one address holds a few of them: others have text, it has voice, and who only writes rings on and is told to the room", async () => {
    for (let nth = 0; nth < 30; nth++) await invite(STRANGER, nth);
    await until("some are answered", () => answered() === 4, 20_000);
    // Another address has text at once.
    const other = await dial("127.0.0.1", true);
    const { callId: othersId } = await lines.heard("arrived", (line) => (line["from"] as { number: string }).number === "0661234567");
    expect(other.theirs()).toMatch(/^m=text [1-9]/m);
    other.typing?.write("x");
    await lines.heard("text", (line) => line["callId"] === othersId);
    // The same address has voice.
    const spoken = await dial(STRANGER, false);
    await until("it is answered", () => spoken.state() === "talking");
    expect([/^m=text 0 /m.test(spoken.theirs()), /^m=audio [1-9]/m.test(spoken.theirs())]).toEqual([true, true]);
    spoken.hangUp();
    expect(answered()).toBe(4);
    // Few of the many that only write are told to the room at a time, which cannot read them yet.
    for (let nth = 0; nth < 2; nth++) await lines.heard("text_waits");
    expect(greedy.some(({ text }) => text.startsWith("SIP/2.0 182"))).toBe(true);
    expect(greedy.some(({ text }) => text.startsWith("SIP/2.0 503"))).toBe(false);
    other.hangUp();
  });

  test("all are taken: who only writes rings on at the desks, and is answered and read once one is free; what was said meanwhile follows", async () => {
    // Ten ports, and those of the first test that ring on.
    const held: Talk[] = [];
    for (let nth = 0; held.length < 12; nth++) {
      const talk = await dial("127.0.0.1", false);
      await until("it is answered", () => talk.state() === "talking", 10_000);
      if (/^m=text 0 /m.test(talk.theirs())) break;
      held.push(talk);
      expect(nth).toBeLessThan(12);
    }
    const talk = await dial("127.0.0.1", true);
    await until("it is queued", () => talk.status() === 182, 10_000);
    const isOurs = (line: Line): boolean => (line["from"] as { number: string }).number === "0661234567" && line["text"] === "alone";
    const { callId } = await lines.heard("arrived", isOurs, 10_000);
    lines.order({ do: "write", callId, text: "17: " });
    lines.order({ do: "play", callId, files: [lines.prompt], repeat: true });
    for (const each of held) each.hangUp();
    await lines.heard("text_ready", (line) => line["callId"] === callId, 20_000);
    await until("it is answered", () => talk.state() === "talking");
    talk.typing?.write("help");
    await until("the caller reads what was said", () => talk.typing?.heard().includes("17: ") === true, 10_000);
    await lines.heard("text", (line) => line["callId"] === callId && String(line["text"]).includes("h"), 10_000);
    talk.hangUp();
    await lines.heard("ended", (line) => line["callId"] === callId);
  });

  test("whoever never acknowledges gives the port back within some seconds", async () => {
    const before = answered();
    expect(before).toBeLessThan(30);
    await until("the next of the many are answered", () => answered() > before, 20_000);
  });
});

describe.skipIf(missing.length > 0)("ports for text where calls come from everywhere", { timeout: 60_000 }, () => {
  test("an address that holds its part of them is given no more by a re-INVITE, before a kill of the server and after it", async () => {
    await using stack = new AsyncDisposableStack();
    const lines = stack.use(await testLines(9));
    const dial = async (): Promise<Talk> => {
      const phone = stack.use(
        makePhone({ carrier: await overUdp({ host: "127.0.0.1", port: lines.ports.trunk }), user: "0661234567", tone: 1_100 }),
      );
      const talk = await phone.call(`sip:17@127.0.0.1:${lines.ports.trunk}`, { text: {} });
      await lines.heard("arrived");
      return talk;
    };
    const hasText = (talk: Talk): boolean => /^m=text [1-9]/m.test(talk.theirs());
    /** The room's answer to a re-INVITE; asked before the last ACK is there, the room asks for another try (RFC 3261 §14.2). */
    const offer = async (talk: Talk, on: boolean): Promise<boolean> => {
      const before = talk.theirs();
      for (const end = Date.now() + 10_000; talk.theirs() === before && Date.now() < end;) {
        talk.writes(on);
        await until("it is answered", () => talk.theirs() !== before, 1_000).catch(() => undefined);
      }
      expect(talk.theirs()).not.toBe(before);
      return hasText(talk);
    };
    const first = await dial();
    expect(hasText(first)).toBe(true);
    expect(await offer(first, false)).toBe(false);
    const held = [await dial(), await dial(), await dial(), await dial()];
    expect(held.map(hasText)).toEqual([true, true, true, true]);
    expect(await offer(first, true)).toBe(false);
    await lines.kill();
    await lines.restart();
    await lines.heard("taken_back", () => true, 20_000);
    expect(await offer(first, true)).toBe(false);
    const [last] = held;
    last?.hangUp();
    await lines.heard("ended");
    expect(await offer(first, true)).toBe(true);
  });
});
