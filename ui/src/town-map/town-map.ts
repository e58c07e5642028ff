import { Archive, HEAD_BYTES, MapGone, type ReadBytes } from "../tiles/index.ts";
import { nameOf, type TileAt } from "./tile-choice.ts";
import type { About, TileStore } from "./tile-store.ts";

/** Room's answer about its map: its version, `none`, or `lost` if it could not be asked. */
export type RoomSays = { readonly version: string } | "none" | "lost";

export type Around = {
  readonly store: TileStore;
  readonly askRoom: () => Promise<RoomSays>;
  readonly rangesOf: (version: string) => ReadBytes;
};

/** `here`: there is a map to draw from. `none`: the room has none. `away`: the phone has none and the room cannot be asked. */
export type MapState = { readonly kind: "here"; readonly about: About } | { readonly kind: "none" } | { readonly kind: "away" };

/** The town's map on a phone: tiles seen before come from its store, the rest from the room while there is a link. */
export class TownMap {
  readonly #around: Around;
  readonly #listeners = new Set<() => void>();
  readonly #coming = new Map<string, Promise<Uint8Array>>();
  #archive: Promise<Archive> | null = null;
  #looking: Promise<void> | null = null;
  #state: MapState;

  constructor(around: Around) {
    this.#around = around;
    const about = around.store.about();
    this.#state = about === null ? { kind: "away" } : { kind: "here", about };
  }

  get = (): MapState => this.#state;

  listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Asks the room which map it has, and takes it up where it is another; without an answer all stays as it is. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  /** A tile, unpacked; empty where the map has nothing. Rejects where it is not in the phone and cannot be had now. */
  tile(at: TileAt): Promise<Uint8Array> {
    const name = nameOf(at);
    const key = this.#state.kind === "here" ? `${this.#state.about.version}/${name}` : name;
    const coming = this.#coming.get(key) ?? this.#fetch(at, name).finally(() => this.#coming.delete(key));
    this.#coming.set(key, coming);
    return coming;
  }

  /** Brings tiles into the phone, one after the other; the first that cannot be had ends it, and is answered with false. */
  async preload(tiles: readonly TileAt[], signal: AbortSignal): Promise<boolean> {
    for (const tile of tiles) {
      if (signal.aborted) return false;
      if (this.#around.store.has(nameOf(tile))) continue;
      try {
        await this.tile(tile);
      } catch {
        return false;
      }
    }
    return true;
  }

  async #look(): Promise<void> {
    const said = await this.#around.askRoom();
    if (said === "lost") return;
    if (said === "none") return this.#become({ kind: "none" });
    if (this.#state.kind === "here" && this.#state.about.version === said.version) return;
    try {
      const about = this.#around.store.about();
      if (about?.version === said.version) return this.#become({ kind: "here", about });
      const archive = await this.#open(said.version);
      const { minZoom, maxZoom, bounds } = archive.header;
      const next: About = { version: said.version, minZoom, maxZoom, bounds, attribution: await archive.attribution() };
      await this.#around.store.begin(next);
      this.#archive = Promise.resolve(archive);
      this.#become({ kind: "here", about: next });
    } catch {
      // The link broke meanwhile, or the phone is full: the stored tiles stay, and the next look tries again.
    }
  }

  async #fetch(at: TileAt, name: string): Promise<Uint8Array> {
    const kept = await this.#around.store.get(name).catch(() => null);
    if (kept !== null) return kept;
    if (this.#state.kind !== "here") throw new Error("there is no map");
    const { version } = this.#state.about;
    this.#archive ??= this.#open(version);
    const opening = this.#archive;
    try {
      const bytes = (await (await opening).tile(at.z, at.x, at.y)) ?? new Uint8Array();
      const isStill = this.#state.kind === "here" && this.#state.about.version === version;
      // A phone that is full draws all the same.
      if (isStill) await this.#around.store.put(name, bytes).catch(() => undefined);
      return bytes;
    } catch (cause) {
      if (this.#archive === opening) this.#archive = null;
      if (cause instanceof MapGone) void this.look();
      throw cause;
    }
  }

  async #open(version: string): Promise<Archive> {
    const archive = await Archive.open(this.#around.rangesOf(version), HEAD_BYTES);
    if (archive === null) throw new Error("the room's map is no PMTiles 3 archive of vector tiles");
    return archive;
  }

  #become(state: MapState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
