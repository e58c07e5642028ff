import { createSocket } from "node:dgram";
import { once } from "node:events";
import { setImmediate as turn } from "node:timers/promises";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readText, writeAnswer, writeRequest, type SipMessage } from "../callers/message.ts";
import { callLine, stageOf } from "./call-line.ts";
import { playDrill } from "./drill.ts";

const SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 8\r\n";

type Peer = {
  readonly port: number;
  readonly answer: (status: string) => void;
  readonly bye: () => void;
  readonly asked: Promise<null>;
  readonly acknowledged: Promise<null>;
};

/** A line at a port of its own. It answers the call as it is told, and only then. */
async function openPeer(): Promise<Peer> {
  const socket = createSocket("udp4").bind(0, "127.0.0.1");
  await once(socket, "listening");
  let invite: SipMessage | null = null;
  let caller = 0;
  const [asked, acknowledged] = [Promise.withResolvers<null>(), Promise.withResolvers<null>()];
  socket.on("message", (bytes, { port }) => {
    const message = readText(bytes.toString("utf8"));
    if (message?.method === "ACK") acknowledged.resolve(null);
    if (message?.method !== "INVITE") return;
    [invite, caller] = [message, port];
    asked.resolve(null);
  });
  const send = (text: string, sent?: () => void): void => socket.send(text, caller, "127.0.0.1", sent);
  const { port } = socket.address();
  const contact = `Contact: <sip:17@127.0.0.1:${port}>`;
  return {
    port,
    asked: asked.promise,
    acknowledged: acknowledged.promise,
    answer: (status) => {
      if (invite !== null) send(writeAnswer(invite, status, "peer", [contact], status.startsWith("200") ? SDP : ""));
    },
    bye: () => {
      const [from, to, callId] = ["from", "to", "call-id"].map((name) => invite?.header(name) ?? "");
      send(
        writeRequest("BYE", "sip:drill@127.0.0.1", [
          `Via: SIP/2.0/UDP 127.0.0.1:${port};branch=z9hG4bKpeer`,
          `From: ${to};tag=peer`,
          `To: ${from}`,
          `Call-ID: ${callId}`,
          "CSeq: 1 BYE",
          "Max-Forwards: 70",
        ]),
        () => socket.close(),
      );
    },
  };
}

/** Lines that the drill has said, and the next one. */
function heard() {
  const lines: string[] = [];
  return { lines, say: (line: string) => void lines.push(line), has: (line: string) => expect.poll(() => lines.at(-1)).toBe(line) };
}

describe("the call of the drill", () => {
  it("says what is true at each moment: rings on 180, waits in the queue after the room's own answer, over on its end", async () => {
    const peer = await openPeer();
    const { lines, say, has } = heard();
    const call = callLine(
      { host: "127.0.0.1", port: peer.port, line: "17", from: "127.0.0.1" },
      { say, signal: new AbortController().signal },
    );
    await peer.asked;
    await has("line 17: calls");
    peer.answer("100 Trying");
    peer.answer("180 Ringing");
    await has("line 17: rings");
    peer.answer("200 OK");
    await has("line 17: connected, waits for a call-taker. At a desk: answer, open an intervention of the call, send the unit.");
    peer.bye();
    expect(await call).toBe(true);
    expect(lines.at(-1)).toBe("line 17: the room has ended the call");
  });

  it("does not count a call that nobody at a desk is known to have answered", async () => {
    const peer = await openPeer();
    const { say, has } = heard();
    const trunk = { host: "127.0.0.1", port: peer.port, line: "17", from: "127.0.0.1" };
    const options = { api: "http://room.example/", crew: null, place: { lat: 31.95, lon: 5.33 }, sceneMs: 1, withinMs: 1, trunk };
    const drill = playDrill(options, { say, signal: new AbortController().signal });
    await peer.asked;
    peer.answer("200 OK");
    await peer.acknowledged;
    peer.bye();
    expect(await drill).toBe(false);
    await has("without a crew the drill does not see whether a call-taker answered");
  });

  it("tells of a line that does not take it", async () => {
    const peer = await openPeer();
    const { lines, say } = heard();
    const call = callLine(
      { host: "127.0.0.1", port: peer.port, line: "17", from: "127.0.0.1" },
      { say, signal: new AbortController().signal },
    );
    await peer.asked;
    peer.answer("503 Service Unavailable");
    expect(await call).toBe(false);
    expect(lines.at(-1)).toBe("line 17: the room does not take the call (SIP 503)");
  });

  it("fails where nobody listens, and never says that it rings", async () => {
    const { lines, say } = heard();
    const nobody = createSocket("udp4").bind(0, "127.0.0.1");
    await once(nobody, "listening");
    const { port } = nobody.address();
    nobody.close();
    await turn();
    const call = callLine({ host: "127.0.0.1", port, line: "17", from: "127.0.0.1" }, { say, signal: new AbortController().signal }, 300);
    await expect(call).rejects.toThrow(`line 17: nothing answers at 127.0.0.1:${port}`);
    expect(lines).toEqual(["line 17: calls"]);
  });

  it("rings by an answer between 180 and 199 alone, before the call stands", () => {
    fc.assert(
      fc.property(fc.constantFrom("ringing", "talking", "over"), fc.option(fc.integer({ min: 100, max: 699 })), (state, status) => {
        const isRung = state === "ringing" && status !== null && status >= 180 && status < 200;
        expect(stageOf(state, status) === "rings").toBe(isRung);
      }),
    );
  });
});
