/** How large a tile is in the phone, in bytes, and when it was last looked at, in ms. */
export type Use = { readonly bytes: number; readonly at: number };

/** What the phone gives to the map, in bytes. A tile of a dense town has some 300 kB unpacked; a way across it fits many times. */
export const ROOM_BYTES = 15 * 1024 * 1024;

/** Which tiles have to go so that what is kept fits: those that were not looked at for the longest time. `fresh` stays if it fits at all. */
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
