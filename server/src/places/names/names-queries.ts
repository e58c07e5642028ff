import type { FoundPlace } from "@amaliyat/contract/places";
import { isPlaceKind, type NamedPlace, type PlaceNames } from "@amaliyat/domain/places";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import type { MapSource } from "./landmarks-store.ts";

/** A place that a search may find. `sectorId` is null for what the map names: it follows from the point. */
export type Named = NamedPlace & { readonly source: FoundPlace["source"]; readonly sectorId: string | null };

/** Changes with the lists of the map: digests of the files that were last looked at. */
export async function mapVersion(tx: Tx): Promise<string> {
  const { rows } = await sql<{ version: string | null }>`
    select string_agg(source || ' ' || digest, ' ' order by source) as version from landmark_file`.execute(tx);
  return rows[0]?.version ?? "";
}

type MapRow = { source: MapSource; landmark_id: number; names: PlaceNames; kind: string; lat: number; lon: number };

/** Places of the map after one of them, in their order; at most so many. */
export async function mapPlacesAfter(tx: Tx, after: Named | null, limit: number): Promise<Named[]> {
  const { rows } = await sql<MapRow>`
    select source, landmark_id, names, kind, lat, lon from landmark
    where (source, landmark_id) > (${after?.source ?? ""}, ${after === null ? -1 : Number(after.id)})
    order by source, landmark_id limit ${limit}`.execute(tx);
  return rows.map(({ source, landmark_id, names, kind, lat, lon }) => ({
    source,
    id: String(landmark_id),
    names,
    more: [],
    code: null,
    kind: isPlaceKind(kind) ? kind : "other",
    point: { lat, lon },
    sectorId: null,
  }));
}

/** The version of the map's names, and one that changes with whatever the room names within the caller's sectors; in one question. */
export async function versions(tx: Tx): Promise<{ readonly map: string; readonly room: string }> {
  const { rows } = await sql<{ map: string | null; room: string }>`
    select (select string_agg(source || ' ' || digest, ' ' order by source) from landmark_file) as map,
      (select count(*) || ' ' || coalesce(sum(hashtextextended(n::text, 0)), 0) from amaliyat_named_things() as n) as room`.execute(tx);
  return { map: rows[0]?.map ?? "", room: rows[0]?.room ?? "" };
}

type RoomRow = {
  source: "place" | "site" | "camera" | "sector";
  id: string;
  names: PlaceNames;
  more: string[];
  code: string | null;
  kind: string;
  lat: number;
  lon: number;
  sector_id: string | null;
};

/** Names that the room itself gives within the caller's sectors: places of the desk, sites, cameras, sectors. */
export async function roomNames(tx: Tx): Promise<Named[]> {
  const { rows } = await sql<RoomRow>`select * from amaliyat_named_things() order by source, id`.execute(tx);
  return rows.map(({ kind, lat, lon, sector_id, ...row }) => ({
    ...row,
    kind: isPlaceKind(kind) ? kind : "other",
    point: { lat, lon },
    sectorId: sector_id,
  }));
}
