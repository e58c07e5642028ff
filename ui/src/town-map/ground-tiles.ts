import { readGround, type GroundTile } from "./ground.ts";
import type { Placed } from "./paint-ground.ts";
import { above, nameOf, type Reach, type TileAt } from "./tile-choice.ts";
import type { TownMap } from "./town-map.ts";

/** Tiles ready to be drawn; each is some hundred kilobytes of numbers. */
const MOST_HELD = 24;
const AGAIN_MS = 8000;

/** `drawn`: all that is in view. `waiting`: some are on their way. `parts`: some could not be had. */
export type Drawn = "drawn" | "waiting" | "parts";

type On = { readonly changed: () => void; readonly missing: (missing: boolean) => void };

/** The tiles in view, as far as loaded. A coarser one that is here replaces a missing one. */
export class GroundTiles implements Disposable {
  readonly #map: TownMap;
  readonly #on: On;
  readonly #held = new Map<string, GroundTile>();
  readonly #asked = new Set<string>();
  readonly #failed = new Set<string>();
  #version = "";
  #again: ReturnType<typeof setTimeout> | undefined;
  #isOver = false;

  constructor(map: TownMap, on: On) {
    this.#map = map;
    this.#on = on;
  }

  [Symbol.dispose](): void {
    this.#isOver = true;
    clearTimeout(this.#again);
  }

  of(wanted: readonly TileAt[], about: Reach & { readonly version: string }): { placed: Placed[]; state: Drawn } {
    if (about.version !== this.#version) this.#forgetAll(about.version);
    const placed = new Map<string, Placed>();
    const isThere = wanted.map((at) => {
      const found = this.#nearest(at, about.minZoom);
      if (found !== null) placed.set(nameOf(found.at), found);
      const isOwn = found !== null && found.at.z === at.z;
      if (!isOwn) this.#want(at);
      return isOwn;
    });
    const isMissing = wanted.some((at) => this.#failed.has(nameOf(at)));
    this.#on.missing(isMissing);
    const state = isMissing ? "parts" : isThere.every(Boolean) ? "drawn" : "waiting";
    return { placed: [...placed.values()].toSorted((a, b) => a.at.z - b.at.z), state };
  }

  /** Asks again for what could not be had. */
  retryNow(): void {
    clearTimeout(this.#again);
    this.#again = undefined;
    if (this.#failed.size === 0 || this.#isOver) return;
    this.#failed.clear();
    this.#on.changed();
  }

  #forgetAll(version: string): void {
    this.#version = version;
    this.#held.clear();
    this.#failed.clear();
  }

  #nearest(at: TileAt, least: number): Placed | null {
    for (let levels = 0; at.z - levels >= least; levels++) {
      const tileAt = above(at, levels);
      const tile = this.#held.get(nameOf(tileAt));
      if (tile === undefined) continue;
      // Looked at last, forgotten last.
      this.#held.delete(nameOf(tileAt));
      this.#held.set(nameOf(tileAt), tile);
      return { at: tileAt, tile };
    }
    return null;
  }

  #want(at: TileAt): void {
    const name = nameOf(at);
    if (this.#asked.has(name) || this.#failed.has(name)) return;
    this.#asked.add(name);
    void this.#bring(at, name, this.#version);
  }

  async #bring(at: TileAt, name: string, version: string): Promise<void> {
    try {
      const tile = readGround(await this.#map.tile(at));
      if (version === this.#version) this.#held.set(name, tile);
      const [oldest] = this.#held.keys();
      if (oldest !== undefined && this.#held.size > MOST_HELD) this.#held.delete(oldest);
    } catch {
      this.#failed.add(name);
      this.#again ??= setTimeout(() => this.retryNow(), AGAIN_MS);
    }
    this.#asked.delete(name);
    if (!this.#isOver) this.#on.changed();
  }
}
