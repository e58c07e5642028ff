import { expect, it, vi } from "vitest";
import { GroundTiles } from "./ground-tiles.ts";
import { nameOf, type TileAt } from "./tile-choice.ts";
import type { TownMap } from "./town-map.ts";

const about = { version: "a-1", minZoom: 8, maxZoom: 14, bounds: [5.29, 31.91, 5.37, 31.99] } as const;
const NEAR = { z: 14, x: 8434, y: 6656 };
const FAR = { z: 12, x: 2108, y: 1664 };

/** A map whose tiles are empty, and whose link may be cut. */
function town() {
  const now = { isCut: false, asked: [] as string[] };
  const tile = async (at: TileAt): Promise<Uint8Array> => {
    now.asked.push(nameOf(at));
    if (now.isCut) throw new TypeError("network");
    return new Uint8Array();
  };
  return { now, map: { tile } as unknown as TownMap };
}

it("draws a coarser tile until the near one has come, and asks for that once", async () => {
  const { now, map } = town();
  const changed = vi.fn();
  const tiles = new GroundTiles(map, { changed, missing: () => undefined });
  expect(tiles.of([FAR], about)).toEqual({ placed: [], state: "waiting" });
  await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(1));
  tiles.of([NEAR], about);
  const meanwhile = tiles.of([NEAR], about);
  expect(meanwhile.placed.map(({ at }) => at)).toEqual([FAR]);
  expect(meanwhile.state).toBe("waiting");
  await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(2));
  const come = tiles.of([NEAR], about);
  expect(come.placed.map(({ at }) => at)).toEqual([NEAR]);
  expect(come.state).toBe("drawn");
  expect(now.asked).toEqual(["12/2108/1664", "14/8434/6656"]);
  tiles[Symbol.dispose]();
});

it("says that parts are missing, does not ask with every look, and asks again when the link is back", async () => {
  const { now, map } = town();
  now.isCut = true;
  const missing = vi.fn();
  const changed = vi.fn();
  const tiles = new GroundTiles(map, { changed, missing });
  tiles.of([NEAR], about);
  await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(1));
  expect(tiles.of([NEAR], about).state).toBe("parts");
  expect(tiles.of([NEAR], about).state).toBe("parts");
  expect(missing).toHaveBeenLastCalledWith(true);
  expect(now.asked).toHaveLength(1);
  now.isCut = false;
  tiles.retryNow();
  tiles.of([NEAR], about);
  await vi.waitFor(() => expect(tiles.of([NEAR], about).state).toBe("drawn"));
  expect(missing).toHaveBeenLastCalledWith(false);
  tiles[Symbol.dispose]();
});
