import type { Place, places } from "@amaliyat/contract/places";
import { ok, refuse, type Point, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { command, settle, type Logged } from "../audit/index.ts";
import { scopeOf } from "../identity/index.ts";
import { refusable, type Refused } from "../platform/command/index.ts";
import type { Tx } from "../platform/database/index.ts";
import type { Call, Caller, Reply } from "../platform/http/index.ts";
import type { Telling } from "../platform/live/index.ts";
import type { PlacesDeps } from "./places-deps.ts";
import { placeById } from "./places-queries.ts";
import { closePlaceRow, upsertPlace, lockPlace } from "./places-store.ts";
import { placeSubject } from "./subjects.ts";

/** The sector of a point, if the caller works there. Outside every sector nobody does: it would be everybody's. */
export async function ownSector(
  tx: Tx,
  { sectorOf }: PlacesDeps,
  who: Caller,
  point: Point,
): Promise<Result<string, Refusal<"place.beyond_sectors">>> {
  const sectorId = await sectorOf(tx, point);
  return sectorId !== null && who.covers.includes(sectorId) ? ok(sectorId) : refuse({ code: "place.beyond_sectors" });
}

type Act = { readonly who: Caller; readonly at: number };
type PlaceType = "place.changed" | "place.closed";

/** The place after an act; it was written a moment ago, so that it is gone is a bug. */
async function written(tx: Tx, placeId: string): Promise<Place> {
  const found = await placeById(tx, placeId);
  if (found === null) throw new Error("a place left its own author's sight");
  return found;
}

const tellingOf = ({ placeId, sectorId }: Place): Telling => ({ happening: { topic: "place", placeId }, sectorId });

function logged(type: PlaceType, place: Place): Logged {
  const { names, aliases, kind, point, version, reason } = place;
  return { type, about: placeSubject(place), detail: { names, aliases, placeKind: kind, point, version, reason } };
}

/** Adds a place to the search. */
export const createPlace = (deps: PlacesDeps, { who, at, body }: Call<typeof places.create>): Promise<Reply<typeof places.create>> =>
  refusable(deps.db, scopeOf(who), async (tx) => {
    const sector = await ownSector(tx, deps, who, body.point);
    if (!sector.ok) return sector;
    const placeId = randomUUID();
    await upsertPlace(tx, { placeId, version: 1, ...body, sectorId: sector.value, at, by: who.userId });
    const place = await written(tx, placeId);
    await settle(tx, { who, at }, logged("place.changed", place), [tellingOf(place)]);
    return ok(place);
  });

type Change = Act & {
  readonly placeId: string;
  /** Version that the author saw. */
  readonly version: number;
  readonly type: PlaceType;
  readonly store: (tx: Tx) => Promise<Result<unknown, Refused>>;
};

/** Runs a change of an open place that its author saw as it stands. */
const commandPlace = ({ db }: PlacesDeps, change: Change): Promise<Result<Place, Refused>> =>
  refusable(db, scopeOf(change.who), (tx) =>
    command(tx, change, {
      lock: async () => ((await lockPlace(tx, change.placeId)) ? placeById(tx, change.placeId) : null),
      decide: (_tx, before): Result<Place, Refused> => {
        if (before.version !== change.version) return refuse({ code: "place.changed_meanwhile" });
        return before.state === "closed" ? refuse({ code: "place.closed" }) : ok(before);
      },
      store: async () => {
        const stored = await change.store(tx);
        return stored.ok ? ok(await written(tx, change.placeId)) : stored;
      },
      publish: (_tx, place) => [tellingOf(place)],
      answer: (_tx, place) => place,
      log: (place) => logged(change.type, place),
    }),
  );

/** Changes a place; its sector follows from its point. */
export const changePlace = (
  deps: PlacesDeps,
  { who, at, params: { placeId }, body: { version, ...content } }: Call<typeof places.change>,
): Promise<Reply<typeof places.change>> =>
  commandPlace(deps, {
    who,
    at,
    placeId,
    version,
    type: "place.changed",
    store: async (tx) => {
      const sector = await ownSector(tx, deps, who, content.point);
      if (sector.ok) await upsertPlace(tx, { placeId, version: version + 1, ...content, sectorId: sector.value, at, by: who.userId });
      return sector;
    },
  });

/** Takes a place out of the search; it stays in the list with the reason. */
export const closePlace = (
  deps: PlacesDeps,
  { who, at, params: { placeId }, body: { version, reason } }: Call<typeof places.close>,
): Promise<Reply<typeof places.close>> =>
  commandPlace(deps, {
    who,
    at,
    placeId,
    version,
    type: "place.closed",
    store: async (tx) => ok(await closePlaceRow(tx, placeId, version + 1, reason, at, who.userId)),
  });
