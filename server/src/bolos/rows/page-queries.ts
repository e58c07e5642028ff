import type { BoloPage } from "@amaliyat/contract/bolos";
import { needsPapers, type NamesNobody, type NoticeChannel } from "@amaliyat/domain/bolos";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import { alertsOf } from "./alerts-store.ts";
import { boloColumns, boloTables, rowShown, type ReadBolo } from "./bolos-queries.ts";
import { noticesOf } from "./notices-queries.ts";
import { picturesOf } from "./pictures-store.ts";
import { sightingsOf } from "./sightings-store.ts";

type EventRow = { seq: number; at: Date; by: string; kind: string; channel: NoticeChannel | null; text: string | null };

async function eventsOf(tx: Tx, boloId: string): Promise<BoloPage["events"]> {
  const { rows } = await sql<EventRow>`
    select e.seq, e.at, coalesce(u.name, '') as by, e.kind, n.channel, e.text
    from bolo_event e left join person u on u.user_id = e.by left join bolo_notice n on n.notice_id = e.notice_id
    where e.bolo_id = ${boloId} order by e.seq desc`.execute(tx);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

async function isOwnText(tx: Tx, boloId: string): Promise<boolean> {
  const { rows } = await sql<{ own: boolean }>`
    select exists (select from bolo_event where bolo_id = ${boloId} and kind in ('bolo.written', 'bolo.changed')
      and by::text = amaliyat_user()) as own`.execute(tx);
  return rows[0]?.own === true;
}

async function answerOf(tx: Tx, answer: NamesNobody | null): Promise<BoloPage["namesNobody"]> {
  if (answer === null) return null;
  const { rows } = await sql<{ name: string }>`select name from person where user_id::text = ${answer.by}`.execute(tx);
  return { words: answer.words, by: rows[0]?.name ?? "", at: new Date(answer.at).toISOString() };
}

/** All of one BOLO; null when the caller's scope has none of this id. */
export async function boloPage(tx: Tx, at: number, boloId: string): Promise<BoloPage | null> {
  const { rows } = await sql<ReadBolo>`select ${boloColumns} from ${boloTables} where b.bolo_id = ${boloId}`.execute(tx);
  const row = rows[0];
  if (row === undefined) return null;
  const { cancelled_at: cancelledAt, cancel_end: end, cancel_words: words } = row;
  return {
    ...rowShown(tx, row, at),
    cancelled:
      cancelledAt === null || end === null || words === null
        ? null
        : { at: cancelledAt.toISOString(), by: row.cancelled_name ?? "", end, words },
    pictures: await picturesOf(tx, boloId),
    documents: await picturesOf(tx, boloId, true),
    needsPapers: needsPapers({ ...row, caseReference: row.case_reference, namesNobody: row.names_nobody }),
    namesNobody: await answerOf(tx, row.names_nobody),
    isOwnText: await isOwnText(tx, boloId),
    notices: await noticesOf(tx, boloId),
    sightings: await sightingsOf(tx, boloId),
    events: await eventsOf(tx, boloId),
    alerts: await alertsOf(tx, boloId),
  };
}

/** The page after a command; it was locked a moment ago, so that it is gone is a bug. */
export async function pageAfter(tx: Tx, at: number, boloId: string): Promise<BoloPage> {
  const page = await boloPage(tx, at, boloId);
  if (page === null) throw new Error("a BOLO left its own author's sight");
  return page;
}
