import type { Between, Break, Sending } from "./packets.ts";

const frame = (channel: number, bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0x24, channel, bytes.length >> 8, bytes.length & 0xff]), bytes]);

export const noise = (bytes: number, random: () => number): Buffer =>
  Buffer.from(Array.from({ length: bytes }, () => Math.floor(random() * 256)));

/** The break at the n-th picture of a session. */
export const breakAt = ({ breaks }: Sending, picture: number): Break | null => breaks?.find(({ at }) => at === picture) ?? null;

/** Pictures by which the copies of the order `late` come behind. */
const LATE_BY = 5;

/**
 * Packets of the n-th picture in the order in which they go out; null for the usual one. `past` is the memory of one session for the copies that
 * are sent later.
 */
export function arrangeOf(sending: Sending, picture: number, past: Buffer[][]): ((packets: readonly Buffer[]) => readonly Buffer[]) | null {
  const loss = sending.losses?.find(({ at }) => at === picture);
  if (loss !== undefined) {
    return (packets) => {
      const lost = { first: 0, middle: Math.floor(packets.length / 2), last: packets.length - 1, all: null }[loss.packets];
      return lost === null ? [] : packets.filter((_, i) => i !== lost);
    };
  }
  if (sending.order === "doubled") return (packets) => packets.flatMap((packet) => [packet, packet]);
  if (sending.order === "repeated") return (packets) => [...packets, ...packets];
  if (sending.order === "interleaved" || sending.order === "late") {
    const lateBy = sending.order === "late" ? LATE_BY : 1;
    return (packets) => {
      // The caller uses the bytes of the packets again.
      past.push(packets.map((packet) => Buffer.from(packet)));
      const copies = past.length > lateBy ? (past.shift() ?? []) : [];
      if (sending.order === "late") return [...packets, ...copies];
      return [...packets.flatMap((packet, nth) => [packet, ...copies.slice(nth, nth + 1)]), ...copies.slice(packets.length)];
    };
  }
  if (sending.order === "swapped")
    return ([first, second, third, ...rest]) => [first, third, second, ...rest].filter((each) => each !== undefined);
  return null;
}

/** Fields of an RTP packet that holds no picture. */
type Stamp = { readonly channel: number; readonly sequence: number; readonly timestamp: number; readonly ssrc: number };

function rtp({ sequence, timestamp, ssrc }: Stamp, payloadType: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head[0] = 0x80;
  head[1] = payloadType;
  head.writeUInt16BE(sequence, 2);
  head.writeUInt32BE(timestamp >>> 0, 4);
  head.writeUInt32BE(ssrc, 8);
  return Buffer.concat([head, payload]);
}

const CLAIMED_BYTES = 60_000;
const STRAY_CHANNEL = 7;
const OTHER_TYPE = 107;

/** Bytes that a camera puts between its pictures for the n-th time. `packets`: sequence numbers that they use up. */
export function writeBetween(
  between: Between,
  nth: number,
  stamp: Stamp,
  random: () => number,
): { readonly bytes: Buffer; readonly isNoise: boolean; readonly packets: number } {
  if (between.kind === "texts") {
    const text = between.texts[nth % between.texts.length] ?? "";
    return { bytes: Buffer.from(text, "latin1"), isNoise: false, packets: 0 };
  }
  if (between.kind === "noise") return { bytes: noise(between.bytes, random), isNoise: true, packets: 0 };
  if (between.kind === "half") {
    const head = Buffer.from([0x24, stamp.channel, CLAIMED_BYTES >> 8, CLAIMED_BYTES & 0xff]);
    return { bytes: Buffer.concat([head, noise(between.bytes, random)]), isNoise: true, packets: 0 };
  }
  if (between.kind === "stray")
    return { bytes: frame(STRAY_CHANNEL, Buffer.from("<event/> $ $ RTSP/1.0 200 OK")), isNoise: false, packets: 0 };
  if (between.kind === "empty") return { bytes: frame(stamp.channel, rtp(stamp, 96, Buffer.alloc(0))), isNoise: false, packets: 1 };
  return { bytes: frame(stamp.channel, rtp({ ...stamp, ssrc: 9 }, OTHER_TYPE, Buffer.from("<event/>"))), isNoise: false, packets: 0 };
}

/** A sender report as a camera with quirks sends it, as interleaved frames. */
export function reportPackets(kind: "chatty" | "among pictures", channel: number, report: Buffer): Buffer {
  if (kind === "among pictures") return frame(channel, report);
  const broken = ["81ca000100000000", "80cb0000", "0102"].map((hex) => frame(channel + 1, Buffer.from(hex, "hex")));
  return Buffer.concat([frame(channel + 1, report), ...broken]);
}
