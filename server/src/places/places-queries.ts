import type { Place } from "@amaliyat/contract/places";
import type { PlaceKind, PlaceNames } from "@amaliyat/domain/places";
import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../platform/database/index.ts";

type Row = {
  place_id: string;
  version: number;
  names: PlaceNames;
  aliases: string[];
  kind: PlaceKind;
  lat: number;
  lon: number;
  sector_id: string | null;
  state: Place["state"];
  by_name: string;
  written_at: Date;
  reason: string | null;
};

const shown = (row: Row): Place => ({
  placeId: row.place_id,
  version: row.version,
  names: row.names,
  aliases: row.aliases,
  kind: row.kind,
  point: { lat: row.lat, lon: row.lon },
  sectorId: row.sector_id,
  state: row.state,
  writtenBy: row.by_name,
  writtenAt: row.written_at.toISOString(),
  reason: row.reason,
});

async function placesWhere(tx: Tx, condition: RawBuilder<unknown>): Promise<Place[]> {
  const { rows } = await sql<Row>`
    select p.place_id, p.version, p.names, p.aliases, p.kind, p.lat, p.lon, p.sector_id, p.state, u.name as by_name, p.written_at, p.reason
    from place p join person u on u.user_id = p.written_by where ${condition} order by p.state desc, p.written_at desc`.execute(tx);
  return rows.map(shown);
}

/** The room's own places in the caller's sectors, open ones first. */
export const allPlaces = (tx: Tx): Promise<Place[]> => placesWhere(tx, sql`true`);

/** A place of the caller's sectors; null if there is none such. */
export const placeById = async (tx: Tx, placeId: string): Promise<Place | null> =>
  (await placesWhere(tx, sql`p.place_id = ${placeId}`))[0] ?? null;
