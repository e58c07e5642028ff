import type { AccessUnit } from "../h264/media.ts";

/** Largest RTP payload we make, bytes: fits an Ethernet frame with room for tunnels. */
export const MAX_PAYLOAD = 1400;
const PREFIX = 4; // "$", channel, length: the interleaved frame of RFC 2326 §10.12
const HEADER = 12; // RFC 3550 §5.1
const PAYLOAD_TYPE = 96;
const FU_A = 28; // RFC 6184 §5.8

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

/** Packetises one access unit: single NAL unit packets and FU-A, marker on the last (RFC 6184, packetization-mode 1). */
export function packUnit(unit: AccessUnit): PackedUnit {
  const payloads = unit.nals.flatMap(splitPayloads);
  const payloadBytes = payloads.reduce((sum, parts) => sum + sizeOf(parts), 0);
  const bytes = Buffer.alloc(payloadBytes + payloads.length * (PREFIX + HEADER));
  const starts: number[] = [];
  let at = 0;
  for (const [i, parts] of payloads.entries()) {
    starts.push(at);
    bytes[at] = 0x24;
    bytes.writeUInt16BE(HEADER + sizeOf(parts), at + 2);
    bytes[at + PREFIX] = 0x80;
    bytes[at + PREFIX + 1] = PAYLOAD_TYPE | (i === payloads.length - 1 ? 0x80 : 0);
    at += PREFIX + HEADER;
    for (const part of parts) at += part.copy(bytes, at);
  }
  starts.push(at);
  return { bytes, starts, key: unit.key, payloadBytes };
}

function splitPayloads(nal: Buffer): Buffer[][] {
  if (nal.length <= MAX_PAYLOAD) return [[nal]];
  const header = nal[0] ?? 0;
  const pieces: Buffer[][] = [];
  for (let from = 1; from < nal.length; from += MAX_PAYLOAD - 2) {
    const to = Math.min(nal.length, from + MAX_PAYLOAD - 2);
    const flags = (from === 1 ? 0x80 : 0) | (to === nal.length ? 0x40 : 0);
    pieces.push([Buffer.from([(header & 0xe0) | FU_A, flags | (header & 31)]), nal.subarray(from, to)]);
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
