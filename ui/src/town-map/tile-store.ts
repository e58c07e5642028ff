import { PhoneStore, settled } from "../phone-store/index.ts";
import type { Reach } from "./tile-choice.ts";

/** The map whose tiles are kept. */
export type About = Reach & { readonly version: string; readonly attribution: string };

/** Tiles that outlive the page. All are of one version of the map. */
export type TileStore = {
  readonly about: () => About | null;
  /** Begins another map; the stored tiles of the one before are removed. */
  readonly begin: (about: About) => Promise<void>;
  readonly has: (name: string) => boolean;
  readonly get: (name: string) => Promise<Uint8Array | null>;
  readonly put: (name: string, bytes: Uint8Array) => Promise<void>;
};

const [ABOUT, TILES, USES] = ["about", "tiles", "uses"];
const NAMES = [ABOUT, TILES, USES];
/** Interval between writes of a tile's last use: not every use is written. */
const TOUCH_MS = 10 * 60_000;

/** Size of a tile on the phone, in bytes, and the time of its last use, in ms. */
export type Use = { readonly bytes: number; readonly at: number };

/** Storage on the phone for the map, in bytes. A tile of a dense town has some 300 kB unpacked; a way across it fits many times. */
const ROOM_BYTES = 15 * 1024 * 1024;

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

/**
 * Opens a store of tiles on the phone, by a name of its own. It is apart from all else, so that a full phone loses a picture of the town
 * and nothing more.
 */
export async function openTileStore(name: string): Promise<TileStore> {
  const database = await new PhoneStore(name, NAMES).open();

  const reading = database.transaction(NAMES);
  const [said, keys, values] = await Promise.all([
    settled(reading.objectStore(ABOUT).get(ABOUT)),
    settled(reading.objectStore(USES).getAllKeys()),
    settled(reading.objectStore(USES).getAll()),
  ]);
  let about = (said as About | undefined) ?? null;
  const uses = new Map(keys.map((key, i) => [key as string, values[i] as Use]));

  const write = (act: (store: (name: string) => IDBObjectStore) => void): Promise<void> =>
    new Promise((resolve, reject) => {
      const transaction = database.transaction(NAMES, "readwrite");
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error("the phone's store failed"));
      act((name) => transaction.objectStore(name));
    });

  async function touch(name: string, use: Use): Promise<void> {
    if (Date.now() - use.at < TOUCH_MS) return;
    const seen = { ...use, at: Date.now() };
    uses.set(name, seen);
    await write((store) => store(USES).put(seen, name));
  }

  return {
    about: () => about,
    begin: async (next) => {
      await write((store) => {
        for (const name of NAMES) store(name).clear();
        store(ABOUT).put(next, ABOUT);
      });
      uses.clear();
      about = next;
    },
    has: (name) => uses.has(name),
    get: async (name) => {
      const use = uses.get(name);
      if (use === undefined) return null;
      const found: unknown = await settled(database.transaction(TILES).objectStore(TILES).get(name));
      void touch(name, use).catch(() => undefined);
      return found instanceof Uint8Array ? found : null;
    },
    put: async (name, bytes) => {
      uses.set(name, { bytes: bytes.length, at: Date.now() });
      const gone = toForget(uses, name);
      for (const each of gone) uses.delete(each);
      try {
        await write((store) => {
          store(TILES).put(bytes, name);
          store(USES).put(uses.get(name), name);
          for (const each of gone) NAMES.slice(1).forEach((of) => store(of).delete(each));
        });
      } catch (cause) {
        uses.delete(name);
        throw cause;
      }
    },
  };
}
