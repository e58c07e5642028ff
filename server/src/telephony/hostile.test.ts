import { stderr } from "node:process";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { missingPackages } from "./settings.ts";
import { testLines, type TestLines } from "./testing/lines.ts";
import { makePhone, overUdp, overWebSocket, until, type Phone, type Talk } from "./testing/phones.ts";

// Tests requests from outside that are broken or meant to break: none of them may fell the media server, ring a console past
// the queue, or reach the operator's gateway.
const missing = missingPackages();
if (missing.length > 0) stderr.write(`telephony/hostile.test.ts is skipped: ${missing.join(", ")} not installed\n`);

const [CALLER, TAKER] = [1_100, 1_700];
const HEAD = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "c=IN IP4 127.0.0.1", "t=0 0"];
const BROKEN: readonly (readonly [string, readonly string[]])[] = [
  ["no o=", [...HEAD.slice(0, 1), ...HEAD.slice(2), "m=audio 40000 RTP/AVP 8"]],
  ["no c=", [...HEAD.slice(0, 3), "t=0 0", "m=audio 40000 RTP/AVP 8"]],
  ["an address that is none", [...HEAD.slice(0, 3), "c=IN IP4 999.1.1.1", "t=0 0", "m=audio 40000 RTP/AVP 8"]],
  ["a port that is none", [...HEAD, "m=audio 99999 RTP/AVP 8"]],
  ["a profile that is none", [...HEAD, "m=audio 40000 X/Y 8"]],
  ["udptl", [...HEAD, "m=audio 40000 udptl 8"]],
  ["a key that is none", [...HEAD, "m=audio 40000 RTP/SAVP 8", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:zz"]],
  ["IPv6", [...HEAD.slice(0, 3), "c=IN IP6 ::1", "t=0 0", "m=audio 40000 RTP/AVP 8"]],
  ["nothing", []],
];

describe.skipIf(missing.length > 0)("the door of the lines", { timeout: 60_000 }, () => {
  let lines: TestLines;
  let taker: Phone;
  const atGateway: string[] = [];
  let gateway = "";
  let caller: Phone;
  let rang: Talk[] = [];
  let [media, edge]: (number | null)[] = [null, null];
  const stack = new AsyncDisposableStack();
  beforeAll(async () => {
    const outside = await overUdp({ host: "127.0.0.1", port: 9 });
    gateway = outside.via.split(" ")[1] ?? "";
    const port = Number(gateway.split(":")[1]);
    outside.onMessage((text) => atGateway.push(text.split("\r\n")[0] ?? ""));
    stack.defer(outside.close);
    lines = stack.use(await testLines(port, ["127.0.0.1"]));
    const link = await overWebSocket(`ws://127.0.0.1:${lines.ports.consoles}`);
    taker = stack.use(makePhone({ carrier: link, user: "101", tone: TAKER, onRing: (talk) => rang.push(talk) }));
    expect(await taker.stayRegistered(lines.login("101"))).toBe(200);
    caller = stack.use(
      makePhone({ carrier: await overUdp({ host: "127.0.0.1", port: lines.ports.trunk }), user: "0661234567", tone: CALLER }),
    );
    [media = null, edge = null] = [await lines.edge.pid("rtpengine"), await lines.edge.pid("kamailio")];
  }, 60_000);
  afterAll(() => stack.disposeAsync());
  beforeEach(() => {
    rang = [];
  });
  const isWhole = async (): Promise<void> => {
    expect(await lines.edge.pid("rtpengine")).toBe(media);
    expect(await lines.edge.pid("kamailio")).toBe(edge);
    expect(atGateway).toEqual([]);
  };
  const dial = (sdp?: readonly string[], uri = `sip:17@127.0.0.1:${lines.ports.trunk}`): Promise<Talk> =>
    caller.call(uri, sdp === undefined ? {} : { body: () => ({ type: "application/sdp", text: `${sdp.join("\r\n")}\r\n` }) });
  const arrives = async (): Promise<{ callId: string; dialled: string }> => {
    const { callId, dialled } = await lines.heard("arrived");
    return { callId: String(callId), dialled: String(dialled) };
  };

  /** Sends one message from a port of its own, and gives the first lines of what came back, up to a final answer or for `withinMs`. */
  async function say(text: (via: string) => string, withinMs = 2_000): Promise<string[]> {
    const carrier = await overUdp({ host: "127.0.0.1", port: lines.ports.trunk });
    const came: string[] = [];
    carrier.onMessage((message) => came.push(message.split("\r\n")[0] ?? ""));
    carrier.send(text(carrier.via));
    const isAnswered = (): boolean => came.some((each) => !each.startsWith("SIP/2.0 1"));
    for (const end = Date.now() + withinMs; !isAnswered() && Date.now() < end;) await new Promise((resolve) => setTimeout(resolve, 10));
    carrier.close();
    return came;
  }
  let count = 0;
  const request =
    (
      method: string,
      uri: string,
      {
        from = "<sip:0661000000@x.example>",
        to = `<sip:17@x>`,
        callId = `h${count++}`,
        more = [] as readonly string[],
        sdp = [] as readonly string[],
        fromTag = "1",
        toTag = "",
      } = {},
    ) =>
    (via: string): string => {
      const body = sdp.map((line) => `${line}\r\n`).join("");
      return [
        `${method} ${uri} SIP/2.0`,
        `Via: ${via};branch=z9hG4bK${count++}`,
        ...more,
        "Max-Forwards: 70",
        `From: ${from};tag=${fromTag}`,
        `To: ${to}${toTag === "" ? "" : `;tag=${toTag}`}`,
        `Call-ID: ${callId}`,
        `CSeq: 9 ${method}`,
        `Contact: <sip:a@${via.split(" ")[1] ?? ""}>`,
        ...(body === "" ? [] : ["Content-Type: application/sdp"]),
        `Content-Length: ${body.length}`,
        "",
        body,
      ].join("\r\n");
    };
  const GOOD = [...HEAD, "m=audio 40000 RTP/AVP 8"];

  test.each(BROKEN)("a description that cannot be read is 488 at once, in the room and within a talk: %s", async (_what, sdp) => {
    if (sdp.length > 0) {
      const talk = await dial(sdp);
      await until("it is refused", () => talk.state() === "over", 1_500);
      expect(talk.status()).toBe(488);
    }
    expect(rang).toHaveLength(0);
    await isWhole();
  });

  test.each([
    ["tel:17", "<tel:17>", "<tel:+213661234567>"],
    ["tel:1-7;phone-context=+213", "<tel:17>", "<tel:0661-23-45-67>"],
    ["urn:service:sos", "<urn:service:sos>", "<sip:0661234567@x>"],
    ["urn:service:sos.police", "<urn:service:sos.police>", "<tel:+213661234567>"],
    ["sip:17%40x@127.0.0.1", "<sip:17@x>", "<sip:0661234567@x>"],
    ["sip:17@127.0.0.1;user=phone", "<sip:17@x;user=phone>", "<sip:+213661234567@x;user=phone>"],
  ])("%s reaches the emergency line of the room", async (uri, to, from) => {
    const talk = await dial(undefined, uri);
    const { callId, dialled } = await arrives();
    expect(dialled).toBe("17");
    talk.hangUp();
    await lines.heard("ended", (line) => line["callId"] === callId);
    const said = await say(request("INVITE", uri, { from, to, sdp: GOOD }));
    expect(said).toContain("SIP/2.0 200 OK");
    // Nobody acknowledges that answer: its call is told to nobody.
    await expect(lines.heard("arrived", () => true, 300)).rejects.toThrow("no arrived");
    expect(rang).toHaveLength(0);
  });

  test("what cannot be read is refused at once, and rings nobody", async () => {
    for (const [uri, to, from] of [
      ["sip:17@127.0.0.1", "<<sip:17", "<sip:0661234567@x>"],
      ["sip:17@127.0.0.1", "<sip:17@x>", "<tel:>"],
      ["urn:service:counseling", "<urn:service:counseling>", "<sip:0661234567@x>"],
      ["mailto:a@b", "<mailto:a@b>", "<sip:0661234567@x>"],
    ] as const) {
      const said = await say(request("INVITE", uri, { from, to, sdp: GOOD }), 300);
      // One that the edge's own parser cannot take is dropped before anybody could be told.
      if (!to.startsWith("<<")) expect(said.find((each) => !each.includes(" 100 "))).toMatch(/^SIP\/2.0 4/);
    }
    // Real time: the edge tries consoles within seconds.
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(rang).toHaveLength(0);
    await isWhole();
  });

  test("nothing that names the gateway gets there, by route, alias or a dialog that is none", async () => {
    const target = `sip:0899123456@${gateway}`;
    const [host = "", port = ""] = gateway.split(":");
    const route = `Route: <sip:127.0.0.1:${lines.ports.trunk};lr>`;
    for (const message of [
      request("INVITE", target, { sdp: GOOD, more: [route], toTag: "x" }),
      request("INVITE", `sip:room@127.0.0.1:${lines.ports.room};alias=${host}~${port}~1`, { sdp: GOOD, more: [route], toTag: "x" }),
      request("MESSAGE", target, { more: [route] }),
      request("REFER", `sip:17@127.0.0.1`, { more: [`Refer-To: <${target}>`] }),
      request("BYE", target, { more: [route, `Route: <sip:${gateway};lr>`], toTag: "x" }),
    ]) {
      const said = await say(message, 300);
      expect(said.every((each) => /^SIP\/2.0 (?:100|4|5)/.test(each))).toBe(true);
    }
    expect(atGateway).toEqual([]);
  });

  describe("while the room is dead", () => {
    beforeAll(async () => {
      await lines.kill();
      // Real time: the edge knows within four seconds that the room is dead.
      await new Promise((resolve) => setTimeout(resolve, 5_000));
    });
    afterAll(() => lines.restart());

    test.each(BROKEN)("a description that cannot be read is 488, and rings nobody: %s", async (_what, sdp) => {
      const talk = await dial(sdp);
      await until("it is refused", () => talk.state() === "over", 1_500);
      expect(talk.status()).toBe(488);
      expect(rang).toHaveLength(0);
      await isWhole();
    });

    test("a description that holds more than is needed is written afresh, and both hear each other", async () => {
      const talk = await caller.call(`sip:17@127.0.0.1:${lines.ports.trunk}`, {
        body: (sdp) => ({
          type: "application/sdp",
          text: sdp
            .replace("s=-", "s=evil\r\ni=evil")
            .replace("a=sendrecv", "a=evil:1\r\na=candidate:x\r\na=fmtp:101 evil\r\na=sendrecv\r\nm=video 4000 RTP/AVP 96\r\na=evil"),
        }),
      });
      await until("the console rings", () => rang.length === 1);
      const offered = rang[0]?.invite?.body ?? "";
      expect(offered).not.toContain("evil");
      expect(offered.match(/^m=.*$/gm)).toEqual([expect.stringMatching(/^m=audio \d+ RTP\/AVP 8 101$/), "m=video 0 RTP/AVP 96"]);
      rang[0]?.answer();
      await until("both hear", () => talk.sound.hears(TAKER) && rang[0]?.sound.hears(CALLER) === true);
      talk.hangUp();
      await until("the console is told", () => rang[0]?.state() === "over");
    });

    test("a saved call is between its two ends: a stranger who knows all but its place and tags reaches neither, nor the gateway", async () => {
      const talk = await dial();
      await until("the console rings", () => rang.length === 1);
      rang[0]?.answer();
      await until("both hear", () => talk.sound.hears(TAKER) && rang[0]?.sound.hears(CALLER) === true);
      const [, fromTag = ""] = /;tag=([^;\s]+)/.exec(rang[0]?.invite?.header("from") ?? "") ?? [];
      const own = rang[0]?.invite?.header("contact") ?? "";
      const route = `Route: <sip:127.0.0.1:${lines.ports.trunk};lr>`;
      const { callId } = talk;
      for (const uri of [`sip:0899123456@${gateway}`, /<(.*)>/.exec(own)?.[1] ?? "", "sip:101@127.0.0.1"])
        for (const tags of [{ fromTag, toTag: "x" }, { fromTag: "x", toTag: fromTag }, {}])
          for (const method of ["BYE", "INVITE", "INFO", "MESSAGE"]) {
            const said = await say(
              request(method, uri, { callId, more: [route], toTag: "y", sdp: method === "INVITE" ? GOOD : [], ...tags }),
              60,
            );
            expect(said).toEqual(["SIP/2.0 404 Not Here"]);
          }
      expect([talk.state(), rang[0]?.state()]).toEqual(["talking", "talking"]);
      // Another call under the name of this one is refused too.
      expect(await say(request("INVITE", "sip:17@127.0.0.1", { callId, sdp: GOOD }), 200)).toEqual(["SIP/2.0 482 Loop Detected"]);
      // Its own ends are heard: sound that is offered anew is refused, and either may end it.
      talk.hold(true);
      await until("other sound is refused", () => talk.status() === 488);
      expect(talk.state()).toBe("talking");
      rang[0]?.hangUp();
      await until("the caller is told", () => talk.state() === "over");
      await isWhole();
    });
  });
});
