import { Archive, MapGone, type ReadBytes } from "@amaliyat/ui/tiles";
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createStore } from "../../store/index.ts";
import { readTile, type TownTiles } from "./town-tiles.ts";

const file = new Uint8Array(readFileSync(new URL("../../../../simulator/town-map/town.pmtiles", import.meta.url)));
const MIDDLE = [14, 8434, 6656] as const;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The town's map behind a link with set faults; its first kilobytes always come. */
async function openBehind(link: () => void): Promise<TownTiles> {
  const read: ReadBytes = async ({ offset, length }) => {
    if (offset > 0) link();
    return file.slice(offset, offset === 0 ? 17_000 : offset + length);
  };
  const archive = await Archive.open(read);
  if (!archive) throw new Error("no map");
  return { version: "a-b", archive, attribution: "", failing: new Set(), late: createStore(false) };
}

it("asks for a tile until the link is back, and says meanwhile that it is late", async () => {
  let isCut = true;
  const tiles = await openBehind(() => {
    if (isCut) throw new TypeError("network");
  });
  const reading = readTile(tiles, ...MIDDLE, new AbortController().signal);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(tiles.late.get()).toBe(true);
  isCut = false;
  await vi.advanceTimersByTimeAsync(5000);
  expect((await reading).length).toBeGreaterThan(1000);
  expect(tiles.late.get()).toBe(false);
});

it("asks no more for what the map has moved away from, and nothing is late then", async () => {
  const tiles = await openBehind(() => {
    throw new TypeError("network");
  });
  const moving = new AbortController();
  const reading = readTile(tiles, ...MIDDLE, moving.signal).catch((cause: unknown) => cause);
  await vi.advanceTimersByTimeAsync(100);
  moving.abort();
  expect(await reading).toBeInstanceOf(TypeError);
  expect(tiles.late.get()).toBe(false);
});

it("does not ask again for a file that was replaced", async () => {
  const tiles = await openBehind(() => {
    throw new MapGone("a-b");
  });
  await expect(readTile(tiles, ...MIDDLE, new AbortController().signal)).rejects.toBeInstanceOf(MapGone);
});
