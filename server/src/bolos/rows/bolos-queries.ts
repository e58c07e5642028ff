import type { BoloNotice, BoloRow, bolos } from "@amaliyat/contract/bolos";
import type { QueryOf } from "@amaliyat/contract/route";
import type { Asked } from "@amaliyat/domain/archive";
import { plateKey, standingAt } from "@amaliyat/domain/bolos";
import { partReference, referenceOfDigits } from "@amaliyat/domain/interventions";
import { fold } from "@amaliyat/domain/search";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import type { BoloRecord } from "./bolo-record.ts";
import { thumbnailAddress } from "./thumbnails-store.ts";

export type ReadBolo = BoloRecord & {
  written_name: string;
  published_name: string | null;
  cancelled_name: string | null;
  seen_id: string | null;
  seen_reference: string | null;
  thumbnail_of: string | null;
  thumbnail_sealed: Buffer | null;
  thumbnail_type: string | null;
};

/** An intervention that the reader may not see is left out by row-level security. */
export const boloColumns = sql`b.*, coalesce(w.name, '') as written_name, p.name as published_name, c.name as cancelled_name,
  i.intervention_id as seen_id, i.reference as seen_reference, t.thumbnail_of, t.thumbnail_sealed, t.thumbnail_type`;
export const boloTables = sql`bolo b left join person w on w.user_id = b.written_by left join person p on p.user_id = b.published_by
  left join person c on c.user_id = b.cancelled_by left join intervention_now i on i.intervention_id = b.intervention_id
  left join lateral (select picture_id as thumbnail_of, thumbnail_sealed, thumbnail_type from bolo_picture
    where bolo_id = b.bolo_id and thumbnail_sealed is not null
    order by added_at, picture_id limit 1) t on true`;

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** A row as a list shows it at a moment. */
export function rowShown(tx: Tx, row: ReadBolo, at: number): BoloRow {
  const { facts } = row;
  return {
    boloId: row.bolo_id,
    reference: row.reference,
    version: row.version,
    standing: standingAt({ state: row.state, expiresAt: row.expires_at?.getTime() ?? null }, at),
    kind: row.kind,
    priority: row.priority,
    text: row.text,
    facts: { ...facts, seenAt: facts.seenAt === null ? null : new Date(facts.seenAt).toISOString() },
    sectors: row.sectors,
    authority: row.authority,
    caseReference: row.case_reference,
    hours: row.hours,
    intervention:
      row.seen_id === null || row.seen_reference === null ? null : { interventionId: row.seen_id, reference: row.seen_reference },
    written: { at: row.written_at.toISOString(), by: row.written_name },
    published: row.published_at === null ? null : { at: row.published_at.toISOString(), by: row.published_name ?? "" },
    expiresAt: iso(row.expires_at),
    thumbnail: thumbnailAddress(tx, row.thumbnail_of, row.thumbnail_sealed, row.thumbnail_type),
  };
}

/** No list is longer; older ones are found by a search. */
const MOST_ROWS = 300;
/** Fewer letters and digits of a plate find everything. */
const LEAST_PLATE = 3;

/** BOLOs that the caller's scope has, newest first; of an intervention those issued from it and those seen there. Whether one is in force at `at` is what the domain's clock rule says of `expires_at`. */
export async function listBolos(tx: Tx, at: number, asked: QueryOf<typeof bolos.list>): Promise<BoloRow[]> {
  const { standing, kind, interventionId, q = "" } = asked;
  const now = new Date(at);
  const plate = plateKey(q);
  const said = partReference(fold(q));
  const { rows } = await sql<ReadBolo>`
    select ${boloColumns} from ${boloTables}
    where (${kind ?? null}::text is null or b.kind = ${kind ?? null})
      and (${interventionId ?? null}::uuid is null or b.intervention_id = ${interventionId ?? null}
        or exists (select from bolo_sighting s where s.bolo_id = b.bolo_id and s.intervention_id = ${interventionId ?? null}))
      and case ${standing ?? ""} when '' then true
        when 'in_force' then b.state = 'in_force' and b.expires_at > ${now}
        when 'expired' then b.state = 'in_force' and b.expires_at <= ${now}
        else b.state = ${standing ?? ""} end
      and (${q === ""} or position(amaliyat_fold(${said}) in b.words || ' ' || amaliyat_fold(b.reference)) > 0
        or position(amaliyat_fold(${referenceOfDigits(q)}) in amaliyat_fold(b.reference)) > 0
        or (${plate.length >= LEAST_PLATE} and position(${plate} in b.plate_key) > 0))
    order by b.written_at desc, b.bolo_id limit ${MOST_ROWS}`.execute(tx);
  return rows.map((row) => rowShown(tx, row, at));
}

/** BOLOs that the caller's scope has and that answer a search of the archive, newest first. A BOLO has no kind of event and no place of its own. */
export async function bolosAsked(tx: Tx, at: number, { span, subcategories, words, reference, before, most }: Asked): Promise<BoloRow[]> {
  if (subcategories !== null) return [];
  const plate = plateKey(words.join(""));
  const said = sql.join(
    [
      sql`true`,
      ...words.map((word) => sql`position(nullif(amaliyat_fold(${word}), '') in b.words || ' ' || amaliyat_fold(b.reference)) > 0`),
    ],
    sql` and `,
  );
  const { rows } = await sql<ReadBolo>`
    select ${boloColumns} from ${boloTables}
    where ((${said}) or position(${reference}::text in amaliyat_fold(b.reference)) > 0
        or (${plate.length >= LEAST_PLATE} and position(${plate} in b.plate_key) > 0))
      and (${span === null} or (b.written_at >= ${new Date(span?.from ?? 0)} and b.written_at < ${new Date(span?.to ?? 0)}))
      and (${before === null} or (b.written_at, b.bolo_id) < (${new Date(before?.at ?? 0)}, ${before?.id ?? null}::uuid))
    order by b.written_at desc, b.bolo_id desc limit ${most}`.execute(tx);
  return rows.map((row) => rowShown(tx, row, at));
}

type NoticeRow = ReadBolo & { told_at: Date | null; acknowledged_at: Date | null };

/** BOLOs in force for a person at a moment, the most urgent first, with the times of telling and acknowledgement. */
export async function inForceFor(tx: Tx, userId: string, at: number): Promise<(Omit<BoloNotice, "toldAt"> & { toldAt: string | null })[]> {
  const { rows } = await sql<NoticeRow>`
    select ${boloColumns}, d.told_at, d.acknowledged_at
    from ${boloTables} left join bolo_notice d on d.bolo_id = b.bolo_id and d.channel = 'screen' and d.user_id = ${userId}
    where b.state = 'in_force' and b.expires_at > ${new Date(at)}
    order by b.priority, b.published_at desc, b.bolo_id limit ${MOST_ROWS}`.execute(tx);
  return rows.map((row) => ({ ...rowShown(tx, row, at), toldAt: iso(row.told_at), acknowledgedAt: iso(row.acknowledged_at) }));
}
