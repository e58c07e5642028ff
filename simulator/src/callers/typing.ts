import { createSocket } from "node:dgram";

/** Text of a telephone in its calls (RFC 4103). */
export type TypingOptions = {
  /** True for a call without sound. */
  readonly alone?: boolean;
  /** True where this packet is lost on the way: of those that we send, and of those that come. */
  readonly lost?: (nth: number, way: "out" | "in") => boolean;
};

/** The text of one call of a telephone: an implementation of its own, that shares no line with the room's. */
export type Typing = {
  readonly port: number;
  /** Sends to another address from now on; null sends nothing. */
  readonly to: (address: { host: string; port: number } | null) => void;
  /** Writes a text, one letter in each packet that is due. */
  readonly write: (text: string) => void;
  /** All that came, in its order, as it was sent: without the marks that begin a stream and keep it open. */
  readonly heard: () => string;
  /** True once all that was written is sent, and sent again. */
  readonly isDone: () => boolean;
  /** Sends any bytes from the port of the text. */
  readonly sendRaw: (bytes: Uint8Array) => void;
  readonly close: () => void;
};

export const [T140, RED] = [98, 100];
/** A letter a packet: faster than RFC 4103 sends, so that a test is not slow. */
const EVERY_MS = 40;
const BOM = "\uFEFF";

/** The lines of a description that say it. */
export const typingLines = (port: number): string[] => [
  `m=text ${port} RTP/AVP ${RED} ${T140}`,
  `a=rtpmap:${T140} t140/1000`,
  `a=rtpmap:${RED} red/1000`,
  `a=fmtp:${RED} ${T140}/${T140}/${T140}`,
];

/** A stream of text that its caller left out of the call (RFC 3264 §8.2). */
export const NO_TYPING: readonly string[] = [`m=text 0 RTP/AVP ${T140}`];

/** The address to which text goes; null where it was refused. */
export function typingAddress(sdp: string): { host: string; port: number } | null {
  const section = /^m=text (\d+)[^]*?(?=^m=|$(?![^]))/m.exec(sdp);
  const port = Number(section?.[1] ?? 0);
  const host = /^c=IN IP4 (\S+)/m.exec(section?.[0] ?? "")?.[1] ?? /^c=IN IP4 (\S+)/m.exec(sdp)?.[1];
  return host === undefined || port === 0 ? null : { host, port };
}

type Sent = { readonly text: Buffer; readonly at: number };

/** Opens a port for text on loopback. */
export async function openTyping({ lost = () => false }: TypingOptions): Promise<Typing> {
  const socket = createSocket("udp4");
  await new Promise<void>((listening) => socket.bind(0, "127.0.0.1", listening));
  socket.on("error", () => undefined);
  const source = Math.floor(Math.random() * 0xffff_ffff);
  let address: { host: string; port: number } | null = null;
  let [sequence, out, came] = [Math.floor(Math.random() * 0xffff), 0, 0];
  let waiting: string[] = [];
  let before: Sent[] = [
    { text: Buffer.alloc(0), at: 0 },
    { text: Buffer.alloc(0), at: 0 },
  ];
  const idle = (): boolean => waiting.length === 0 && before.every(({ text }) => text.length === 0);

  function send(): void {
    if (address === null || idle()) return;
    const begins = before.every(({ text }) => text.length === 0);
    const now: Sent = { text: Buffer.from(waiting.shift() ?? ""), at: Math.floor(performance.now()) };
    const packet = Buffer.alloc(12);
    packet.writeUInt8(0x80, 0);
    packet.writeUInt8((begins ? 0x80 : 0) | RED, 1);
    packet.writeUInt16BE(sequence++ & 0xffff, 2);
    packet.writeUInt32BE(now.at, 4);
    packet.writeUInt32BE(source, 8);
    const heads = before.map(({ text, at }) => {
      const head = Buffer.alloc(4);
      const age = text.length === 0 ? 0 : now.at - at;
      head.writeUInt32BE((((0x80 | T140) << 24) | (age << 10) | text.length) >>> 0);
      return head;
    });
    const whole = Buffer.concat([packet, ...heads, Buffer.of(T140), ...before.map(({ text }) => text), now.text]);
    before = [...before.slice(1), now];
    if (!lost(out++, "out")) socket.send(whole, address.port, address.host);
  }
  const timer = setInterval(send, EVERY_MS);

  let [heard, expected, from] = ["", -1, -1];
  socket.on("message", (packet) => {
    if (lost(came++, "in") || packet.length < 13) return;
    const [type, number, ssrc] = [packet.readUInt8(1) & 0x7f, packet.readUInt16BE(2), packet.readUInt32BE(8)];
    const blocks: Buffer[] = [];
    let at = 12;
    const lengths: number[] = [];
    while (type === RED && (packet.readUInt8(at) & 0x80) !== 0) {
      lengths.push(packet.readUInt32BE(at) & 0x3ff);
      at += 4;
    }
    if (type === RED) at++;
    for (const length of lengths) blocks.push(packet.subarray(at, (at += length)));
    // Another stream of the same room: its server was started anew.
    const isNew = ssrc !== from;
    const missed = isNew ? blocks.length : (number - expected) & 0xffff;
    if (missed > 0x8000) return;
    [from, expected] = [ssrc, (number + 1) & 0xffff];
    if (missed > blocks.length) heard += "\uFFFD";
    const fresh = missed === 0 ? [] : blocks.slice(-missed);
    heard += [...fresh, packet.subarray(at)]
      .map((block) => block.toString("utf8"))
      .join("")
      .replaceAll(BOM, "");
  });
  return {
    port: socket.address().port,
    to: (next) => {
      address = next;
    },
    write: (text) => {
      waiting = [...waiting, ...Array.from(text)];
    },
    heard: () => heard,
    isDone: () => idle(),
    sendRaw: (bytes) => {
      if (address !== null) socket.send(bytes, address.port, address.host);
    },
    close: () => {
      clearInterval(timer);
      socket.close();
    },
  };
}
