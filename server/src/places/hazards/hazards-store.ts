import type { Hazard } from "@amaliyat/domain/places";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

/** Locks a hazard for a command; false when the caller's scope has none of this id. */
export async function lockHazard(tx: Tx, hazardId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from hazard where hazard_id = ${hazardId} for update`.execute(tx);
  return rows.length > 0;
}

type Kept = {
  readonly sectorId: string | null;
  readonly at: number;
  /** Person who answers for it; undefined keeps the one before. */
  readonly confirmedBy: string | null | undefined;
  /** Why it was declined or ended. */
  readonly reason: string | null;
  /** Time at which the present content was written; for an act that writes it, the time of the act. */
  readonly writtenAt: number;
};

/** Inserts a hazard, or updates it. */
export async function upsertHazard(tx: Tx, hazard: Hazard, { sectorId, at, confirmedBy, reason, writtenAt }: Kept): Promise<void> {
  const { hazardId, version, state, writtenBy, content: c } = hazard;
  const metres = c.area.kind === "radius" ? c.area.metres : null;
  const address = c.area.kind === "address" ? c.area.address : null;
  await sql`
    insert into hazard (hazard_id, version, state, kind, words, certainty, source, source_words, lat, lon, radius_m, address, at_home,
      sector_id, from_at, until_at, review_at, written_by, written_at, first_at, confirmed_by, reason)
    values (${hazardId}, ${version}, ${state}, ${c.kind}, ${c.words}, ${c.certainty}, ${c.source}, ${c.sourceWords}, ${c.point.lat},
      ${c.point.lon}, ${metres}, ${address}, ${c.atHome}, ${sectorId}, ${new Date(c.from)}, ${new Date(c.until)}, ${new Date(c.reviewAt)},
      ${writtenBy}, ${new Date(writtenAt)}, ${new Date(at)}, ${confirmedBy ?? null}, ${reason})
    on conflict (hazard_id) do update set version = excluded.version, state = excluded.state, kind = excluded.kind, words = excluded.words,
      certainty = excluded.certainty, source = excluded.source, source_words = excluded.source_words, lat = excluded.lat, lon = excluded.lon,
      radius_m = excluded.radius_m, address = excluded.address, at_home = excluded.at_home, sector_id = excluded.sector_id,
      from_at = excluded.from_at, until_at = excluded.until_at, review_at = excluded.review_at, written_by = excluded.written_by,
      written_at = excluded.written_at, confirmed_by = case when ${confirmedBy === undefined} then hazard.confirmed_by else excluded.confirmed_by end, reason = excluded.reason`.execute(
    tx,
  );
}

/** Notes that a version was shown to a person for an intervention; true if it was not noted before. In the room's own scope. */
export async function noteShown(
  tx: Tx,
  hazard: { readonly hazardId: string; readonly version: number },
  interventionId: string,
  userId: string,
  at: number,
): Promise<boolean> {
  const { rows } = await sql`
    insert into hazard_shown (hazard_id, version, intervention_id, user_id, at)
    values (${hazard.hazardId}, ${hazard.version}, ${interventionId}, ${userId}, ${new Date(at)})
    on conflict do nothing returning hazard_id`.execute(tx);
  return rows.length > 0;
}
