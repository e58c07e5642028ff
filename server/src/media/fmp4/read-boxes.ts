import { TIMESCALE, readNtp } from "./boxes.ts";

export type BoxHeader = { readonly type: string; readonly size: number };

/** The header of the box at `at`, or null if its 8 bytes are not there or its size is impossible (64-bit sizes are not used by us). */
export function boxHeader(bytes: Buffer, at: number): BoxHeader | null {
  if (at + 8 > bytes.length) return null;
  const size = bytes.readUInt32BE(at);
  return size < 8 ? null : { type: bytes.toString("latin1", at + 4, at + 8), size };
}

/** The boxes directly inside `bytes[from, to)`: each with where its content begins and ends. Stops at the first broken one. */
export function* boxesIn(bytes: Buffer, from: number, to: number): Generator<{ type: string; from: number; to: number }> {
  let at = from;
  while (at < to) {
    const head = boxHeader(bytes, at);
    if (head === null || at + head.size > to) return;
    yield { type: head.type, from: at + 8, to: at + head.size };
    at += head.size;
  }
}

/** The content of the box at the end of a path, for example `["moov", "trak"]`. */
export function findBox(bytes: Buffer, path: readonly string[], from = 0, to = bytes.length): { from: number; to: number } | null {
  const [first, ...rest] = path;
  for (const found of boxesIn(bytes, from, to)) {
    if (found.type !== first) continue;
    return rest.length === 0 ? found : findBox(bytes, rest, found.from, found.to);
  }
  return null;
}

export type FragmentFacts = { readonly decodeTime: number; readonly durationTicks: number; readonly frames: number; readonly key: boolean };

/** Reads a whole `moof` box as `fragmentHead` writes it; null if it is not one. */
export function readMoof(moof: Buffer): FragmentFacts | null {
  const time = findBox(moof, ["moof", "traf", "tfdt"]);
  const run = findBox(moof, ["moof", "traf", "trun"]);
  if (!time || !run || time.to - time.from < 12 || run.to - run.from < 12) return null;
  const frames = moof.readUInt32BE(run.from + 4);
  if (run.to - run.from !== 12 + frames * 16 || frames === 0) return null;
  let durationTicks = 0;
  for (let i = 0; i < frames; i++) durationTicks += moof.readUInt32BE(run.from + 12 + i * 16);
  const decodeTime = moof.readUInt32BE(time.from + 4) * 2 ** 32 + moof.readUInt32BE(time.from + 8);
  return { decodeTime, durationTicks, frames, key: (moof.readUInt32BE(run.from + 20) & 0x00010000) === 0 };
}

/** The wall clock time of a whole `prft` box, ms since epoch. */
export const readPrft = (prft: Buffer): number | null => (prft.length >= 32 ? readNtp(prft, 16) : null);

/** Ticks to ms. */
export const ticksToMs = (ticks: number): number => (ticks * 1000) / TIMESCALE;
