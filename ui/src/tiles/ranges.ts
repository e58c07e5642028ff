import type { ReadBytes } from "./archive.ts";

/** The file was replaced or taken away: the room has to be asked again which map it has. */
export class MapGone extends Error {}

/** Reads the file behind an address of the room by ranges. */
export const rangesOf =
  (address: string): ReadBytes =>
  async ({ offset, length }, signal) => {
    const headers = { range: `bytes=${offset}-${offset + length - 1}` };
    const response = await fetch(address, { headers, credentials: "same-origin", ...(signal ? { signal } : {}) });
    if (response.status === 404) throw new MapGone(address);
    if (response.status !== 206) throw new Error(`map tiles: ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  };
