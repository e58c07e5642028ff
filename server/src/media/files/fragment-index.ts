/** Position and time of one fragment in its file. */
export type FragmentEntry = {
  /** Of its first byte (`prft`), from the start of the file. */
  readonly offset: number;
  readonly size: number;
  /** Wall clock, ms since epoch, with fractions. */
  readonly startMs: number;
  readonly durationMs: number;
  readonly frames: number;
  /** Its first picture is a key frame: playing can begin here. */
  readonly key: boolean;
};

export type SegmentIndex = {
  /** The file ends with its index; otherwise it is being written, or was left by a crash. */
  readonly closed: boolean;
  readonly initBytes: number;
  readonly fragments: readonly FragmentEntry[];
};

/** End of the media in a file, in ms since epoch; its start if it has no fragment. */
export function endOf(fragments: readonly FragmentEntry[], startedAt: number): number {
  const last = fragments.at(-1);
  return last ? last.startMs + last.durationMs : startedAt;
}

const HEAD = 8 + 16 + 12;
const RECORD = 32;
const TAIL = 8;
const UUID = Buffer.from("a3f1c0de5a6d4d0e9b1fa1a7fa7e1d01", "hex");
const MAGIC = 0x616d6978;
/** Bytes of the last field of the box. */
export const INDEX_TAIL_BYTES = TAIL;

/**
 * The index as the last box of a file, of type `uuid`, which players skip:
 * - size, `uuid`, 16 bytes of id;
 * - version 1, size of the init segment, number of records (32 bits each);
 * - per fragment offset, size, frames, key (32 bits each), start and duration in ms (64-bit floats);
 * - at the very end the size of the box and a magic number, so that it is found from the end of the file.
 */
export function encodeIndex(initBytes: number, fragments: readonly FragmentEntry[]): Buffer {
  const size = HEAD + fragments.length * RECORD + TAIL;
  const bytes = Buffer.alloc(size);
  bytes.writeUInt32BE(size, 0);
  bytes.write("uuid", 4, "latin1");
  UUID.copy(bytes, 8);
  bytes.writeUInt32BE(1, 24);
  bytes.writeUInt32BE(initBytes, 28);
  bytes.writeUInt32BE(fragments.length, 32);
  let at = HEAD;
  for (const entry of fragments) {
    at = bytes.writeUInt32BE(entry.offset, at);
    at = bytes.writeUInt32BE(entry.size, at);
    at = bytes.writeUInt32BE(entry.frames, at);
    at = bytes.writeUInt32BE(entry.key ? 1 : 0, at);
    at = bytes.writeDoubleBE(entry.startMs, at);
    at = bytes.writeDoubleBE(entry.durationMs, at);
  }
  at = bytes.writeUInt32BE(size, at);
  bytes.writeUInt32BE(MAGIC, at);
  return bytes;
}

/** The size of the index box that ends with these 8 bytes, or null. */
export function indexSize(tail: Buffer): number | null {
  if (tail.length !== TAIL || tail.readUInt32BE(4) !== MAGIC) return null;
  const size = tail.readUInt32BE(0);
  return size >= HEAD + TAIL && (size - HEAD - TAIL) % RECORD === 0 ? size : null;
}

/** Reads the box that `encodeIndex` wrote; null if it does not describe the `mediaBytes` before it without a hole. */
export function decodeIndex(bytes: Buffer, mediaBytes: number): SegmentIndex | null {
  if (bytes.length < HEAD + TAIL || !bytes.subarray(8, 24).equals(UUID) || bytes.readUInt32BE(24) !== 1) return null;
  const initBytes = bytes.readUInt32BE(28);
  const count = bytes.readUInt32BE(32);
  if (bytes.length !== HEAD + count * RECORD + TAIL) return null;
  const fragments: FragmentEntry[] = [];
  let expected = initBytes;
  for (let at = HEAD; fragments.length < count; at += RECORD) {
    const offset = bytes.readUInt32BE(at);
    const size = bytes.readUInt32BE(at + 4);
    if (offset !== expected) return null;
    expected += size;
    fragments.push({
      offset,
      size,
      frames: bytes.readUInt32BE(at + 8),
      key: bytes.readUInt32BE(at + 12) === 1,
      startMs: bytes.readDoubleBE(at + 16),
      durationMs: bytes.readDoubleBE(at + 24),
    });
  }
  return expected === mediaBytes ? { closed: true, initBytes, fragments } : null;
}
