import { writeNtp } from "./boxes.ts";

/** One coded picture within the data of a fragment. Times in ticks of 1/90000 s. */
export type Sample = {
  readonly offset: number;
  readonly size: number;
  readonly dts: number;
  /** Time when it is shown. It differs from `dts` only where pictures are reordered (B pictures). */
  readonly pts: number;
  duration: number;
  readonly key: boolean;
};

const SYNC = 0x02000000;
const NON_SYNC = 0x01010000;

/**
 * Everything of a fragment before its data: `prft` (when it was taken, by the room's clock), `moof`, and the header of `mdat`.
 * `decodeTime` is the time of the first sample since the start of the file; the samples' own times are used only by difference.
 */
export function fragmentHead(sequence: number, decodeTime: number, wallMs: number, samples: readonly Sample[]): Buffer {
  const entry = 16;
  const trun = 20 + samples.length * entry;
  const moof = 8 + 16 + 8 + 16 + 20 + trun;
  const bytes = Buffer.allocUnsafe(PRFT + moof + 8);
  let data = 0;
  for (const sample of samples) data += sample.size;
  let at = producerTime(bytes, wallMs, decodeTime);
  at = header(bytes, at, moof, "moof");
  at = header(bytes, at, 16, "mfhd", 0);
  at = bytes.writeUInt32BE(sequence, at);
  at = header(bytes, at, moof - 24, "traf");
  // default-base-is-moof
  at = header(bytes, at, 16, "tfhd", 0x020000);
  at = bytes.writeUInt32BE(1, at);
  at = header(bytes, at, 20, "tfdt", 0x01000000);
  at = writeUInt64(bytes, decodeTime, at);
  // Version 1 (signed composition offsets); data offset, and per sample duration, size, flags, composition offset.
  at = header(bytes, at, trun, "trun", 0x01000f01);
  at = bytes.writeUInt32BE(samples.length, at);
  at = bytes.writeUInt32BE(moof + 8, at);
  for (const sample of samples) {
    at = bytes.writeUInt32BE(sample.duration, at);
    at = bytes.writeUInt32BE(sample.size, at);
    at = bytes.writeUInt32BE(sample.key ? SYNC : NON_SYNC, at);
    at = bytes.writeInt32BE(sample.pts - sample.dts, at);
  }
  header(bytes, at, data + 8, "mdat");
  return bytes;
}

const PRFT = 32;

/** Producer reference time (ISO/IEC 14496-12 §8.16.5): lets the index be rebuilt from the file alone. */
function producerTime(bytes: Buffer, wallMs: number, decodeTime: number): number {
  let at = header(bytes, 0, PRFT, "prft", 0x01000000);
  at = bytes.writeUInt32BE(1, at);
  writeNtp(bytes, at, wallMs);
  return writeUInt64(bytes, decodeTime, at + 8);
}

/** A box header, and the version and flags of a full box if they are given. */
function header(bytes: Buffer, at: number, size: number, type: string, versionAndFlags?: number): number {
  bytes.writeUInt32BE(size, at);
  bytes.write(type, at + 4, "latin1");
  return versionAndFlags === undefined ? at + 8 : bytes.writeUInt32BE(versionAndFlags, at + 8);
}

function writeUInt64(bytes: Buffer, value: number, at: number): number {
  bytes.writeUInt32BE(Math.floor(value / 2 ** 32), at);
  return bytes.writeUInt32BE(value >>> 0, at + 4);
}
