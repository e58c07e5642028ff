import type { PlaceKind, PlaceNames } from "@amaliyat/domain/places";
import type { Point } from "@amaliyat/domain/kernel";
import { sql } from "kysely";
import { lockUntilEnd, type Tx } from "../../platform/database/index.ts";

/** Rows of one statement: small enough for the time that a statement may take, also with their index. */
const AT_ONCE = 2_000;

/** A list of the map: its landmarks, or the streets of its roads. */
export type MapSource = "landmark" | "street";

/** A named place of the map as it is kept. */
export type MapPlace = { readonly names: PlaceNames; readonly kind: PlaceKind; readonly point: Point };

/** The digest of the file that was last looked at, taken or refused; null before the first. Held until the transaction ends. */
export async function lockMapFile(tx: Tx, source: MapSource): Promise<string | null> {
  await lockUntilEnd(tx, "mapFiles");
  const { rows } = await sql<{ digest: string }>`select digest from landmark_file where source = ${source}`.execute(tx);
  return rows[0]?.digest ?? null;
}

type Looked = {
  readonly source: MapSource;
  readonly digest: string;
  readonly at: number;
  readonly taken: number;
  readonly leftOut: number;
  readonly refused: string | null;
};

/** Inserts or updates the file that was looked at, and the result. */
export async function upsertMapFile(tx: Tx, { source, digest, at, taken, leftOut, refused }: Looked): Promise<void> {
  await sql`
    insert into landmark_file (source, digest, at, taken, left_out, refused)
    values (${source}, ${digest}, ${new Date(at)}, ${taken}, ${leftOut}, ${refused})
    on conflict (source) do update set digest = excluded.digest, at = excluded.at, taken = excluded.taken,
      left_out = excluded.left_out, refused = excluded.refused`.execute(tx);
}

/** Replaces the landmarks of one list. A search meanwhile still sees the old ones, whole. */
export async function replaceMapPlaces(tx: Tx, source: MapSource, places: readonly MapPlace[]): Promise<void> {
  await sql`delete from landmark where source = ${source}`.execute(tx);
  for (let from = 0; from < places.length; from += AT_ONCE) {
    const rows = places
      .slice(from, from + AT_ONCE)
      .map(({ names, kind, point }, nth) => ({ landmark_id: from + nth, names, kind, ...point }));
    await sql`
      insert into landmark (source, landmark_id, names, kind, lat, lon)
      select ${source}, given.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as given (landmark_id integer, names jsonb, kind text, lat double precision, lon double precision)`.execute(tx);
  }
}
