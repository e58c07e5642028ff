import type { Language, Point } from "@amaliyat/domain/kernel";
import type { ReportCourse, ReportEnd, ReportKind, ReportState } from "@amaliyat/domain/reports";
import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import { openOutside, openPlace, openSaid, openWords, type Outside } from "../rows/sealed-words.ts";
import type { Page } from "./window.ts";

/**
 * Request that a partner sent under one of these keys since a moment; null if there is none. In the room's own scope, as all queries here.
 */
export async function partnersReport(
  tx: Tx,
  partnerId: string,
  keys: readonly string[],
  since: Date,
): Promise<{ reportId: string; reference: string } | null> {
  const { rows } = await sql<{ reportId: string; reference: string }>`
    select report_id as "reportId", reference from report
    where partner_id = ${partnerId} and outside_key = any (${keys}::text[]) and received_at >= ${since} and reference is not null
    order by received_at desc limit 1`.execute(tx);
  return rows[0] ?? null;
}

type Row = {
  reference: string;
  kind: ReportKind;
  state: ReportState;
  language: Language;
  reportId: string;
  wordsSealed: Buffer | null;
  placeSealed: Buffer | null;
  placeTextSealed: Buffer | null;
  receivedAt: Date;
  readAt: Date | null;
  onTheWayAt: Date | null;
  onSceneAt: Date | null;
  endedAt: Date | null;
  end: ReportEnd | null;
  endWordsSealed: Buffer | null;
  outsideSealed: Buffer | null;
  changedAt: Date | null;
};

/** Request that a partner sent, with its course. */
export type SentRequest = Pick<Row, "reference" | "kind" | "language"> & {
  readonly words: string | null;
  readonly place: Point | null;
  readonly placeText: string | null;
  readonly endWords: string | null;
  readonly outside: Outside | null;
  readonly course: ReportCourse;
  readonly changedAt: number;
};

/**
 * The partner's live reports under a condition, as `sent`: with the course of the intervention that each is part of, merged ones followed to
 * where they lead. `outside_key` is never null there and lets the index of a partner's reports be used.
 */
const sentBy = (partnerId: string, condition: RawBuilder<unknown>, tail: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  recursive mine as (
    select r.* from report r where r.partner_id = ${partnerId} and r.outside_key is not null and r.state is not null and r.forgotten_at is null
      and ${condition} ${tail}),
  leads as (
    select m.report_id, i.intervention_id, i.merged_into, coalesce(i.closed_at, i.cancelled_at) as over_at
      from mine m join intervention_now i using (intervention_id)
    union
    select l.report_id, i.intervention_id, i.merged_into, coalesce(i.closed_at, i.cancelled_at)
      from leads l join intervention_now i on i.intervention_id = l.merged_into),
  sent as (
    select m.report_id, m.reference, m.kind, m.state, m.language, m.words_sealed, m.place_sealed, m.place_text_sealed, m.received_at, m.read_at,
      m.end_reason, m.end_words_sealed, m.outside_sealed,
      (select min(a.en_route_at) from assignment_steps a join leads l using (intervention_id) where l.report_id = m.report_id) as on_the_way_at,
      (select min(a.on_scene_at) from assignment_steps a join leads l using (intervention_id) where l.report_id = m.report_id) as on_scene_at,
      coalesce(m.ended_at, (select max(l.over_at) from leads l where l.report_id = m.report_id and l.merged_into is null)) as ended_at
    from mine m)`;

const sentColumns = sql`s.report_id as "reportId", s.reference, s.kind, s.state, s.language, s.words_sealed as "wordsSealed",
  s.place_sealed as "placeSealed", s.place_text_sealed as "placeTextSealed", s.received_at as "receivedAt",
  s.read_at as "readAt", s.on_the_way_at as "onTheWayAt", s.on_scene_at as "onSceneAt", s.ended_at as "endedAt", s.end_reason as "end", s.end_words_sealed as "endWordsSealed", s.outside_sealed as "outsideSealed"`;

const ms = (at: Date | null): number | null => at?.getTime() ?? null;

function sentOf(tx: Tx, row: Row): SentRequest {
  const { reportId, reference, kind, language, state, receivedAt, readAt, onTheWayAt, onSceneAt, endedAt, end, changedAt } = row;
  const course: ReportCourse = {
    state,
    receivedAt: receivedAt.getTime(),
    readAt: ms(readAt),
    onTheWayAt: ms(onTheWayAt),
    onSceneAt: ms(onSceneAt),
    endedAt: ms(endedAt),
    end,
  };
  return {
    reference,
    kind,
    language,
    words: openWords(tx, reportId, "words", row.wordsSealed),
    place: openPlace(tx, reportId, row.placeSealed),
    placeText: openWords(tx, reportId, "place_text", row.placeTextSealed),
    endWords: openWords(tx, reportId, "end_words", row.endWordsSealed),
    outside: openOutside(tx, reportId, row.outsideSealed),
    course,
    changedAt: changedAt?.getTime() ?? course.receivedAt,
  };
}

export type Wanted = {
  readonly references: readonly string[] | null;
  readonly kinds: readonly string[] | null;
  readonly from: Date | null;
  readonly to: Date | null;
  readonly isOpen: boolean | null;
  readonly page: Page;
};

/** Requests that a partner sent, newest first. */
export async function sentRequests(
  tx: Tx,
  partnerId: string,
  { references, kinds, from, to, isOpen, page }: Wanted,
): Promise<SentRequest[]> {
  const condition = sql`(${references}::text[] is null or r.reference = any (${references}::text[]))
    and (${kinds}::text[] is null or r.kind = any (${kinds}::text[]))
    and (${from}::timestamptz is null or r.received_at >= ${from}) and (${to}::timestamptz is null or r.received_at < ${to})`;
  // That a request is over may follow from its intervention: only then is it known which page it stands on.
  const cut = sql`limit ${page.limit} offset ${page.offset}`;
  const { rows } = await sql<Row>`
    with ${sentBy(partnerId, condition, isOpen === null ? sql`order by r.received_at desc, r.report_id ${cut}` : sql``)}
    select ${sentColumns}, greatest(s.received_at, s.read_at, s.on_the_way_at, s.on_scene_at, s.ended_at,
      (select max(m.at) from report_message m where m.report_id = s.report_id),
      (select max(e.at) from report_event e where e.report_id = s.report_id and e.kind in ('report.closed','report.reopened'))) as "changedAt"
    from sent s where ${isOpen}::boolean is null or (s.ended_at is null) = ${isOpen}
    order by s.received_at desc, s.report_id ${isOpen === null ? sql`` : cut}`.execute(tx);
  return rows.map((row) => sentOf(tx, row));
}

/** One change of a request. `end` stands where the room closed it, `words` where it wrote to the author. */
export type SentChange = {
  readonly id: string;
  readonly at: number;
  readonly what: "read" | "on_the_way" | "on_scene" | "over" | "closed" | "reopened" | "told";
  readonly end: ReportEnd | null;
  readonly words: string | null;
  readonly of: SentRequest;
};

/** Changes of a partner's requests within a span, oldest first. */
export async function sentChanges(
  tx: Tx,
  partnerId: string,
  { from, to }: { readonly from: Date; readonly to: Date },
  { limit, offset }: Page,
): Promise<SentChange[]> {
  const { rows } = await sql<
    Row & Omit<SentChange, "at" | "of" | "end" | "words"> & { at: Date; closedAs: ReportEnd | null; said: Buffer | null }
  >`
    with ${sentBy(partnerId, sql`true`, sql``)},
    change as (
      select report_id, 'read' as id, 'read' as what, read_at as at, null as closed_as, null::bytea as said from sent
      union all select report_id, 'on_the_way', 'on_the_way', on_the_way_at, null, null from sent
      union all select report_id, 'on_scene', 'on_scene', on_scene_at, null, null from sent
      union all select report_id, 'over', 'over', ended_at, null, null from sent where end_reason is null
      union all select e.report_id, e.seq::text, split_part(e.kind, '.', 2), e.at, e.data ->> 'end', null
        from report_event e join sent using (report_id) where e.kind in ('report.closed','report.reopened')
      union all select m.report_id, m.message_id::text, 'told', m.at, null, m.said_sealed
        from report_message m join sent using (report_id) where m.by is not null)
    select ${sentColumns}, c.id, c.what, c.at, c.closed_as as "closedAs", c.said, null::timestamptz as "changedAt"
    from change c join sent s using (report_id) where c.at >= ${from} and c.at < ${to} order by c.at, s.reference, c.id limit ${limit} offset ${offset}`.execute(
    tx,
  );
  return rows.map(({ id, at, what, closedAs, said, ...row }) => ({
    id,
    at: at.getTime(),
    what,
    end: closedAs,
    words: said === null ? null : openSaid(tx, id, said).words,
    of: sentOf(tx, row),
  }));
}
