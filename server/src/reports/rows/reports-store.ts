import type { AnnouncedFile, NewReport } from "@amaliyat/contract/reports";
import type { Language, Point } from "@amaliyat/domain/kernel";
import { coarsePlace, reportKind, type Report, type ReportKind } from "@amaliyat/domain/reports";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import type { KeptAsker } from "./askers.ts";
import { openOutside, openSaid, openWords, sealOutside, sealPlace, sealSaid, sealWords, type Outside, type Said } from "./sealed-words.ts";

/** Reserves the next numbers of a year and returns the first of them; their commit is not waited for. */
export async function reserveReportNumbers(tx: Tx, year: number, count: number): Promise<number> {
  await sql`set local synchronous_commit = off`.execute(tx);
  const { rows } = await sql<{ last: number }>`
    insert into report_number (year, last) values (${year}, ${count})
    on conflict (year) do update set last = report_number.last + excluded.last returning last`.execute(tx);
  return (rows[0]?.last ?? count) - count + 1;
}

export type ReportToInsert = Pick<NewReport, "kind" | "sort" | "danger" | "language" | "words" | "contact" | "placeText"> & {
  readonly reportId: string;
  readonly reference: string;
  readonly channel: "APP" | "WEB";
  readonly nature: string;
  readonly at: Date;
  readonly place: { readonly lat: number; readonly lon: number; readonly source: string; readonly accuracyM: number | null } | null;
  readonly sectorId: string | null;
  readonly happenedAt: Date | null;
  readonly writtenAt: Date;
  readonly codeHash: Buffer | null;
  readonly deviceHash: Buffer | null;
  readonly bodyHash: Buffer;
  readonly newDevice: boolean;
  readonly partnerId: string | null;
  readonly outsideKey: string | null;
  readonly outside: Outside | null;
  readonly keptUntil: Date;
  /** Before its signals were weighed. */
  readonly urgency: number;
  readonly from: KeptAsker | null;
  readonly sketch: Buffer | null;
  readonly provenAt: Date | null;
  /** Time until which the place of a caller for help follows; null for an ordinary report. */
  readonly followsUntil: Date | null;
};

/** Inserts a new report. False where one lies under its code, or its partner's key, already. */
export async function insertReport(tx: Tx, r: ReportToInsert): Promise<boolean> {
  const coarse = r.place === null ? null : coarsePlace(r.place);
  const { rows } = await sql`
    /* kept */ insert into report (report_id, reference, state, channel, nature, kind, sort, danger, language, words_sealed, contact_sealed, place_sealed,
      lat, lon, place_source, accuracy_m, place_text_sealed, sector_id, received_at, happened_at, written_at, code_hash, body_hash, device_hash,
      new_device, partner_id, outside_key, kept_until, sealed_at, urgency, network, address, sketch, proven_at,
      outside_sealed, follows_until)
    values (${r.reportId}, ${r.reference}, 'waiting', ${r.channel}, ${r.nature}, ${r.kind}, ${r.sort}, ${r.danger}, ${r.language},
      ${sealWords(tx, r.reportId, "words", r.words)}, ${sealWords(tx, r.reportId, "contact", r.contact)}, ${sealPlace(tx, r.reportId, r.place)},
      ${coarse?.lat ?? null}, ${coarse?.lon ?? null}, ${r.place?.source ?? null}, ${r.place?.accuracyM ?? null},
      ${sealWords(tx, r.reportId, "place_text", r.placeText)}, ${r.sectorId}, ${r.at}, ${r.happenedAt}, ${r.writtenAt}, ${r.codeHash},
      ${r.bodyHash}, ${r.deviceHash}, ${r.newDevice}, ${r.partnerId}, ${r.outsideKey}, ${r.keptUntil}, ${r.at}, ${r.urgency},
      ${r.from?.network ?? null}, ${r.from?.address ?? null}, ${r.sketch}, ${r.provenAt}, ${sealOutside(tx, r.reportId, r.outside)},
      ${r.followsUntil})
    on conflict do nothing returning report_id`.execute(tx);
  return rows.length > 0;
}

/** Announces files of a report behind those that it has; one that is announced already stays as it is. Returns how many are new. */
export async function announceFiles(tx: Tx, reportId: string, files: readonly AnnouncedFile[], held: boolean): Promise<number> {
  if (files.length === 0) return 0;
  const { rows } = await sql`
    /* kept */ insert into report_file (file_id, report_id, nth, kind, bytes, sha256, held)
    select (f ->> 'fileId')::uuid, ${reportId}::uuid, n::int + (select coalesce(max(nth), 0) from report_file where report_id = ${reportId}), f ->> 'kind',
      (f ->> 'bytes')::bigint, decode(f ->> 'sha256', 'hex'), ${held}::boolean
    from jsonb_array_elements(${JSON.stringify(files)}::jsonb) with ordinality as given (f, n)
    on conflict (file_id) do nothing returning file_id`.execute(tx);
  return rows.length;
}

export type KeptReport = Report & {
  readonly reportId: string;
  readonly reference: string;
  readonly deviceHash: Buffer | null;
  readonly sectorId: string | null;
  readonly newDevice: boolean;
  readonly codeHash: Buffer | null;
};

const kept = sql`report_id as "reportId", reference, state, danger, taken_by as "takenBy", intervention_id as "interventionId",
  end_reason as "end", asked, body_hash as "bodyHash", device_hash as "deviceHash", sector_id as "sectorId", new_device as "newDevice",
  code_hash as "codeHash"`;

/** Locks a report for a change; null where there is none. In the room's own scope. */
export async function lockReport(tx: Tx, reportId: string): Promise<KeptReport | null> {
  const { rows } = await sql<KeptReport>`select ${kept} from report where report_id = ${reportId} and state is not null for update`.execute(
    tx,
  );
  return rows[0] ?? null;
}

export type SentUnder = { readonly codeHash: Buffer; readonly bodyHash: Buffer; readonly deviceHash: Buffer };

/**
 * Compares the report under a follow-up code with the one that is sent under it: none, the same from the same phone, or another. A call for help
 * of a phone whose walk the room made an alarm of already is the same.
 */
export type LiesUnder = "nothing" | "same" | "other";

export async function whatLiesUnder(tx: Tx, sent: readonly SentUnder[]): Promise<LiesUnder[]> {
  const { rows } = await sql<{ lies: LiesUnder }>`
    /* kept */ select case when r.report_id is null then 'nothing'
        when r.body_hash = asked.body and coalesce(r.device_hash = asked.device, true) then 'same'
        when r.state in ('waiting', 'taken', 'joined') and exists (select from report_walk w where w.report_id = r.report_id
          and w.device_hash = asked.device) then 'same' else 'other' end as lies
    from unnest(${sent.map((each) => each.codeHash)}::bytea[], ${sent.map((each) => each.bodyHash)}::bytea[],
      ${sent.map((each) => each.deviceHash)}::bytea[]) with ordinality as asked (hash, body, device, n)
    left join report r on r.code_hash = asked.hash and r.state is not null order by n`.execute(tx);
  return rows.map(({ lies }) => lies);
}

/** The same by its reference, of those that a partner sent. */
export async function lockByPartner(
  tx: Tx,
  partnerId: string,
  reference: string,
): Promise<(KeptReport & { readonly language: Language }) | null> {
  const { rows } = await sql<KeptReport & { readonly language: Language }>`
    select ${kept}, language from report
    where partner_id = ${partnerId} and reference = ${reference} and outside_key is not null and state is not null and forgotten_at is null
    for update`.execute(tx);
  return rows[0] ?? null;
}

/** Further facts of another system on a report that still stands; null if it gave none or the report is over. */
export async function outsideOf(tx: Tx, reportId: string): Promise<Outside | null> {
  const { rows } = await sql<{ sealed: Buffer | null }>`
    select outside_sealed as sealed from report where report_id = ${reportId} and state <> 'withdrawn' and forgotten_at is null`.execute(
    tx,
  );
  return openOutside(tx, reportId, rows[0]?.sealed ?? null);
}

/** The same by its follow-up code; one that was forgotten has none any more. */
export async function lockByCode(tx: Tx, hash: Buffer): Promise<KeptReport | null> {
  const { rows } = await sql<KeptReport>`select ${kept} from report where code_hash = ${hash} and state is not null for update`.execute(tx);
  return rows[0] ?? null;
}

/** Writes down how a report stands after a command. */
export async function updateState(tx: Tx, reportId: string, next: Report, at: Date): Promise<void> {
  const isOver = next.state === "closed" || next.state === "withdrawn";
  // It is known where it came from for as long as it waits.
  const waits = next.state === "waiting" || next.state === "taken";
  await sql`
    update report set state = ${next.state}, taken_by = ${next.takenBy}, asked = ${next.asked}, intervention_id = ${next.interventionId},
      end_reason = ${next.end},
      taken_at = case when ${next.takenBy}::uuid is null then null when taken_by is distinct from ${next.takenBy}::uuid then ${at} else taken_at end,
      joined_at = case when ${next.interventionId}::uuid is null then null else coalesce(joined_at, ${at}) end,
      ended_at = case when ${isOver} then coalesce(ended_at, ${at}) end,
      network = case when ${waits} then network end, address = case when ${waits} then address end, sketch = case when ${waits} then sketch end
    where report_id = ${reportId}`.execute(tx);
}

/** Data that a person of the room added to a report. */
export type SaidOf = {
  readonly nature: string;
  readonly endWords: string | null;
  readonly place: Point;
  readonly placeText: string | null;
  readonly sectorId: string | null;
  readonly answered: boolean;
};

/** Writes what a person said of a report; words and the exact place are sealed. */
export async function updateSaidOf(tx: Tx, reportId: string, said: Partial<SaidOf>): Promise<void> {
  const { nature, endWords, place, placeText, sectorId, answered } = said;
  const coarse = place === undefined ? undefined : coarsePlace(place);
  const columns = {
    nature,
    sector_id: sectorId,
    answered,
    end_words_sealed: endWords === undefined ? undefined : sealWords(tx, reportId, "end_words", endWords),
    place_text_sealed: placeText === undefined ? undefined : sealWords(tx, reportId, "place_text", placeText),
    place_sealed: place === undefined ? undefined : sealPlace(tx, reportId, place),
    lat: coarse?.lat,
    lon: coarse?.lon,
    place_source: place === undefined ? undefined : "room",
  };
  const set = Object.entries(columns).flatMap(([column, value]) => (value === undefined ? [] : [sql`${sql.ref(column)} = ${value}`]));
  if (set.length > 0) await sql`update report set ${sql.join(set)} where report_id = ${reportId}`.execute(tx);
}

/** The room read it; the first time counts. */
export async function markRead(tx: Tx, reportId: string, at: Date): Promise<void> {
  await sql`update report set read_at = coalesce(read_at, ${at}), answered = false where report_id = ${reportId}`.execute(tx);
}

/** A person answered in a way that the author sees; the first time counts. */
export async function markAnswered(tx: Tx, reportId: string, at: Date): Promise<void> {
  await sql`update report set first_answer_at = coalesce(first_answer_at, ${at}) where report_id = ${reportId}`.execute(tx);
}

export type MessageToInsert = Said & {
  readonly messageId: string;
  readonly at: Date;
  readonly by: string | null;
};

/** Adds a message. False where one of this id is there. */
export async function addMessage(tx: Tx, reportId: string, { messageId, at, by, words, choices }: MessageToInsert): Promise<boolean> {
  const { rows } = await sql`
    insert into report_message (message_id, report_id, seq, at, by, said_sealed)
    select ${messageId}, ${reportId}, coalesce(max(seq), 0) + 1, ${at}, ${by}, ${sealSaid(tx, messageId, { words, choices })}
    from report_message where report_id = ${reportId}
    on conflict (message_id) do nothing returning message_id`.execute(tx);
  return rows.length > 0;
}

/** True where a report has this very message: it was sent once more, whatever bound the report has come to since. */
export async function hasMessage(tx: Tx, reportId: string, messageId: string): Promise<boolean> {
  return (await sql`select from report_message where message_id = ${messageId} and report_id = ${reportId}`.execute(tx)).rows.length > 0;
}

/** Number of messages from the author. */
export async function messagesOfAuthor(tx: Tx, reportId: string): Promise<number> {
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from report_message where report_id = ${reportId} and by is null`.execute(tx);
  return rows[0]?.n ?? 0;
}

type EventToInsert = {
  readonly at: number;
  readonly by: string | null;
  readonly kind: string;
  readonly data: Readonly<Record<string, unknown>>;
};

/** Adds what happened to reports, behind what happened to each before. */
export async function addReportEvents(tx: Tx, events: readonly (EventToInsert & { readonly reportId: string })[]): Promise<void> {
  const rows = events.map((event) => ({ ...event, at: new Date(event.at).toISOString() }));
  await sql`
    /* kept */ insert into report_event (report_id, seq, at, by, kind, data)
    select e.id, row_number() over (partition by e.id order by n)
        + coalesce((select max(seq) from report_event before where before.report_id = e.id), 0), e.at, e.by, e.kind, e.data
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) with ordinality as given (g, n),
      lateral (select (g ->> 'reportId')::uuid as id, (g ->> 'at')::timestamptz as at, (g ->> 'by')::uuid as by, g ->> 'kind' as kind,
        g -> 'data' as data) e`.execute(tx);
}

export const addReportEvent = (tx: Tx, reportId: string, event: EventToInsert): Promise<void> =>
  addReportEvents(tx, [{ reportId, ...event }]);

export async function upsertReading(tx: Tx, reportId: string, who: { sessionId: string; userId: string }, at: Date): Promise<void> {
  await sql`
    insert into report_reading (report_id, session_id, user_id, at) values (${reportId}, ${who.sessionId}, ${who.userId}, ${at})
    on conflict (report_id, session_id) do update set at = excluded.at`.execute(tx);
}

/** True if this session opened the report. */
export async function wasOpened(tx: Tx, reportId: string, sessionId: string): Promise<boolean> {
  return (await sql`select from report_reading where report_id = ${reportId} and session_id = ${sessionId}`.execute(tx)).rows.length > 0;
}

/** Words of the author about the place; null where nothing was said. */
export async function placeWordsOf(tx: Tx, reportId: string): Promise<string | null> {
  const { rows } = await sql<{
    sealed: Buffer | null;
  }>`select place_text_sealed as sealed from report where report_id = ${reportId}`.execute(tx);
  return openWords(tx, reportId, "place_text", rows[0]?.sealed ?? null);
}

/** Words of an author in danger, for the crews: the text of the report with all messages, or its kind if nothing was written. */
export async function dangerWordsOf(tx: Tx, reportId: string): Promise<string> {
  const { rows } = await sql<{
    sealed: Buffer | null;
    kind: ReportKind;
  }>`select words_sealed as sealed, kind from report where report_id = ${reportId}`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new Error("a report in danger is gone");
  const first = openWords(tx, reportId, "words", row.sealed) ?? reportKind(row.kind).labels.ar;
  const later = await sql<{ id: string; said: Buffer }>`
    select message_id as id, said_sealed as said from report_message
    where report_id = ${reportId} and by is null and said_sealed is not null order by seq`.execute(tx);
  return [first, ...later.rows.map(({ id, said }) => openSaid(tx, id, said).words)].join("\n");
}

/** Interventions that a report has joined so far, those among them that it left again. */
export async function joinedSoFar(tx: Tx, reportId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct data ->> 'interventionId' as id from report_event
    where report_id = ${reportId} and kind = 'report.joined' and data ->> 'interventionId' is not null`.execute(tx);
  return rows.map(({ id }) => id);
}
