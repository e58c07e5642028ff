import { cameras, type Camera, type Site } from "@amaliyat/contract/cameras";
import { dispatch, type Unit } from "@amaliyat/contract/dispatch";
import { identity, type Sector } from "@amaliyat/contract/identity";
import { interventions, type InterventionCard, type InterventionRow } from "@amaliyat/contract/interventions";
import { theRoom, type Room } from "@amaliyat/contract/room";
import { queryOptions, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { KEYS, read } from "../api/index.ts";
import { applyToCameras, applyToCard, applyToInterventions, applyToUnits } from "./apply.ts";
import { journal, positions } from "./room-link.ts";

/** The queue never holds more open interventions than this; a room with more has another problem. */
const MOST_OPEN = 2000;

async function readOpen(signal: AbortSignal): Promise<readonly InterventionRow[]> {
  const mark = journal.mark();
  const rows: InterventionRow[] = [];
  let cursor: string | undefined;
  do {
    const query = { state: "open" as const, size: 200, ...(cursor === undefined ? {} : { cursor }) };
    const page = await read(interventions.list, { query, signal });
    rows.push(...page.rows);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && rows.length < MOST_OPEN);
  return applyToInterventions(rows, journal.since(mark));
}

async function readUnits(signal: AbortSignal): Promise<readonly Unit[]> {
  const mark = journal.mark();
  const units = applyToUnits(await read(dispatch.units, { signal }), journal.since(mark));
  const heardAt = performance.now();
  for (const unit of units) if (unit.position) positions.take(unit.unitId, unit.position, heardAt);
  return units;
}

async function readCameras(signal: AbortSignal): Promise<readonly Camera[]> {
  const mark = journal.mark();
  return applyToCameras(await read(cameras.list, { signal }), journal.since(mark));
}

/** A card, read again (twice at most) when something happened to it on the way, so that its log is never older than its row. */
async function readCard(interventionId: string, signal: AbortSignal): Promise<InterventionCard> {
  for (let tries = 0; ; tries++) {
    const mark = journal.mark();
    const card = await read(interventions.card, { params: { interventionId }, signal });
    const newest = journal.since(mark).findLast((one) => one.topic === "intervention" && one.row.interventionId === interventionId);
    if (newest?.topic !== "intervention") return card;
    if (tries === 2 || newest.row.version <= card.version) return applyToCard(card, newest.row);
  }
}

export const openInterventions = queryOptions({ queryKey: KEYS.interventions, queryFn: ({ signal }) => readOpen(signal) });
export const unitList = queryOptions({ queryKey: KEYS.units, queryFn: ({ signal }) => readUnits(signal) });
export const cameraList = queryOptions({ queryKey: KEYS.cameras, queryFn: ({ signal }) => readCameras(signal) });
export const siteList = queryOptions({
  queryKey: KEYS.sites,
  queryFn: ({ signal }): Promise<readonly Site[]> => read(cameras.sites, { signal }),
});
export const sectorList = queryOptions({
  queryKey: KEYS.sectors,
  queryFn: ({ signal }): Promise<readonly Sector[]> => read(identity.sectors, { signal }),
});
export const theRoomItself = queryOptions({ queryKey: KEYS.room, queryFn: ({ signal }): Promise<Room> => read(theRoom.room, { signal }) });

export const cardOf = (interventionId: string) =>
  queryOptions({
    queryKey: KEYS.card(interventionId),
    queryFn: ({ signal }) => readCard(interventionId, signal),
  });

export const useInterventions = (): UseQueryResult<readonly InterventionRow[]> => useQuery(openInterventions);
export const useUnits = (): UseQueryResult<readonly Unit[]> => useQuery(unitList);
export const useCameras = (): UseQueryResult<readonly Camera[]> => useQuery(cameraList);
export const useSites = (): UseQueryResult<readonly Site[]> => useQuery(siteList);
export const useSectors = (): UseQueryResult<readonly Sector[]> => useQuery(sectorList);
export const useRoom = (): UseQueryResult<Room> => useQuery(theRoomItself);
