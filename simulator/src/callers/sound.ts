import { createSocket } from "node:dgram";
import { decode, lawOf, PAYLOAD, toneIn, type Law } from "./g711.ts";
import { everyFrame } from "./pacer.ts";
import { FRAME, type Voice } from "./voice.ts";

/** One telephone's sound: plays a voice, and hears the other side. */
export type Sound = {
  readonly host: string;
  readonly port: number;
  readonly law: Law;
  /** The payload type under which it says and hears its law. */
  readonly type: number;
  /** The name of its codec in descriptions. */
  readonly codec: string;
  /** Sends to another address from now on; null sends nothing. */
  readonly to: (address: { host: string; port: number } | null) => void;
  /** Says another voice from its beginning. */
  readonly say: (voice: Voice) => void;
  /** True where the tone was in the last 300 ms that came, and sound came within the last 500 ms. */
  readonly hears: (hertz: number) => boolean;
  /** Time of the first sound received, in epoch milliseconds; null before. */
  readonly heardFirst: () => number | null;
  /** The longest time without any sound since the first came, up to now, ms; null before the first. */
  readonly longestSilence: () => number | null;
  /** The law of the last packet received. */
  readonly heardLaw: () => Law | null;
  /** The keys that came, in their order. */
  readonly keys: () => string;
  /** Presses a key (RFC 4733). */
  readonly press: (digit: string) => void;
  readonly close: () => void;
};

const CODECS: Readonly<Record<Law, string>> = { a: "PCMA", mu: "PCMU" };
const HEARD = 2_400;
/** The least amplitude that counts as heard, as a share of full scale. */
const LOUD = 0.02;
const PRESS_FRAMES = 8;
/** Events of RFC 4733, and the payload type that we say for them. */
const KEYS = "0123456789*#ABCD";
const KEYS_TYPE = 101;

const now = (): number => performance.timeOrigin + performance.now();

/** Opens a port for sound on loopback. From then on it plays `voice` in G.711, 20 ms at a time, to the set address. */
export async function openSound(voice: Voice, law: Law = "a", own = "127.0.0.1", type = PAYLOAD[law], codec = CODECS[law]): Promise<Sound> {
  // An address is never a name here: without the look-up a packet costs half.
  const family = own.includes(":") ? 6 : 4;
  const socket = createSocket({ type: family === 6 ? "udp6" : "udp4", lookup: (host, _options, found) => found(null, host, family) });
  await new Promise<void>((listening) => socket.bind(0, own, listening));
  socket.on("error", () => undefined);
  const heard = new Uint8Array(HEARD);
  let [filled, cameAt] = [0, 0];
  let first: number | null = null;
  let longest = 0;
  let heardLaw: Law | null = null;
  let [keys, keyAt] = ["", -1];
  socket.on("message", (packet) => {
    if (packet.length >= 16 && (packet.readUInt8(1) & 0x7f) === KEYS_TYPE && packet.readUInt32BE(4) !== keyAt) {
      keyAt = packet.readUInt32BE(4);
      keys += KEYS[packet.readUInt8(12)] ?? "";
    }
    const its = packet.length < 13 ? null : packet.readUInt8(1) & 0x7f;
    const comes = its === null ? null : its === type ? law : lawOf(its);
    if (comes === null) return;
    const came = performance.now();
    if (first !== null) longest = Math.max(longest, came - cameAt);
    cameAt = came;
    first ??= now();
    heardLaw = comes;
    const payload = packet.subarray(12, 12 + HEARD);
    const end = HEARD - filled;
    heard.set(payload.subarray(0, end), filled);
    if (payload.length > end) heard.set(payload.subarray(end), 0);
    filled = (filled + payload.length) % HEARD;
  });
  const source = Math.floor(Math.random() * 0xffff_ffff);
  let address: { host: string; port: number } | null = null;
  let [sequence, timestamp, said] = [1, 0, 0];
  let [speaking, presses] = [voice, [] as { event: number; at: number; left: number }[]];
  const send = (type: number, at: number, payload: Uint8Array): void => {
    if (address === null) return;
    const packet = Buffer.allocUnsafe(12 + payload.length);
    packet.writeUInt16BE(0x8000 | type, 0);
    packet.writeUInt16BE(sequence++ & 0xffff, 2);
    packet.writeUInt32BE(at >>> 0, 4);
    packet.writeUInt32BE(source, 8);
    packet.set(payload, 12);
    socket.send(packet, address.port, address.host);
  };
  const beat = everyFrame((frames) => {
    for (let frame = 0; frame < frames; frame++) {
      timestamp += FRAME;
      const [press] = presses;
      if (press === undefined) {
        send(type, timestamp, speaking.frame(law, said++));
        continue;
      }
      press.at ||= timestamp;
      const end = press.left <= 3 ? 0x80 : 0;
      send(KEYS_TYPE, press.at, Uint8Array.of(press.event, end | 10, 0, 0xa0));
      if (--press.left === 0) presses = presses.slice(1);
    }
  });
  return {
    host: own,
    port: socket.address().port,
    law,
    type,
    codec,
    to: (next) => {
      address = next;
    },
    say: (next) => {
      [speaking, said] = [next, 0];
    },
    hears: (tone) => {
      if (heardLaw === null || performance.now() - cameAt >= 500) return false;
      // In the order in which it came: a tone that jumps in the middle cancels itself.
      const inOrder = Uint8Array.of(...heard.subarray(filled), ...heard.subarray(0, filled));
      return toneIn(decode(heardLaw, inOrder), tone) > LOUD;
    },
    heardFirst: () => first,
    longestSilence: () => (first === null ? null : Math.max(longest, performance.now() - cameAt)),
    heardLaw: () => heardLaw,
    keys: () => keys,
    press: (digit) => {
      const event = KEYS.indexOf(digit);
      if (event >= 0) presses = [...presses, { event, at: 0, left: PRESS_FRAMES }];
    },
    close: () => {
      beat[Symbol.dispose]();
      socket.close();
    },
  };
}

/** The sound of a silent and deaf telephone: sound sent to it goes to a port on loopback without a reader. */
export const stillSound = (port: number, host = "127.0.0.1"): Sound => ({
  host,
  port,
  law: "a",
  type: PAYLOAD.a,
  codec: CODECS.a,
  to: () => undefined,
  say: () => undefined,
  hears: () => false,
  heardFirst: () => null,
  longestSilence: () => null,
  heardLaw: () => null,
  keys: () => "",
  press: () => undefined,
  close: () => undefined,
});
