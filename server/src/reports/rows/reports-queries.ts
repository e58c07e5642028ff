import type { ReportCard, ReportFile, ReportRow, reports } from "@amaliyat/contract/reports";
import type { QueryOf } from "@amaliyat/contract/route";
import { searchQuestions, type Asked } from "@amaliyat/domain/archive";
import { nuisanceAt } from "@amaliyat/domain/calls";
import { categoryOf, referenceOfDigits, type SubcategoryCode } from "@amaliyat/domain/interventions";
import { REPORT_KINDS } from "@amaliyat/domain/reports";
import { sql, type RawBuilder } from "kysely";
import { dangerOfPart } from "../../interventions/index.ts";
import type { Tx } from "../../platform/database/index.ts";
import { openOutside, openInList, openPlace, openSaid, openWords } from "./sealed-words.ts";

type Row = Omit<
  ReportRow,
  "receivedAt" | "writtenAt" | "happenedAt" | "place" | "placeText" | "readAt" | "takenBy" | "endedAt" | "nuisance"
> & {
  receivedAt: Date;
  writtenAt: Date;
  happenedAt: Date | null;
  placeSealed: Buffer | null;
  placeTextSealed: Buffer | null;
  readAt: Date | null;
  takerId: string | null;
  takerName: string | null;
  endedAt: Date | null;
  score: number | null;
  scoreAt: Date | null;
};

const columns = sql`r.report_id as "reportId", r.reference, r.channel, r.state, r.kind, r.sort, r.danger, r.language, r.nature,
  r.received_at as "receivedAt", r.written_at as "writtenAt", r.happened_at as "happenedAt", r.place_sealed as "placeSealed", r.place_text_sealed as "placeTextSealed", r.sector_id as "sectorId",
  (select count(*)::int from report_file f where f.report_id = r.report_id) as files, r.read_at as "readAt", r.taken_by as "takerId",
  u.name as "takerName", r.asked, r.answered, r.intervention_id as "interventionId", i.reference as "interventionReference",
  r.ended_at as "endedAt", r.end_reason as "end", d.score, d.score_at as "scoreAt", r.new_device as "newDevice", r.urgency,
  r.rank_reasons as reasons, r.wave_id as "waveId"`;
const tables = sql`report r left join person u on u.user_id = r.taken_by left join intervention_now i on i.intervention_id = r.intervention_id
  left join report_device d on d.device_hash = r.device_hash`;

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

function shown(tx: Tx, row: Row, now: number): ReportRow {
  const { receivedAt, writtenAt, happenedAt, placeSealed, placeTextSealed, readAt, takerId, takerName, endedAt, score, scoreAt, ...rest } =
    row;
  return {
    ...rest,
    receivedAt: receivedAt.toISOString(),
    writtenAt: writtenAt.toISOString(),
    happenedAt: iso(happenedAt),
    place: openPlace(tx, row.reportId, placeSealed),
    placeText: openInList(tx, row.reportId, "place_text", placeTextSealed),
    readAt: iso(readAt),
    takenBy: takerId === null ? null : { userId: takerId, name: takerName ?? "" },
    endedAt: iso(endedAt),
    ...(row.state === "withdrawn" ? { end: null, files: 0 } : {}),
    nuisance: score === null || scoreAt === null ? 0 : Math.round(nuisanceAt({ score, at: scoreAt.getTime() }, now) * 100) / 100,
  };
}

export async function reportsWhere(tx: Tx, now: number, condition: RawBuilder<unknown>, tail: RawBuilder<unknown>): Promise<ReportRow[]> {
  const { rows } = await sql<Row>`select ${columns} from ${tables} where r.state is not null and ${condition} ${tail}`.execute(tx);
  return rows.map((row) => shown(tx, row, now));
}

/** One report; null when the caller's scope has none of this id. */
export async function reportById(tx: Tx, now: number, reportId: string): Promise<ReportRow | null> {
  return (await reportsWhere(tx, now, sql`r.report_id = ${reportId}`, sql``))[0] ?? null;
}

/** Several reports; those that the caller's scope does not have are left out. */
export async function reportsById(tx: Tx, now: number, reportIds: readonly string[]): Promise<ReportRow[]> {
  const { rows } = await sql<Row>`
    /* kept */ select ${columns} from ${tables} where r.state is not null and r.report_id = any(${[...reportIds]}::uuid[])
    order by r.received_at, r.report_id`.execute(tx);
  return rows.map((row) => shown(tx, row, now));
}

/** Times at which reports joined an intervention; reports of no intervention are absent. */
export async function joinedAt(tx: Tx, reportIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string; joined_at: Date }>`
    select report_id as id, joined_at from report where report_id = any(${[...reportIds]}::uuid[]) and joined_at is not null`.execute(tx);
  return new Map(rows.map(({ id, joined_at }) => [id, joined_at.getTime()]));
}

/** A page of reports, newest first. The cursor is the moment and the id of the last row. */
export async function listReports(tx: Tx, now: number, query: QueryOf<typeof reports.list>) {
  const { state, kind, sort, danger, interventionId, from, to, q, size, cursor } = query;
  const [at = "", id = ""] = cursor?.split("_") ?? [];
  const isCursor = Number.isSafeInteger(Number(at)) && /^[0-9a-f-]{36}$/.test(id);
  const conditions = [
    sql`true`,
    ...(state === undefined ? [] : [sql`r.state = ${state}`]),
    ...(kind === undefined ? [] : [sql`r.kind = ${kind}`]),
    ...(sort === undefined ? [] : [sql`r.sort = ${sort}`]),
    ...(danger === undefined ? [] : [sql`r.danger = ${danger}`]),
    ...(interventionId === undefined ? [] : [sql`r.intervention_id = any (amaliyat_one_event(${interventionId}))`]),
    ...(from === undefined ? [] : [sql`r.received_at >= ${from}::timestamptz`]),
    ...(to === undefined ? [] : [sql`r.received_at < ${to}::timestamptz`]),
    ...(q === undefined || q === "" ? [] : [sql`position(amaliyat_fold(${referenceOfDigits(q) ?? q}) in amaliyat_fold(r.reference)) > 0`]),
    ...(isCursor ? [sql`(r.received_at, r.report_id) < (${new Date(Number(at))}, ${id}::uuid)`] : []),
  ];
  const rows = await reportsWhere(
    tx,
    now,
    sql.join(conditions, sql` and `),
    sql`order by r.received_at desc, r.report_id desc limit ${size + 1}`,
  );
  const last = rows.length > size ? rows[size - 1] : undefined;
  return { rows: rows.slice(0, size), next: last === undefined ? null : `${Date.parse(last.receivedAt)}_${last.reportId}` };
}

/** Kinds of reports that may be one of these sub-categories. */
const kindsOf = (subcategories: readonly SubcategoryCode[]): string[] =>
  REPORT_KINDS.filter(({ subcategory }) => subcategories.some((one) => categoryOf(one) === categoryOf(subcategory))).map(
    ({ kind }) => kind,
  );

/** Reports that the caller may see and that answer a search of the archive, newest first. Their place is known to 500 m. */
export async function reportsAsked(tx: Tx, now: number, asked: Asked): Promise<ReportRow[]> {
  const { subcategories, most } = asked;
  const found = searchQuestions(asked, subcategories === null ? null : kindsOf(subcategories)).map(
    (question) => sql`select amaliyat_search('report', ${JSON.stringify(question)}::jsonb, ${most})`,
  );
  return reportsWhere(
    tx,
    now,
    sql`r.report_id = any (array(${sql.join(found, sql` union `)}))`,
    sql`order by r.received_at desc, r.report_id desc`,
  );
}

type FileRow = Omit<ReportFile, "arrivedAt" | "bytes" | "sha256"> & { bytes: string; sha256: Buffer; arrivedAt: Date | null };

const fileColumns = sql`f.file_id as "fileId", f.kind, f.state, f.code, f.bytes::text, f.sha256, f.shown_type as type, f.width, f.height, f.seconds,
  f.arrived_at as "arrivedAt", f.held`;

const shownFile = ({ bytes, sha256, arrivedAt, ...rest }: FileRow): ReportFile => ({
  ...rest,
  bytes: Number(bytes),
  sha256: sha256.toString("hex"),
  arrivedAt: iso(arrivedAt),
});

/** Files of a report, in the order in which they were announced. */
export async function filesOfReport(tx: Tx, reportId: string): Promise<ReportFile[]> {
  const { rows } =
    await sql<FileRow>`select ${fileColumns} from report_file f where f.report_id = ${reportId} and f.gone_at is null order by f.nth`.execute(
      tx,
    );
  return rows.map(shownFile);
}

/** Files of all reports of an intervention that are not held. */
export async function filesOfIntervention(tx: Tx, interventionId: string) {
  const { rows } = await sql<FileRow & { reportId: string; reference: string }>`
    select ${fileColumns}, r.report_id as "reportId", r.reference from report_file f join report r using (report_id)
    where r.intervention_id = any (amaliyat_one_event(${interventionId})) and not f.held and f.gone_at is null and r.forgotten_at is null and r.state <> 'withdrawn' order by r.received_at, f.nth`.execute(
    tx,
  );
  return rows.map(({ reportId, reference, ...row }) => ({ ...shownFile(row), reportId, reference }));
}

/** The number of the contact that an alarm of a walk brought, and in which language it is written to; null where there is none. */
export async function contactOfAlarm(tx: Tx, reportId: string) {
  const { rows } = await sql<{
    sealed: Buffer | null;
    deviceHash: Buffer | null;
    language: ReportRow["language"];
    reference: string;
    at: Date;
  }>`
    select contact_sealed as sealed, device_hash as "deviceHash", language, reference, received_at as at from report
    where report_id = ${reportId} and state is not null and state <> 'withdrawn'`.execute(tx);
  const [row] = rows;
  const number = /\+?\d{3,19}$/.exec(openWords(tx, reportId, "contact", row?.sealed ?? null) ?? "")?.[0];
  if (row === undefined || number === undefined) return null;
  return { number, deviceHash: row.deviceHash, language: row.language, reference: row.reference, at: row.at.getTime() };
}

type CardRow = {
  wordsSealed: Buffer | null;
  contactSealed: Buffer | null;
  endWordsSealed: Buffer | null;
  outsideSealed: Buffer | null;
  placeSource: ReportCard["placeSource"];
  accuracyM: number | null;
  placeAt: Date | null;
  partner: string | null;
  keptUntil: Date;
};

/** True if an intervention was made of a report. */
export async function isMadeOfReport(tx: Tx, reportId: string, interventionId: string): Promise<boolean> {
  const { rows } = await sql`
    select from report_event where report_id = ${reportId} and kind = 'report.joined' and data->>'interventionId' = ${interventionId}
      and data->>'made' = 'true' limit 1`.execute(tx);
  return rows.length > 0;
}

/** Danger of the intervention of a report with and without it. */
const partingOf = async (tx: Tx, reportId: string, of: { readonly interventionId: string; readonly reference: string }) =>
  dangerOfPart(tx, { ...of, source: of.reference, isMade: await isMadeOfReport(tx, reportId, of.interventionId) });

/** Messages of a report, in both directions. */
async function messagesOf(tx: Tx, reportId: string): Promise<ReportCard["messages"]> {
  const { rows } = await sql<{ messageId: string; byRoom: boolean; by: string; at: Date; sealed: Buffer }>`
    select m.message_id as "messageId", m.by is not null as "byRoom", coalesce(u.name, '') as by, m.at, m.said_sealed as sealed
    from report_message m left join person u on u.user_id = m.by where m.report_id = ${reportId} and m.said_sealed is not null order by m.seq`.execute(
    tx,
  );
  return rows.map(({ messageId, byRoom, by, at, sealed }) => {
    const { words, choices } = openSaid(tx, messageId, sealed);
    return { messageId, from: byRoom ? ("room" as const) : ("citizen" as const), by, at: at.toISOString(), words, choices: [...choices] };
  });
}

/**
 * A report with its words, messages and files; null when the caller's scope has none of this id. Of a withdrawn one nothing is there any more
 * but that it came and was withdrawn.
 */
export async function reportCard(tx: Tx, now: number, reportId: string): Promise<ReportCard | null> {
  const row = await reportById(tx, now, reportId);
  if (row === null) return null;
  const found = await sql<CardRow>`
    select r.words_sealed as "wordsSealed", r.contact_sealed as "contactSealed", r.end_words_sealed as "endWordsSealed",
      r.outside_sealed as "outsideSealed", r.place_source as "placeSource", r.accuracy_m as "accuracyM", r.place_at as "placeAt", p.code as partner, r.kept_until as "keptUntil"
    from report r left join partner_now p on p.partner_id = r.partner_id where r.report_id = ${reportId}`.execute(tx);
  const [card] = found.rows;
  if (card === undefined) return null;
  const { wordsSealed, contactSealed, endWordsSealed, outsideSealed, ...rest } = card;
  const isGone = row.state === "withdrawn";
  const outside = openOutside(tx, reportId, outsideSealed);
  const events = await sql<{ at: Date; by: string; kind: string; data: Record<string, unknown> }>`
    select e.at, coalesce(u.name, '') as by, e.kind, e.data from report_event e left join person u on u.user_id = e.by
    where e.report_id = ${reportId} and (not ${isGone}::boolean or e.kind in ('report.received','report.withdrawn')) order by e.seq`.execute(
    tx,
  );
  const { interventionId, reference } = row;
  return {
    ...row,
    ...rest,
    parting: interventionId === null ? null : await partingOf(tx, reportId, { interventionId, reference }),
    words: openWords(tx, reportId, "words", wordsSealed),
    contact: openWords(tx, reportId, "contact", contactSealed),
    endWords: openWords(tx, reportId, "end_words", endWordsSealed),
    outside: outside === null ? null : { ...outside, mediaUrls: [...outside.mediaUrls] },
    placeAt: iso(rest.placeAt),
    keptUntil: rest.keptUntil.toISOString(),
    reportFiles: isGone ? [] : await filesOfReport(tx, reportId),
    messages: isGone ? [] : await messagesOf(tx, reportId),
    events: events.rows.map(({ at, ...event }) => ({ ...event, at: at.toISOString() })),
  };
}
