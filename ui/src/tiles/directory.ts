import { Cursor } from "./cursor.ts";

/** Location of a run of tiles; a run of 0 points to a directory below. Offsets and lengths in bytes. */
export type Entry = { readonly tileId: number; readonly offset: number; readonly length: number; readonly run: number };

/** Reads a directory of a PMTiles archive, unpacked. */
export function readDirectory(bytes: Uint8Array): Entry[] {
  const cursor = new Cursor(bytes);
  const next = (): number => cursor.varint();
  const count = next();
  const column = (): number[] => Array.from({ length: count }, next);
  let last = 0;
  const ids = column().map((step) => (last += step));
  const runs = column();
  const lengths = column();
  const entries: Entry[] = [];
  for (let at = 0; at < count; at++) {
    const said = next();
    const before = entries.at(-1);
    const offset = said === 0 && before ? before.offset + before.length : said - 1;
    entries.push({ tileId: ids[at] ?? 0, offset, length: lengths[at] ?? 0, run: runs[at] ?? 0 });
  }
  return entries;
}

/** The entry that holds a tile, or the directory that may; null if neither is there. Entries are in order of their tiles. */
export function findEntry(entries: readonly Entry[], tileId: number): Entry | null {
  let [low, high] = [0, entries.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.tileId ?? 0) <= tileId) low = middle + 1;
    else high = middle - 1;
  }
  const entry = entries[high];
  if (entry === undefined || (entry.run !== 0 && tileId >= entry.tileId + entry.run)) return null;
  return entry;
}
