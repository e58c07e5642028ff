import type { AccessUnit } from "../h264/media.ts";
import { isPicture } from "../h264/nal.ts";
import type { Packing } from "./quirks/packets.ts";

/** Largest RTP payload we make, bytes: fits an Ethernet frame with room for tunnels. */
export const MAX_PAYLOAD = 1400;
const PREFIX = 4; // "$", channel, length: the interleaved frame of RFC 2326 §10.12
const HEADER = 12; // RFC 3550 §5.1
const PAYLOAD_TYPE = 96;
const STAP_A = 24; // RFC 6184 §5.7.1
const FU_A = 28; // RFC 6184 §5.8
/** NAL units below this are joined by a camera that joins. */
const SMALL = 400;
const EXTENSION = Buffer.from([0xbe, 0xde, 0, 1, 0x10, 0x20, 0, 0]); // RFC 8285 §4.2
const CONTRIBUTORS = Buffer.from([0, 0, 0, 1, 0, 0, 0, 2]);
const PADDING = Buffer.from([0, 0, 0, 4]);

/**
 * One access unit cut into RTP packets once, each with its interleaved prefix, back to back in `bytes`.
 * Packet i lies at `starts[i] .. starts[i + 1]`. Sequence, time stamp, SSRC and channel are blank until `stampUnit`.
 */
export type PackedUnit = {
  readonly bytes: Buffer;
  readonly starts: readonly number[];
  readonly key: boolean;
  readonly payloadBytes: number;
};

/** Parts of one payload. `isSliceEnd`: the packet ends a slice of the picture. */
type Payload = { readonly parts: readonly Buffer[]; readonly isSliceEnd: boolean };

/** Packetises one access unit: single NAL unit packets and FU-A, marker on the last (RFC 6184, packetization-mode 1). */
export function packUnit(unit: Pick<AccessUnit, "nals" | "key">, packing: Packing = {}): PackedUnit {
  return packPayloads(payloadsOf(unit.nals, packing), unit.key, packing);
}

/** One packet for each payload as it is. */
export const packAsTheyAre = (payloads: readonly Buffer[], key: boolean, packing: Packing = {}): PackedUnit =>
  packPayloads(
    payloads.map((payload) => ({ parts: [payload], isSliceEnd: false })),
    key,
    packing,
  );

function packPayloads(payloads: readonly Payload[], key: boolean, packing: Packing): PackedUnit {
  const head = [...(packing.hasContributors === true ? [CONTRIBUTORS] : []), ...(packing.hasExtension === true ? [EXTENSION] : [])];
  const tail = packing.hasPadding === true ? [PADDING] : [];
  const flags = (tail.length > 0 ? 0x20 : 0) | (packing.hasExtension === true ? 0x10 : 0) | (packing.hasContributors === true ? 2 : 0);
  const packets = payloads.map(({ parts }) => [...head, ...parts, ...tail]);
  const payloadBytes = packets.reduce((sum, parts) => sum + sizeOf(parts), 0);
  const bytes = Buffer.alloc(payloadBytes + packets.length * (PREFIX + HEADER));
  const starts: number[] = [];
  let at = 0;
  for (const [i, parts] of packets.entries()) {
    const isMarked = packing.marker === "slices" ? payloads[i]?.isSliceEnd === true : packing.marker !== "none" && i === packets.length - 1;
    starts.push(at);
    bytes[at] = 0x24;
    bytes.writeUInt16BE(HEADER + sizeOf(parts), at + 2);
    bytes[at + PREFIX] = 0x80 | flags;
    bytes[at + PREFIX + 1] = (packing.payloadType ?? PAYLOAD_TYPE) | (isMarked ? 0x80 : 0);
    at += PREFIX + HEADER;
    for (const part of parts) at += part.copy(bytes, at);
  }
  starts.push(at);
  return { bytes, starts, key, payloadBytes };
}

function payloadsOf(nals: readonly Buffer[], packing: Packing): Payload[] {
  const payloads: Payload[] = [];
  let small: Buffer[] = [];
  const flush = (): void => {
    if (small.length === 1) payloads.push(...small.map((nal) => ({ parts: [nal], isSliceEnd: isPicture(nal) })));
    else if (small.length > 1) payloads.push({ parts: joined(small), isSliceEnd: small.some(isPicture) });
    small = [];
  };
  for (const nal of nals) {
    if (packing.areUnitsJoined === true && nal.length < SMALL) small.push(nal);
    else {
      flush();
      payloads.push(...splitPayloads(nal, packing));
    }
  }
  flush();
  return payloads;
}

const joined = (nals: readonly Buffer[]): Buffer[] => [
  Buffer.from([STAP_A | 0x60]),
  ...nals.flatMap((nal) => [Buffer.from([nal.length >> 8, nal.length & 0xff]), nal]),
];

function splitPayloads(nal: Buffer, { payloadBytes = MAX_PAYLOAD, areUnitsWhole, hasNoFragmentEnd }: Packing): Payload[] {
  if (nal.length <= payloadBytes || areUnitsWhole === true) return [{ parts: [nal], isSliceEnd: isPicture(nal) }];
  const header = nal[0] ?? 0;
  const pieces: Payload[] = [];
  for (let from = 1; from < nal.length; from += payloadBytes - 2) {
    const to = Math.min(nal.length, from + payloadBytes - 2);
    const isLast = to === nal.length;
    const flags = (from === 1 ? 0x80 : 0) | (isLast && hasNoFragmentEnd !== true ? 0x40 : 0);
    const head = Buffer.from([(header & 0xe0) | FU_A, flags | (header & 31)]);
    pieces.push({ parts: [head, nal.subarray(from, to)], isSliceEnd: isLast && isPicture(nal) });
  }
  return pieces;
}

const sizeOf = (parts: readonly Buffer[]): number => parts.reduce((sum, part) => sum + part.length, 0);

/** Fields that bind a unit's packets to one session. */
export type Stamp = {
  readonly channel: number;
  /** Sequence number of the first packet; the following ones count up. */
  readonly sequence: number;
  /** RTP time stamp, any non-negative number; taken modulo 2^32. */
  readonly timestamp: number;
  readonly ssrc: number;
};

/** Copies the unit's packets into `bytes` (as long as the unit's) and writes the stamp into each. */
export function stampUnit(unit: PackedUnit, stamp: Stamp, bytes: Buffer): void {
  bytes.set(unit.bytes);
  const timestamp = stamp.timestamp >>> 0;
  for (let i = 0; i + 1 < unit.starts.length; i++) {
    const at = unit.starts[i] ?? 0;
    bytes[at + 1] = stamp.channel;
    bytes.writeUInt16BE((stamp.sequence + i) & 0xffff, at + PREFIX + 2);
    bytes.writeUInt32BE(timestamp, at + PREFIX + 4);
    bytes.writeUInt32BE(stamp.ssrc, at + PREFIX + 8);
  }
}

/** The number of RTP packets of a unit. */
export const packetCount = (unit: PackedUnit): number => unit.starts.length - 1;

/** The packets of a stamped unit, interleaved prefix included, as views. */
export function packetsOf(unit: PackedUnit, stamped: Buffer): Buffer[] {
  return Array.from({ length: packetCount(unit) }, (_, i) => stamped.subarray(unit.starts[i], unit.starts[i + 1]));
}

/** A packet without its interleaved prefix, as UDP carries it. */
export const withoutPrefix = (packet: Buffer): Buffer => packet.subarray(PREFIX);
