import type { Followed } from "@amaliyat/contract/reports";
import {
  FILES_MOST,
  stepsOf,
  type ReportCourse,
  type ReportEnd,
  type ReportKind,
  type ReportSort,
  type ReportState,
} from "@amaliyat/domain/reports";
import { sql } from "kysely";
import type { Tx } from "../platform/database/index.ts";

type Row = {
  reportId: string;
  reference: string;
  kind: ReportKind;
  sort: ReportSort;
  danger: boolean;
  state: ReportState;
  receivedAt: Date;
  readAt: Date | null;
  onTheWayAt: Date | null;
  onSceneAt: Date | null;
  endedAt: Date | null;
  interventionEndedAt: Date | null;
  end: ReportEnd | null;
  endWords: string | null;
  asked: boolean;
  keptUntil: Date;
};

const ms = (at: Date | null): number | null => at?.getTime() ?? null;

/** The course of a report: its own, and of the intervention that it is part of, merged ones followed to where they lead. */
const courseOf = (row: Row): ReportCourse => ({
  state: row.state,
  receivedAt: row.receivedAt.getTime(),
  readAt: ms(row.readAt),
  onTheWayAt: ms(row.onTheWayAt),
  onSceneAt: ms(row.onSceneAt),
  endedAt: ms(row.endedAt) ?? ms(row.interventionEndedAt),
  end: row.end,
});

async function messagesTold(tx: Tx, reportId: string): Promise<Followed["messages"]> {
  const { rows } = await sql<{
    messageId: string;
    byRoom: boolean;
    at: Date;
    words: string;
    choices: Followed["messages"][number]["choices"];
  }>`
    select message_id as "messageId", by is not null as "byRoom", at, words, choices from report_message where report_id = ${reportId} order by seq`.execute(
    tx,
  );
  return rows.map(({ byRoom, at, ...rest }) => ({ ...rest, from: byRoom ? "room" : "citizen", at: at.toISOString() }));
}

async function filesTold(tx: Tx, reportId: string): Promise<Followed["files"]> {
  const { rows } = await sql<Omit<Followed["files"][number], "bytes" | "received"> & { bytes: string }>`
    select file_id as "fileId", kind, bytes::text, state, code from report_file where report_id = ${reportId} order by nth`.execute(tx);
  return rows.map(({ bytes, ...rest }) => {
    const isWhole = rest.state !== "announced" && rest.state !== "arriving";
    return { ...rest, bytes: Number(bytes), received: isWhole ? Number(bytes) : 0 };
  });
}

/** A report as its author sees it, by what is kept of its code; null for any other. In the room's own scope. */
export async function followedByCode(tx: Tx, hash: Buffer): Promise<Followed | null> {
  const { rows } = await sql<Row>`
    with recursive leads as (
      select r.report_id, i.intervention_id, i.merged_into, coalesce(i.closed_at, i.cancelled_at) as over_at from report r join intervention i using (intervention_id)
        where r.code_hash = ${hash}
      union
      select l.report_id, i.intervention_id, i.merged_into, coalesce(i.closed_at, i.cancelled_at) as over_at from leads l join intervention i on i.intervention_id = l.merged_into)
    select r.report_id as "reportId", r.reference, r.kind, r.sort, r.danger, r.state, r.received_at as "receivedAt", r.read_at as "readAt",
      (select min(a.en_route_at) from assignment a join leads l using (intervention_id)) as "onTheWayAt",
      (select min(a.on_scene_at) from assignment a join leads l using (intervention_id)) as "onSceneAt",
      r.ended_at as "endedAt", (select max(l.over_at) from leads l) as "interventionEndedAt",
      r.end_reason as "end", r.end_words as "endWords", r.asked, r.kept_until as "keptUntil"
    from report r where r.code_hash = ${hash} and r.state is not null and r.forgotten_at is null`.execute(tx);
  const [row] = rows;
  if (row === undefined) return null;
  const files = await filesTold(tx, row.reportId);
  const course = courseOf(row);
  const isWithdrawn = row.state === "withdrawn";
  return {
    reference: row.reference,
    kind: row.kind,
    sort: row.sort,
    danger: row.danger,
    state: row.state,
    steps: stepsOf(course).map(({ step, at }) => ({ step, at: at === null ? null : new Date(at).toISOString() })),
    end: row.end,
    endWords: row.endWords,
    messages: isWithdrawn ? [] : await messagesTold(tx, row.reportId),
    asked: row.asked,
    files: isWithdrawn ? [] : files,
    mayAdd: !isWithdrawn && files.length < FILES_MOST,
    mayWithdraw: row.state === "waiting" || row.state === "taken",
    keptUntil: row.keptUntil.toISOString(),
  };
}
