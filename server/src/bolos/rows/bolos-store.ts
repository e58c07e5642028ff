import { plateKey, type BoloPapers } from "@amaliyat/domain/bolos";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import { boloOfRow, type BoloRecord, type KeptBolo } from "./bolo-record.ts";

const columns = sql`bolo_id, reference, version, state, kind, priority, text, facts, sectors, reaches, authority, case_reference, intervention_id, hours,
  written_at, written_by, published_at, published_by, expires_at, cancelled_at, cancelled_by, cancel_end, cancel_words, names_nobody, answered_by`;

/** Reserves the next number of a year. */
export async function nextBoloNumber(tx: Tx, year: number): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    insert into bolo_number (year, last) values (${year}, 1)
    on conflict (year) do update set last = bolo_number.last + 1 returning last`.execute(tx);
  return rows[0]?.last ?? 1;
}

/** Locks a BOLO for a command; null when the caller's scope has none of this id. */
export async function lockBolo(tx: Tx, boloId: string): Promise<KeptBolo | null> {
  const { rows } = await sql<BoloRecord>`select ${columns} from bolo where bolo_id = ${boloId} for update`.execute(tx);
  return rows[0] === undefined ? null : boloOfRow(rows[0]);
}

/** The same to look at: who is told of one may not change it, and locks nothing. */
export async function lookAtBolo(tx: Tx, boloId: string): Promise<KeptBolo | null> {
  const { rows } = await sql<BoloRecord>`select ${columns} from bolo where bolo_id = ${boloId}`.execute(tx);
  return rows[0] === undefined ? null : boloOfRow(rows[0]);
}

/**
 * Claims BOLOs of whose expiry nobody was told, and marks it told. Those told by a clock that was put back since are in force again: they are
 * claimed too, and their mark is taken off. Another server leaves them alone meanwhile.
 */
export async function claimExpired(tx: Tx, at: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with due as (
      select bolo_id from bolo where state = 'in_force' and expires_at <= ${at} and expiry_told is distinct from expires_at
      order by expires_at limit ${limit} for update skip locked
    ), early as (
      select bolo_id from bolo where state = 'in_force' and expires_at > ${at} and expiry_told = expires_at
      order by expires_at limit ${limit} for update skip locked
    )
    update bolo set expiry_told = case when expires_at <= ${at} then expires_at end
    where bolo_id in (select bolo_id from due union all select bolo_id from early)
    returning bolo_id as id`.execute(tx);
  return rows.map(({ id }) => id);
}

const dateOf = (at: number | null | undefined): Date | null => (at === null || at === undefined ? null : new Date(at));

/** Text that a search looks through. */
function wordsOf({ bolo, reference }: KeptBolo): string {
  const { plate, make, colour, description, clothes, seenPlace } = bolo.facts;
  return [reference, bolo.text, bolo.authority, bolo.caseReference, plate, make, colour, description, clothes, seenPlace]
    .filter((one) => one !== null)
    .join(" ");
}

/** Inserts a new draft. */
export async function insertBolo(tx: Tx, kept: KeptBolo): Promise<void> {
  const { bolo, reference, written } = kept;
  await sql`
    insert into bolo (bolo_id, reference, version, state, kind, priority, text, facts, words, sectors, reaches, hours, written_at, written_by)
    values (${bolo.boloId}, ${reference}, ${bolo.version}, 'draft', ${bolo.kind}, ${kept.priority}, ${bolo.text}, '{}', '',
      ${[...bolo.sectors]}::text[], ${[...kept.reaches]}::text[], ${bolo.hours}, ${new Date(written.at)}, ${written.by})`.execute(tx);
  await updateBolo(tx, kept);
}

/** Updates the state after a command. */
export async function updateBolo(tx: Tx, kept: KeptBolo): Promise<void> {
  const { bolo } = kept;
  const published = bolo.state === "draft" ? null : bolo.published;
  const cancelled = bolo.state === "cancelled" ? bolo : null;
  const { plate } = bolo.facts;
  await sql`
    update bolo set version = ${bolo.version}, state = ${bolo.state}, kind = ${bolo.kind}, priority = ${kept.priority}, text = ${bolo.text},
      facts = ${JSON.stringify(bolo.facts)}::jsonb, plate_key = ${plate === null ? null : plateKey(plate)},
      words = amaliyat_fold(${wordsOf(kept)}), sectors = ${[...bolo.sectors]}::text[], reaches = ${[...kept.reaches]}::text[],
      authority = ${bolo.authority}, case_reference = ${bolo.caseReference}, intervention_id = ${kept.interventionId}, hours = ${bolo.hours},
      published_at = ${dateOf(published?.at)}, published_by = ${published?.by ?? null},
      expires_at = ${bolo.state === "draft" ? null : dateOf(bolo.expiresAt)},
      cancelled_at = ${dateOf(cancelled?.cancelled.at)}, cancelled_by = ${cancelled?.cancelled.by ?? null},
      cancel_end = ${cancelled?.end ?? null}, cancel_words = ${cancelled?.words ?? null},
      names_nobody = ${bolo.namesNobody ? JSON.stringify(bolo.namesNobody) : null}::jsonb,
      answered_by = ${[...(bolo.answeredBy ?? [])]}::text[]
    where bolo_id = ${bolo.boloId}`.execute(tx);
}

/** Appends one line of what was done; `kind` is the log's own type, `noticeId` the notice that was noted. The BOLO is locked. */
export async function addEvent(
  tx: Tx,
  boloId: string,
  event: {
    readonly at: number;
    readonly by: string;
    readonly kind: string;
    readonly text?: string | null;
    readonly noticeId?: string | undefined;
  },
): Promise<void> {
  await sql`
    insert into bolo_event (bolo_id, seq, at, by, kind, text, notice_id)
    select ${boloId}, count(*) + 1, ${new Date(event.at)}, ${event.by}, ${event.kind}, ${event.text ?? null}, ${event.noticeId ?? null}
    from bolo_event where bolo_id = ${boloId}`.execute(tx);
}

/** Basis of a BOLO: its writers, its documents, and the last publication or renewal. */
export async function papersOf(tx: Tx, boloId: string): Promise<BoloPapers> {
  const events = await sql<{ kind: string; by: string; at: Date }>`
    select kind, by, at from bolo_event where bolo_id = ${boloId} order by seq`.execute(tx);
  const papers = await sql<{ at: Date; by: string }>`
    select added_at as at, added_by as by from bolo_picture where bolo_id = ${boloId} and is_document order by added_at`.execute(tx);
  const decided = events.rows.findLast(({ kind }) => kind === "bolo.published" || kind === "bolo.renewed");
  return {
    writers: events.rows.filter(({ kind }) => kind === "bolo.written" || kind === "bolo.changed").map(({ by }) => by),
    documents: papers.rows.map(({ at, by }) => ({ at: at.getTime(), by })),
    decidedAt: decided?.at.getTime() ?? null,
  };
}
