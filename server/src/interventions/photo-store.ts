import type { Photo } from "@amaliyat/contract/interventions";
import { sql } from "kysely";
import type { Tx } from "../platform/database/index.ts";

/** What is kept of a picture beside what the phone sends. */
type KeptPhoto = Omit<Photo, "by"> & { readonly userId: string; readonly shownSha256: string };

export async function insertPhoto(tx: Tx, photo: KeptPhoto): Promise<void> {
  const { photoId, interventionId, unitCode, takenAt, arrivedAt, userId, type, width, height, bytes, sha256, shownSha256 } = photo;
  await sql`
    insert into photo (photo_id, intervention_id, unit_code, taken_at, arrived_at, by, type, width, height, bytes, sha256, shown_sha256)
    values (${photoId}, ${interventionId}, ${unitCode}, ${takenAt}, ${arrivedAt}, ${userId}, ${type}, ${width}, ${height}, ${bytes},
      ${Buffer.from(sha256, "hex")}, ${Buffer.from(shownSha256, "hex")})`.execute(tx);
}

type Row = {
  photo_id: string;
  intervention_id: string;
  unit_code: string;
  taken_at: Date;
  arrived_at: Date;
  name: string;
  type: Photo["type"];
  width: number;
  height: number;
  bytes: number;
  sha256: Buffer;
  shown_sha256: Buffer | null;
};

/** A picture with the hash of the copy that is shown; null where it came before such copies were kept. */
export type FoundPhoto = { readonly photo: Photo; readonly shownSha256: string | null };

const shown = (row: Row): Photo => ({
  photoId: row.photo_id,
  interventionId: row.intervention_id,
  unitCode: row.unit_code,
  takenAt: row.taken_at.toISOString(),
  arrivedAt: row.arrived_at.toISOString(),
  by: row.name,
  type: row.type,
  width: row.width,
  height: row.height,
  bytes: row.bytes,
  sha256: row.sha256.toString("hex"),
});

const columns = sql`p.photo_id, p.intervention_id, p.unit_code, p.taken_at, p.arrived_at, coalesce(u.name, '') as name, p.type, p.width,
  p.height, p.bytes, p.sha256, p.shown_sha256 from photo p left join users u on u.user_id = p.by`;

/** The pictures of an intervention, oldest first. */
export async function photosOf(tx: Tx, interventionId: string): Promise<Photo[]> {
  const { rows } = await sql<Row>`select ${columns} where p.intervention_id = ${interventionId} order by p.taken_at, p.photo_id`.execute(
    tx,
  );
  return rows.map(shown);
}

export async function photoById(tx: Tx, photoId: string): Promise<FoundPhoto | null> {
  const { rows } = await sql<Row>`select ${columns} where p.photo_id = ${photoId}`.execute(tx);
  const [row] = rows;
  return row === undefined ? null : { photo: shown(row), shownSha256: row.shown_sha256?.toString("hex") ?? null };
}

/** The intervention on which a user's unit works or worked, by its assignment, and the unit. In the room's own scope. */
export async function workOfCrew(tx: Tx, assignmentId: string, userId: string) {
  const { rows } = await sql<{ intervention_id: string; sector_id: string | null; code: string }>`
    select i.intervention_id, i.sector_id, u.code from assignment a join unit u using (unit_id) join intervention i using (intervention_id)
    where a.assignment_id = ${assignmentId} and u.user_id = ${userId}`.execute(tx);
  return rows[0] ?? null;
}
