import type { Place, places } from "@amaliyat/contract/places";
import { ok, refuse, type Point, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { append } from "../audit/index.ts";
import { actorOf, scopeOf } from "../identity/index.ts";
import { transaction, type Tx } from "../platform/database/index.ts";
import type { Call, Caller, Reply } from "../platform/http/index.ts";
import { tell } from "../platform/live/index.ts";
import type { PlacesDeps } from "./places-deps.ts";
import { placeById } from "./places-queries.ts";
import { closePlaceRow, keepPlace, lockPlace } from "./places-store.ts";

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

/** Logs and tells what was written. */
async function after(tx: Tx, who: Caller, at: number, type: "place.changed" | "place.closed", placeId: string): Promise<Place> {
  const written = await placeById(tx, placeId);
  if (written === null) throw new Error("a place left its own author's sight");
  const { names, aliases, kind, point, sectorId, version, reason } = written;
  await append(tx, {
    at,
    type,
    actor: actorOf(who),
    subject: { kind: "place", id: placeId },
    sectorId,
    detail: { names, aliases, placeKind: kind, point, version, reason },
  });
  await tell(tx, at, [{ happening: { topic: "place", placeId }, sectorId }]);
  return written;
}

/** Adds a place to the search. */
export const createPlace = (deps: PlacesDeps, { who, at, body }: Call<typeof places.create>): Promise<Reply<typeof places.create>> =>
  transaction(deps.db, scopeOf(who), async (tx) => {
    const sector = await ownSector(tx, deps, who, body.point);
    if (!sector.ok) return sector;
    const placeId = randomUUID();
    await keepPlace(tx, { placeId, version: 1, ...body, sectorId: sector.value, at, by: who.userId });
    return ok(await after(tx, who, at, "place.changed", placeId));
  });

/** A place that the caller saw as it stands and that is open, or why not. */
async function seenOpen(tx: Tx, placeId: string, version: number) {
  const found = (await lockPlace(tx, placeId)) ? await placeById(tx, placeId) : null;
  if (found === null) return refuse({ code: "object.not_found" as const });
  if (found.version !== version) return refuse({ code: "place.changed_meanwhile" as const });
  return found.state === "closed" ? refuse({ code: "place.closed" as const }) : ok(found);
}

/** Changes a place; its sector follows from its point. */
export const changePlace = (
  deps: PlacesDeps,
  { who, at, params, body }: Call<typeof places.change>,
): Promise<Reply<typeof places.change>> =>
  transaction(deps.db, scopeOf(who), async (tx) => {
    const { version, ...content } = body;
    const found = await seenOpen(tx, params.placeId, version);
    if (!found.ok) return found;
    const sector = await ownSector(tx, deps, who, body.point);
    if (!sector.ok) return sector;
    await keepPlace(tx, { placeId: params.placeId, version: version + 1, ...content, sectorId: sector.value, at, by: who.userId });
    return ok(await after(tx, who, at, "place.changed", params.placeId));
  });

/** Takes a place out of the search; it stays in the list with the reason. */
export const closePlace = (deps: PlacesDeps, { who, at, params, body }: Call<typeof places.close>): Promise<Reply<typeof places.close>> =>
  transaction(deps.db, scopeOf(who), async (tx) => {
    const found = await seenOpen(tx, params.placeId, body.version);
    if (!found.ok) return found;
    await closePlaceRow(tx, params.placeId, body.version + 1, body.reason, at, who.userId);
    return ok(await after(tx, who, at, "place.closed", params.placeId));
  });
