import { createSocket } from "node:dgram";
import { once } from "node:events";
import { stderr } from "node:process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openNg, type Ng } from "../ng/client.ts";
import { missingPackages } from "../settings.ts";
import { testEdge } from "../testing/lines.ts";
import { makeMedia, type Calling, type Media } from "./media.ts";

const missing = missingPackages();
if (missing.length > 0) stderr.write(`telephony/media/media.test.ts is skipped: ${missing.join(", ")} not installed\n`);

const HEAD = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "c=IN IP4 127.0.0.1", "t=0 0"];
const described = (...lines: readonly string[]): string => [...HEAD, ...lines, ""].join("\r\n");
const portIn = (sdp: string): number => Number(/^m=audio (\d+)/m.exec(sdp)?.[1]);
const [CALLER, TAKER, STRANGER] = [0x11, 0x33, 0x66];
const FRAMES = 40;

/** A port that sends one byte again and again, and remembers what came: by its type, and by the byte in its middle. */
async function party(byte: number, host = "127.0.0.1") {
  const socket = createSocket("udp4").bind(0, host);
  await once(socket, "listening");
  let count = 0;
  const came: { readonly type: number; readonly byte: number; readonly length: number; readonly from: number }[] = [];
  socket.on("message", (packet, { port: from }) =>
    came.push({ type: packet.readUInt8(1) & 0x7f, byte: packet[packet.length >> 1] ?? 0, length: packet.length, from }),
  );
  const send = (port: number, type: number, payload: Buffer, step = 160): void => {
    const packet = Buffer.alloc(12 + payload.length);
    packet.writeUInt16BE(0x8000 | type, 0);
    packet.writeUInt16BE(++count, 2);
    packet.writeUInt32BE(count * step, 4);
    packet.writeUInt32BE(byte, 8);
    payload.copy(packet, 12);
    socket.send(packet, port, "127.0.0.1");
  };
  return {
    port: socket.address().port,
    came,
    send,
    say: (port: number, type = 8, payload = 160) => send(port, type, Buffer.alloc(payload, byte)),
    close: () => void socket.close(),
  };
}

describe.skipIf(missing.length > 0)("the media server", { timeout: 30_000 }, () => {
  const stack = new AsyncDisposableStack();
  let media: Media;
  let ng: Ng;
  beforeAll(async () => {
    const edge = stack.use(await testEdge(9));
    ng = stack.use(await openNg(edge.ports.media));
    media = makeMedia(ng);
  }, 30_000);
  afterAll(() => stack.disposeAsync());

  /** A caller, joined with a call-taker's telephone that takes plain RTP. */
  async function talk(callId: string, offer: (port: number) => string, profile: Calling["callerProfile"] = "rtp") {
    const [caller, taker, stranger] = [await party(CALLER), await party(TAKER), await party(STRANGER, "127.0.0.2")];
    for (const each of [caller, taker, stranger]) stack.defer(each.close);
    const callerSdp = offer(caller.port);
    const calling = { callId, callerTag: "A", callerSdp, callerProfile: profile };
    const answer = await media.answerCaller(callId, "A", callerSdp, "P0", profile);
    const offered = await media.offerLeg(calling, "P1", "rtp");
    const joined = await media.joinLeg(calling, "P1", described(`m=audio ${taker.port} RTP/AVP 8`));
    return { caller, taker, stranger, callerSdp, answer, offered, joined, toCaller: portIn(joined), toTaker: portIn(offered) };
  }
  const frames = async (send: () => void): Promise<void> => {
    for (let frame = 0; frame < FRAMES; frame++) {
      send();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  test.each(["speaks first", "speaks after the caller"])("a stranger who %s is not heard, and hears nothing", async (when) => {
    const { caller, taker, stranger, toCaller, toTaker } = await talk(when, (port) => described(`m=audio ${port} RTP/AVP 8`));
    await frames(() => {
      (when === "speaks first" ? stranger : caller).say(toCaller);
      taker.say(toTaker);
    });
    await frames(() => {
      stranger.say(toCaller);
      caller.say(toCaller);
      taker.say(toTaker);
    });
    expect(new Set(taker.came.map(({ byte }) => byte))).toEqual(new Set([CALLER]));
    expect(taker.came.length).toBeGreaterThan(FRAMES / 2);
    expect(new Set(caller.came.map(({ byte }) => byte))).toEqual(new Set([TAKER]));
    expect(stranger.came).toEqual([]);
  });

  test("a trunk that guards its sound by SDES is answered so, and hears guarded sound", async () => {
    const crypto = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";
    const { caller, taker, answer, joined, toTaker } = await talk(
      "sdes",
      (port) => described(`m=audio ${port} RTP/SAVP 8`, crypto),
      "srtp",
    );
    for (const each of [answer, joined]) {
      expect(each).toMatch(/^m=audio \d+ RTP\/SAVP 8/m);
      expect(each).toMatch(/^a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:/m);
    }
    await frames(() => taker.say(toTaker));
    expect(caller.came.length).toBeGreaterThan(FRAMES / 2);
    // Ten bytes of authentication stand behind each (RFC 3711 §4.2.1), and the tone is not to be read.
    expect(new Set(caller.came.map(({ length }) => length))).toEqual(new Set([12 + 160 + 10]));
    expect(caller.came.filter(({ byte }) => byte === TAKER).length).toBeLessThan(FRAMES / 2);
  });

  test.each([
    ["G.722", ["9", "a=rtpmap:9 G722/8000"], 9, 160],
    ["G.729", ["18", "a=rtpmap:18 G729/8000"], 18, 20],
    ["Opus", ["111", "a=rtpmap:111 opus/48000/2"], 111, 0],
  ] as const)(
    "a caller who has %s alone hears and, where a test can speak it, is heard by a telephone of G.711",
    async (name, [type, map], payloadType, bytes) => {
      const { caller, taker, answer, offered, toCaller, toTaker } = await talk(name, (port) =>
        described(`m=audio ${port} RTP/AVP ${type}`, map),
      );
      expect(answer).toMatch(new RegExp(`^m=audio \\d+ RTP/AVP ${type}\\b`, "m"));
      expect(offered).toMatch(/^m=audio \d+ RTP\/AVP 8\b/m);
      expect(offered).not.toContain(map);
      await frames(() => {
        if (bytes > 0) caller.say(toCaller, payloadType, bytes);
        taker.say(toTaker);
      });
      expect(new Set(caller.came.map((each) => each.type))).toEqual(new Set([payloadType]));
      if (bytes > 0) expect(new Set(taker.came.map((each) => each.type))).toEqual(new Set([8]));
      expect(caller.came.length).toBeGreaterThan(FRAMES / 2);
    },
  );

  // Silence of 20 ms in Opus (RFC 6716 §3.1: CELT alone, one frame); the others read any bytes.
  test.each([
    ["G.722", ["9", "a=rtpmap:9 G722/8000"], 9, Buffer.alloc(160, CALLER), 160],
    ["G.729", ["18", "a=rtpmap:18 G729/8000"], 18, Buffer.alloc(20, CALLER), 160],
    ["Opus", ["111", "a=rtpmap:111 opus/48000/2"], 111, Buffer.from("f8fffe", "hex"), 960],
    ["G.711 A", ["8"], 8, Buffer.alloc(160, CALLER), 160],
  ] as const)(
    "a copy of what a caller with %s says comes as G.711 A, and the talk goes on",
    async (name, offered, payloadType, said, step) => {
      const [type, ...map] = offered;
      const callId = `copy of ${name}`;
      const events = "a=rtpmap:101 telephone-event/8000";
      const { caller, taker, toCaller, toTaker, callerSdp } = await talk(callId, (port) =>
        described(`m=audio ${port} RTP/AVP ${type} 101`, ...map, events),
      );
      const ear = await party(0);
      stack.defer(ear.close);
      let from = 0;
      await media.copy({ callId, callerTag: "A", callerSdp }, "ear", { address: "127.0.0.1", port: ear.port }, (port) => (from = port));
      await frames(() => {
        caller.send(toCaller, payloadType, said, step);
        taker.say(toTaker);
      });
      expect(new Set(ear.came.map((each) => [each.type, each.from].join(" from ")))).toEqual(new Set([`8 from ${from}`]));
      expect(new Set(ear.came.map(({ length }) => length))).toEqual(new Set([12 + 160]));
      expect(ear.came.length).toBeGreaterThan(FRAMES / 2);
      // Those who talk go on hearing each other.
      expect(new Set(taker.came.map((each) => each.type))).toEqual(new Set([8]));
      expect(taker.came.length).toBeGreaterThan(FRAMES / 2);
      expect(new Set(caller.came.map((each) => each.type))).toEqual(new Set([payloadType]));
    },
  );

  test("a description that cannot be read never gets there", async () => {
    await expect(media.answerCaller("broken", "A", "v=0\r\ns=-\r\n", "P0", "rtp")).rejects.toThrow("cannot be read");
    expect(await media.knows("broken")).toBe(false);
  });
});
