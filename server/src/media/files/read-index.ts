import { open, type FileHandle } from "node:fs/promises";
import { boxHeader, readMoof, readPrft, ticksToMs } from "../fmp4/read-boxes.ts";
import { INDEX_TAIL_BYTES, decodeIndex, encodeIndex, indexSize, type FragmentEntry, type SegmentIndex } from "./fragment-index.ts";

/**
 * The index of a file: the one at its end, else made from its boxes without changing it. So a file that is still being written can be
 * played up to its last whole fragment.
 * Null if the file is not one of ours or has no whole init segment. Errors of the file system are thrown.
 */
export async function readIndex(path: string): Promise<SegmentIndex | null> {
  await using file = await open(path, "r");
  return (await readClosed(file)) ?? (await scan(file))?.index ?? null;
}

/**
 * Repairs a file that a crash left open: cuts off a torn fragment at its end and writes the index behind the rest.
 * Gives the index; null if nothing can be kept. Only for files that nobody writes.
 */
export async function rebuildIndex(path: string): Promise<SegmentIndex | null> {
  await using file = await open(path, "r+");
  const closed = await readClosed(file);
  if (closed) return closed;
  const scanned = await scan(file);
  if (scanned === null || scanned.index.fragments.length === 0) return null;
  const { index, mediaBytes } = scanned;
  await file.truncate(mediaBytes);
  await file.write(encodeIndex(index.initBytes, index.fragments), 0, undefined, mediaBytes);
  return { ...index, closed: true };
}

async function readClosed(file: FileHandle): Promise<SegmentIndex | null> {
  const { size } = await file.stat();
  const boxSize = indexSize(await read(file, size - INDEX_TAIL_BYTES, INDEX_TAIL_BYTES));
  if (boxSize === null || boxSize > size) return null;
  return decodeIndex(await read(file, size - boxSize, boxSize), size - boxSize);
}

type Scan = { readonly index: SegmentIndex; readonly mediaBytes: number };

/** Walks the boxes: `ftyp moov` and then `prft moof mdat` again and again, up to the first that is not whole. */
async function scan(file: FileHandle): Promise<Scan | null> {
  const { size } = await file.stat();
  const initBytes = await initSize(file, size);
  if (initBytes === null) return null;
  const fragments: FragmentEntry[] = [];
  let at = initBytes;
  for (;;) {
    const entry = await readFragment(file, at, size);
    if (entry === null) break;
    fragments.push(entry);
    at += entry.size;
  }
  return { index: { closed: false, initBytes, fragments }, mediaBytes: at };
}

async function initSize(file: FileHandle, fileSize: number): Promise<number | null> {
  const ftyp = boxHeader(await read(file, 0, 8), 0);
  if (ftyp?.type !== "ftyp") return null;
  const moov = boxHeader(await read(file, ftyp.size, 8), 0);
  const end = ftyp.size + (moov?.size ?? 0);
  return moov?.type === "moov" && end <= fileSize ? end : null;
}

const PRFT_BYTES = 32;
const MOOF_LIMIT = 1024 * 1024;

async function readFragment(file: FileHandle, offset: number, fileSize: number): Promise<FragmentEntry | null> {
  const head = await read(file, offset, PRFT_BYTES + 8);
  const moofSize = boxHeader(head, PRFT_BYTES);
  if (boxHeader(head, 0)?.type !== "prft" || moofSize?.type !== "moof" || moofSize.size > MOOF_LIMIT) return null;
  const rest = await read(file, offset + PRFT_BYTES, moofSize.size + 8);
  const facts = readMoof(rest.subarray(0, moofSize.size));
  const mdat = boxHeader(rest, moofSize.size);
  const startMs = readPrft(head.subarray(0, PRFT_BYTES));
  const bytes = PRFT_BYTES + moofSize.size + (mdat?.size ?? 0);
  if (facts === null || startMs === null || mdat?.type !== "mdat" || offset + bytes > fileSize) return null;
  return { offset, size: bytes, startMs, durationMs: ticksToMs(facts.durationTicks), frames: facts.frames, key: facts.key };
}

/** Fewer bytes than asked for at the end of the file. */
async function read(file: FileHandle, from: number, length: number): Promise<Buffer> {
  if (from < 0) return Buffer.alloc(0);
  const buffer = Buffer.allocUnsafe(length);
  const { bytesRead } = await file.read(buffer, 0, length, from);
  return buffer.subarray(0, bytesRead);
}
