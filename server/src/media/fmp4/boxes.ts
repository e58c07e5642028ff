/** Ticks per second of every file and fragment. */
export const TIMESCALE = 90_000;

/** One ISO base media box (ISO/IEC 14496-12 §4.2): 32-bit size, type, content. */
export function box(type: string, ...content: readonly Uint8Array[]): Buffer {
  const size = content.reduce((sum, part) => sum + part.length, 8);
  const head = Buffer.allocUnsafe(8);
  head.writeUInt32BE(size, 0);
  head.write(type, 4, "latin1");
  return Buffer.concat([head, ...content], size);
}

export function u32(...values: readonly number[]): Buffer {
  const bytes = Buffer.allocUnsafe(values.length * 4);
  values.forEach((value, i) => bytes.writeUInt32BE(value >>> 0, i * 4));
  return bytes;
}

export function u16(...values: readonly number[]): Buffer {
  const bytes = Buffer.allocUnsafe(values.length * 2);
  values.forEach((value, i) => bytes.writeUInt16BE(value, i * 2));
  return bytes;
}

/** `count` zero bytes. */
export const zeros = (count: number): Buffer => Buffer.alloc(count);

/** Milliseconds since 1970 as 64-bit NTP time, and back; exact to less than a microsecond. */
export function writeNtp(bytes: Buffer, at: number, wallMs: number): void {
  const seconds = Math.floor(wallMs / 1000);
  bytes.writeUInt32BE((seconds + NTP_TO_UNIX_S) >>> 0, at);
  bytes.writeUInt32BE(Math.min(2 ** 32 - 1, Math.round(((wallMs - seconds * 1000) / 1000) * 2 ** 32)), at + 4);
}

export function readNtp(bytes: Buffer, at: number): number {
  return (bytes.readUInt32BE(at) - NTP_TO_UNIX_S) * 1000 + (bytes.readUInt32BE(at + 4) / 2 ** 32) * 1000;
}

const NTP_TO_UNIX_S = 2_208_988_800;
