import { address } from "@amaliyat/contract/route";
import { theRoom } from "@amaliyat/contract/room";
import { Archive, MapGone, rangesOf } from "@amaliyat/ui/tiles";
import { createStore, type Store } from "../../store/index.ts";

/** The town's map as it is read. */
export type TownTiles = {
  readonly version: string;
  readonly archive: Archive;
  /** Owner of the data; empty if the file names none. */
  readonly attribution: string;
  /** Tiles that are wanted now and were asked for in vain. */
  readonly failing: Set<string>;
  /** True while there is one. */
  readonly late: Store<boolean>;
};

/** Tiles are asked for again after these times, the last one over and over, until they come or the map has moved on. */
const AGAIN_MS = [1000, 2000, 5000];

/** Opens the map of a version. Rejects when it cannot be read, or is none that can be drawn. */
export async function openTownTiles(version: string): Promise<TownTiles> {
  const archive = await Archive.open(rangesOf(address(theRoom.mapTiles, { mapVersion: version }, {})));
  if (!archive) throw new Error("the room's map is no PMTiles 3 archive of vector tiles");
  return { version, archive, attribution: await archive.attribution(), failing: new Set(), late: createStore(false) };
}

/** Waits, but not beyond the abort. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** A tile, asked for until it comes. Rejects when it is aborted or the file is gone. Empty where the map has nothing. */
export async function readTile(tiles: TownTiles, z: number, x: number, y: number, signal: AbortSignal): Promise<Uint8Array> {
  const key = `${z}/${x}/${y}`;
  const mark = (fails: boolean): void => {
    if (fails) tiles.failing.add(key);
    else tiles.failing.delete(key);
    tiles.late.set(tiles.failing.size > 0);
  };
  try {
    for (let tries = 0; ; tries++) {
      try {
        return (await tiles.archive.tile(z, x, y, signal)) ?? new Uint8Array();
      } catch (cause) {
        if (signal.aborted || cause instanceof MapGone) throw cause;
        mark(true);
        await pause(AGAIN_MS[Math.min(tries, AGAIN_MS.length - 1)] ?? 0, signal);
        if (signal.aborted) throw cause;
      }
    }
  } finally {
    mark(false);
  }
}
