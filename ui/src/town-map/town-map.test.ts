import { MapGone, type ReadBytes } from "../tiles/index.ts";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readGround } from "./ground.ts";
import type { About, TileStore } from "./tile-store.ts";
import { TownMap, type RoomSays } from "./town-map.ts";

const file = new Uint8Array(readFileSync(new URL("../../../simulator/town-map/town.pmtiles", import.meta.url)));
const MIDDLE = { z: 14, x: 8434, y: 6656 };
const READ: ReadBytes = async ({ offset, length }) => file.slice(offset, offset + length);

/** A phone's store in memory; it outlives the map that is opened on it. */
function phone(): TileStore {
  let about: About | null = null;
  const tiles = new Map<string, Uint8Array>();
  return {
    about: () => about,
    begin: async (next) => {
      tiles.clear();
      about = next;
    },
    has: (name) => tiles.has(name),
    get: async (name) => tiles.get(name) ?? null,
    put: async (name, bytes) => void tiles.set(name, bytes),
  };
}

/** A room behind a link that may be cut, and whose map may be replaced. */
function room(first: string) {
  const now = { version: first, isCut: false, reads: 0 };
  const askRoom = async (): Promise<RoomSays> => (now.isCut ? "lost" : { version: now.version });
  const rangesOf =
    (version: string): ReadBytes =>
    async (part) => {
      now.reads += 1;
      if (now.isCut) throw new TypeError("network");
      if (version !== now.version) throw new MapGone(version);
      return READ(part);
    };
  return { now, askRoom, rangesOf };
}

it("draws without a link what it had before, and says what it has not", async () => {
  const [store, { now, ...link }] = [phone(), room("a-1")];
  const before = new TownMap({ store, ...link });
  await before.look();
  expect(before.get()).toMatchObject({ kind: "here", about: { version: "a-1", maxZoom: 14 } });
  const seen = await before.tile(MIDDLE);
  expect(readGround(seen).names.some(({ words, isRoad }) => isRoad && words.ar === "شارع النخيل")).toBe(true);

  now.isCut = true;
  const after = new TownMap({ store, ...link });
  await after.look();
  expect(after.get()).toMatchObject({ kind: "here", about: { version: "a-1" } });
  expect(await after.tile(MIDDLE)).toEqual(seen);
  await expect(after.tile({ ...MIDDLE, x: 8435 })).rejects.toThrow("network");
  now.isCut = false;
  expect((await after.tile({ ...MIDDLE, x: 8435 })).length).toBeGreaterThan(0);
});

it("has no map where it never could ask for one, and none where the room has none", async () => {
  const { now, ...link } = room("a-1");
  now.isCut = true;
  const map = new TownMap({ store: phone(), ...link });
  await map.look();
  expect(map.get()).toEqual({ kind: "away" });
  const without = new TownMap({ store: phone(), ...link, askRoom: async () => "none" });
  await without.look();
  expect(without.get()).toEqual({ kind: "none" });
});

it("takes up the room's new map when the old one is gone, and keeps nothing of it", async () => {
  const [store, { now, ...link }] = [phone(), room("a-1")];
  const map = new TownMap({ store, ...link });
  await map.look();
  await map.tile(MIDDLE);
  now.version = "b-2";
  await expect(map.tile({ ...MIDDLE, z: 13, x: 4217, y: 3328 })).rejects.toBeInstanceOf(MapGone);
  await map.look();
  expect(map.get()).toMatchObject({ kind: "here", about: { version: "b-2" } });
  expect(store.has("14/8434/6656")).toBe(false);
});

it("brings a way into the phone, reads nothing twice, and stops where the link does", async () => {
  const [store, { now, ...link }] = [phone(), room("a-1")];
  const map = new TownMap({ store, ...link });
  await map.look();
  const way = [MIDDLE, { ...MIDDLE, x: 8435 }];
  const signal = new AbortController().signal;
  expect(await map.preload(way, signal)).toBe(true);
  const reads = now.reads;
  expect(await map.preload(way, signal)).toBe(true);
  expect(now.reads).toBe(reads);
  now.isCut = true;
  expect(await map.preload([{ ...MIDDLE, y: 6657 }], signal)).toBe(false);
});
