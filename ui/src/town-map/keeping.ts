/** Size of a tile on the phone, in bytes, and the time of its last use, in ms. */
export type Use = { readonly bytes: number; readonly at: number };

/** Storage on the phone for the map, in bytes. A tile of a dense town has some 300 kB unpacked; a way across it fits many times. */
export const ROOM_BYTES = 15 * 1024 * 1024;

/** Tiles to remove so that the rest fits: the least recently used. `fresh` stays if it fits at all. */
export function toForget(uses: ReadonlyMap<string, Use>, fresh: string, room = ROOM_BYTES): string[] {
  let held = [...uses.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  const oldest = [...uses].filter(([name]) => name !== fresh).toSorted(([, a], [, b]) => a.at - b.at);
  const gone: string[] = [];
  for (const [name, { bytes }] of oldest) {
    if (held <= room) break;
    gone.push(name);
    held -= bytes;
  }
  return held > room ? [...gone, fresh] : gone;
}
