import type { Photo } from "@amaliyat/contract/interventions";
import { sql } from "kysely";
import { asRoom, type Tx } from "../../platform/database/index.ts";
import { lookAtIntervention } from "../rows/interventions-store.ts";

/** Stored facts of a picture that arrived. */
type NewPhoto = Omit<Photo, "by" | "keptUntil" | "heldUntil" | "holdReason" | "erasedAt"> & {
  readonly userId: string;
  readonly shownSha256: string;
};

export async function insertPhoto(tx: Tx, photo: NewPhoto): Promise<void> {
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
  kept_until: Date | null;
  held_until: Date | null;
  hold_reason: string | null;
  erased_at: Date | null;
};

/** A picture with the hash of the copy that is shown; null where there is none. */
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
  keptUntil: row.kept_until?.toISOString() ?? null,
  heldUntil: row.held_until?.toISOString() ?? null,
  holdReason: row.hold_reason,
  erasedAt: row.erased_at?.toISOString() ?? null,
});

/** Of a picture that came after the end of its intervention, the time begins when it came. Null while the intervention goes on. */
const keptUntil = (retentionMs: number) => sql`
  case when o.at is not null then greatest(o.at, p.arrived_at) + ${retentionMs} * interval '1 millisecond' end`;

const from = sql`photo p cross join lateral (select amaliyat_over_at(p.intervention_id) as at) o`;

const columns = (retentionMs: number) => sql`p.photo_id, p.intervention_id, p.unit_code, p.taken_at, p.arrived_at,
  coalesce(u.name, '') as name, p.type, p.width, p.height, p.bytes, p.sha256, p.shown_sha256, ${keptUntil(retentionMs)} as kept_until,
  p.held_until, p.hold_reason, p.erased_at from ${from} left join person u on u.user_id = p.by`;

/**
 * Ids of the pictures that arrived on others while an intervention, or one that was merged into it, was merged into those and before it was split
 * off. As of words, no rule can tell of which case they are: each shows them. In the room's own scope.
 */
async function photosWhileMerged(tx: Tx, interventionId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive chain (own, id) as (
      select own, own from unnest(amaliyat_one_event(${interventionId})) own
      union
      select c.own, (m.data->>'into')::uuid from chain c join intervention_event m on m.intervention_id = c.id and m.kind = 'merged')
    select distinct p.photo_id as id from chain c
      join intervention_event d on d.intervention_id = c.id and d.kind = 'parted' and d.data->>'other' = c.own::text
      cross join lateral (
        select max(j.seq) as seq from intervention_event j
        where j.intervention_id = c.id and j.kind = 'joined' and j.seq < d.seq
          and j.data->>'other' in (select b.id::text from chain b where b.own = c.own)) last
      join intervention_event j on j.intervention_id = c.id and j.seq = last.seq
      join photo p on p.intervention_id = c.id and p.arrived_at between j.at and d.at
    where c.id <> c.own`.execute(tx);
  return rows.map(({ id }) => id);
}

/**
 * The pictures of an intervention and of all that was merged into it, oldest first, with those that came while it was merged into another. In the
 * room's own scope: a person who sees the intervention sees its pictures, also those of a case of another sector.
 */
export const photosOf = (tx: Tx, interventionId: string, retentionMs: number): Promise<Photo[]> =>
  asRoom(tx, async () => {
    const also = await photosWhileMerged(tx, interventionId);
    const { rows } = await sql<Row>`
      select ${columns(retentionMs)} where p.intervention_id = any (amaliyat_one_event(${interventionId})) or p.photo_id = any (${also}::uuid[])
      order by p.taken_at, p.photo_id`.execute(tx);
    return rows.map(shown);
  });

export async function photoById(tx: Tx, photoId: string, retentionMs: number): Promise<FoundPhoto | null> {
  const { rows } = await sql<Row>`select ${columns(retentionMs)} where p.photo_id = ${photoId}`.execute(tx);
  const [row] = rows;
  return row === undefined ? null : { photo: shown(row), shownSha256: row.shown_sha256?.toString("hex") ?? null };
}

/** Interventions that may show a picture: its own, those that were split off that, and all into which one of these is merged. */
export async function mayShow(tx: Tx, photoId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive own (id) as (select intervention_id from photo where photo_id = ${photoId}),
    up (id) as (
      (select id from own
        union select (d.data->>'other')::uuid from own join intervention_event d on d.intervention_id = own.id
        where d.kind = 'parted' and d.data ? 'other')
      union
      select i.merged_into from up join intervention i on i.intervention_id = up.id where i.merged_into is not null)
    select id from up`.execute(tx);
  return rows.map(({ id }) => id);
}

/** A picture, if one of the interventions that show it is in the caller's scope; else null. */
export async function photoSeen(tx: Tx, photoId: string, retentionMs: number): Promise<FoundPhoto | null> {
  const found = await asRoom(tx, () => photoById(tx, photoId, retentionMs));
  for (const id of found === null ? [] : await asRoom(tx, () => mayShow(tx, photoId))) {
    if ((await lookAtIntervention(tx, id)) === null) continue;
    if ((await photosOf(tx, id, retentionMs)).some((each) => each.photoId === photoId)) return found;
  }
  return null;
}

/** Those of the ids that are pictures of crews, erased or not. */
export async function knownPhotos(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select photo_id as id from photo where photo_id = any (${[...ids]}::uuid[])`.execute(tx);
  return rows.map(({ id }) => id);
}

/** There is a copy now of a picture that had none. */
export async function setShown(tx: Tx, photoId: string, sha256: string): Promise<void> {
  await sql`
    update photo set shown_sha256 = ${Buffer.from(sha256, "hex")} where photo_id = ${photoId} and erased_at is null`.execute(tx);
}

/** Updates the hold of a picture: past its time until a date, or ended. False where it was erased meanwhile. */
export async function updateHold(tx: Tx, photoId: string, hold: { until: Date | null; reason: string; by: string }): Promise<boolean> {
  const reason = hold.until === null ? null : hold.reason;
  const { rows } = await sql`
    update photo set held_until = ${hold.until}, hold_reason = ${reason}, held_by = ${hold.by}
    where photo_id = ${photoId} and erased_at is null returning photo_id`.execute(tx);
  return rows.length > 0;
}

const isDue = (at: Date, retentionMs: number) => sql`
  p.erased_at is null and (p.held_until is null or p.held_until < ${at}) and ${keptUntil(retentionMs)} < ${at}`;

/** Pictures past their time that nothing holds. None came later than its whole time ago: of the others no intervention is looked up. */
export async function photosToErase(tx: Tx, at: Date, retentionMs: number, limit: number): Promise<string[]> {
  const { rows } = await sql<{ photoId: string }>`
    select p.photo_id as "photoId" from ${from}
    where p.arrived_at < ${new Date(at.getTime() - retentionMs)} and ${isDue(at, retentionMs)} order by p.arrived_at limit ${limit}`.execute(
    tx,
  );
  return rows.map(({ photoId }) => photoId);
}

export type Due = { readonly interventionId: string; readonly sectorId: string | null; readonly sha256: Buffer };

/** Locks a picture to be erased: whoever would hold it waits. Null where it is held, or its intervention goes on, by now. */
export async function lockDue(tx: Tx, photoId: string, at: Date, retentionMs: number): Promise<Due | null> {
  // An act that keeps the picture may have been committed while we waited for the lock.
  await sql`select from photo where photo_id = ${photoId} for update`.execute(tx);
  const { rows } = await sql<Due>`
    select p.intervention_id as "interventionId", i.sector_id as "sectorId", p.sha256
    from ${from} join intervention i using (intervention_id) where p.photo_id = ${photoId} and ${isDue(at, retentionMs)}`.execute(tx);
  return rows[0] ?? null;
}

/** Nothing of it is on the disk any more. */
export async function markErased(tx: Tx, photoId: string, at: Date): Promise<void> {
  await sql`update photo set erased_at = ${at}, shown_sha256 = null where photo_id = ${photoId}`.execute(tx);
}
