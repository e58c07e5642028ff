import type { Sighting } from "@amaliyat/contract/bolos";
import type { Point } from "@amaliyat/domain/kernel";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

export type NewSighting = {
  readonly sightingId: string;
  readonly boloId: string;
  readonly seenAt: Date;
  readonly notedAt: Date;
  readonly userId: string;
  readonly cameraId: string | null;
  readonly place: Point | null;
  readonly placeText: string | null;
  readonly text: string | null;
  readonly interventionId: string | null;
};

/** Inserts a sighting; of a crew with the code of the unit for which it spoke then. */
export async function insertSighting(tx: Tx, given: NewSighting): Promise<void> {
  const { place } = given;
  await sql`
    insert into bolo_sighting (sighting_id, bolo_id, seen_at, noted_at, by, unit_code, camera_id, lat, lon, place_text, text, intervention_id)
    values (${given.sightingId}, ${given.boloId}, ${given.seenAt}, ${given.notedAt}, ${given.userId},
      amaliyat_unit_code(amaliyat_speaks_for(${given.userId}, ${given.seenAt})), ${given.cameraId}, ${place?.lat ?? null}, ${place?.lon ?? null},
      ${given.placeText}, ${given.text}, ${given.interventionId})`.execute(tx);
}

/** Says which intervention follows from a sighting; false if there is none of this id. */
export async function linkSighting(tx: Tx, boloId: string, sightingId: string, interventionId: string): Promise<boolean> {
  const { rows } = await sql<{ sighting_id: string }>`
    update bolo_sighting set intervention_id = ${interventionId} where sighting_id = ${sightingId} and bolo_id = ${boloId}
    returning sighting_id`.execute(tx);
  return rows.length > 0;
}

/** True if the caller's scope has a camera of this id. */
export async function seesCamera(tx: Tx, cameraId: string): Promise<boolean> {
  return (await sql`select from camera_now where camera_id = ${cameraId}`.execute(tx)).rows.length > 0;
}

type Row = {
  sighting_id: string;
  seen_at: Date;
  noted_at: Date;
  name: string;
  unit_code: string | null;
  camera_id: string | null;
  code: string | null;
  lat: number | null;
  lon: number | null;
  place_text: string | null;
  text: string | null;
  intervention_id: string | null;
  reference: string | null;
};

/** Sightings of a BOLO, newest first. A camera or an intervention that the reader may not see is left out. */
export async function sightingsOf(tx: Tx, boloId: string): Promise<Sighting[]> {
  const { rows } = await sql<Row>`
    select s.sighting_id, s.seen_at, s.noted_at, coalesce(u.name, '') as name, s.unit_code, c.camera_id, c.code, s.lat, s.lon, s.place_text,
      s.text, i.intervention_id, i.reference
    from bolo_sighting s left join person u on u.user_id = s.by left join camera_now c on c.camera_id = s.camera_id
      left join intervention_now i on i.intervention_id = s.intervention_id
    where s.bolo_id = ${boloId} order by s.seen_at desc, s.noted_at desc limit 200`.execute(tx);
  return rows.map((row) => ({
    sightingId: row.sighting_id,
    seenAt: row.seen_at.toISOString(),
    noted: { at: row.noted_at.toISOString(), by: row.name },
    unitCode: row.unit_code,
    camera: row.camera_id === null || row.code === null ? null : { cameraId: row.camera_id, code: row.code },
    place: row.lat === null || row.lon === null ? null : { lat: row.lat, lon: row.lon },
    placeText: row.place_text,
    text: row.text,
    intervention:
      row.intervention_id === null || row.reference === null ? null : { interventionId: row.intervention_id, reference: row.reference },
  }));
}
