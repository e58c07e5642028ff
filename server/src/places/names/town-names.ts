import { Gazetteer } from "@amaliyat/domain/places";
import { setImmediate as soon } from "node:timers/promises";
import type { Tx } from "../../platform/database/index.ts";
import { mapPlacesAfter, mapVersion, roomNames, versions, type Named } from "./names-queries.ts";

/** Names that are taken before others have their turn: some ten milliseconds of work. */
const AT_ONCE = 500;
/** Scopes whose names are kept; people of one desk share theirs. */
const MOST_SCOPES = 32;

type Held = { readonly version: string; readonly names: Promise<Gazetteer<Named>> };

/** Takes names in steps, so that a town of many does not hold the room up. */
async function gather(places: readonly Named[], into: Gazetteer<Named>): Promise<void> {
  for (let from = 0; from < places.length; from += AT_ONCE) {
    for (const place of places.slice(from, from + AT_ONCE)) into.add(place);
    await soon();
  }
}

/**
 * The names of the town in memory, ready to be searched: those of the map once for everybody, those of the room once for each set of
 * sectors. Each search asks the database whether they are still those of now, and reads them again where they are not.
 */
export class TownNames {
  #map: Held | null = null;
  readonly #rooms = new Map<string, Held>();

  /** Landmarks and streets of the map. */
  async ofMap(tx: Tx): Promise<Gazetteer<Named>> {
    return this.#ofMap(tx, await mapVersion(tx));
  }

  /** Names that the room gives for a caller of this scope, as its transactions see them; then the names of the map. */
  async all(tx: Tx, scope: string): Promise<Gazetteer<Named>[]> {
    const { map, room } = await versions(tx);
    return [await this.#ofRoom(tx, room, scope), await this.#ofMap(tx, map)];
  }

  #ofMap(tx: Tx, version: string): Promise<Gazetteer<Named>> {
    if (this.#map?.version === version) return this.#map.names;
    const names = readMap(tx);
    this.#map = { version, names };
    // If reading fails, perhaps with the transaction of its first asker, the next asker reads again.
    names.catch(() => {
      if (this.#map?.names === names) this.#map = null;
    });
    return names;
  }

  #ofRoom(tx: Tx, version: string, scope: string): Promise<Gazetteer<Named>> {
    const held = this.#rooms.get(scope);
    if (held?.version === version) return held.names;
    const names = readRoom(tx);
    this.#rooms.delete(scope);
    this.#rooms.set(scope, { version, names });
    const [oldest] = this.#rooms.keys();
    if (this.#rooms.size > MOST_SCOPES && oldest !== undefined) this.#rooms.delete(oldest);
    names.catch(() => {
      if (this.#rooms.get(scope)?.names === names) this.#rooms.delete(scope);
    });
    return names;
  }
}

async function readMap(tx: Tx): Promise<Gazetteer<Named>> {
  const names = new Gazetteer<Named>();
  for (let page = await mapPlacesAfter(tx, null, AT_ONCE); page.length > 0; page = await mapPlacesAfter(tx, page.at(-1) ?? null, AT_ONCE))
    await gather(page, names);
  return names;
}

async function readRoom(tx: Tx): Promise<Gazetteer<Named>> {
  const names = new Gazetteer<Named>();
  await gather(await roomNames(tx), names);
  return names;
}
