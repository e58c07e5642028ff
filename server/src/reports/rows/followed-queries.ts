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
import type { Text3 } from "@amaliyat/domain/kernel";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import { openSaid, openWords } from "./sealed-words.ts";

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
  endWordsSealed: Buffer | null;
  asked: boolean;
  keptUntil: Date;
  interventionId: string | null;
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

/** Rows by the report that they are of. */
const byReport = <T extends { readonly reportId: string }>(rows: readonly T[]): ReadonlyMap<string, T[]> =>
  Map.groupBy(rows, ({ reportId }) => reportId);

type MessageRow = { reportId: string; messageId: string; byRoom: boolean; at: Date; sealed: Buffer };

async function messagesTold(tx: Tx, reportIds: readonly string[]) {
  const { rows } = await sql<MessageRow>`
    /* kept */ select report_id as "reportId", message_id as "messageId", by is not null as "byRoom", at, said_sealed as sealed from report_message
    where report_id = any(${[...reportIds]}::uuid[]) and said_sealed is not null order by report_id, seq`.execute(tx);
  return byReport(rows);
}

async function filesTold(tx: Tx, reportIds: readonly string[]) {
  const { rows } = await sql<FileRow>`
    /* kept */ select report_id as "reportId", file_id as "fileId", kind, bytes::text, state, code from report_file
    where report_id = any(${[...reportIds]}::uuid[]) order by report_id, nth`.execute(tx);
  return byReport(rows);
}

const shownMessage =
  (tx: Tx) =>
  ({ messageId, byRoom, at, sealed }: MessageRow): Followed["messages"][number] => {
    const { words, choices } = openSaid(tx, messageId, sealed);
    return { messageId, words, choices: [...choices], from: byRoom ? "room" : "citizen", at: at.toISOString() };
  };

type FileRow = Omit<Followed["files"][number], "bytes" | "received"> & { readonly reportId: string; readonly bytes: string };

function shownFile({ fileId, kind, bytes, state, code }: FileRow): Followed["files"][number] {
  const isWhole = state !== "announced" && state !== "arriving";
  return { fileId, kind, bytes: Number(bytes), received: isWhole ? Number(bytes) : 0, state, code };
}

/** Names of the bodies that were reached with something of an intervention, by its id. */
async function bodiesTold(tx: Tx, interventionIds: readonly string[]): Promise<ReadonlyMap<string, Text3[]>> {
  const { rows } = await sql<{ id: string; names: Text3[] }>`
    select f.intervention_id as id, jsonb_agg(distinct p.names) as names from forward_now f join partner_now p using (partner_id)
    where f.reached and f.intervention_id = any (${[...interventionIds]}::uuid[]) group by 1`.execute(tx);
  return new Map(rows.map(({ id, names }) => [id, names]));
}

/** Reports as their authors see them, by what is kept of their codes (in hex); codes that have none are not there. In the room's own scope. */
export async function followedByCodes(tx: Tx, hashes: readonly Buffer[]): Promise<ReadonlyMap<string, Followed>> {
  if (hashes.length === 0) return new Map();
  const { rows } = await sql<Row & { codeHash: string }>`
    /* kept */ with recursive leads as (
      select r.report_id, i.intervention_id, i.merged_into, coalesce(i.closed_at, i.cancelled_at) as over_at
        from report r join intervention_now i using (intervention_id) where r.code_hash = any(${[...hashes]}::bytea[])
      union
      select l.report_id, i.intervention_id, i.merged_into, coalesce(i.closed_at, i.cancelled_at) as over_at from leads l join intervention_now i on i.intervention_id = l.merged_into)
    select r.report_id as "reportId", encode(r.code_hash, 'hex') as "codeHash", r.reference, r.kind, r.sort, r.danger, r.state,
      r.received_at as "receivedAt", r.read_at as "readAt",
      (select min(a.en_route_at) from assignment_steps a join leads l using (intervention_id) where l.report_id = r.report_id) as "onTheWayAt",
      (select min(a.on_scene_at) from assignment_steps a join leads l using (intervention_id) where l.report_id = r.report_id) as "onSceneAt",
      r.ended_at as "endedAt", (select max(l.over_at) from leads l where l.report_id = r.report_id) as "interventionEndedAt",
      r.end_reason as "end", r.end_words_sealed as "endWordsSealed", r.asked, r.kept_until as "keptUntil", r.intervention_id as "interventionId"
    from report r where r.code_hash = any(${[...hashes]}::bytea[]) and r.state is not null and r.forgotten_at is null`.execute(tx);
  const ids = rows.map(({ reportId }) => reportId);
  const [files, messages] = [await filesTold(tx, ids), await messagesTold(tx, ids)];
  const left = rows.flatMap(({ state, interventionId }) => (state === "withdrawn" && interventionId !== null ? [interventionId] : []));
  const bodies = left.length === 0 ? new Map<string, Text3[]>() : await bodiesTold(tx, left);
  return new Map(
    rows.map((row) => [
      row.codeHash,
      followed(
        {
          ...row,
          endWords: openWords(tx, row.reportId, "end_words", row.endWordsSealed),
          bodies: bodies.get(row.interventionId ?? "") ?? [],
        },
        (files.get(row.reportId) ?? []).map(shownFile),
        (messages.get(row.reportId) ?? []).map(shownMessage(tx)),
      ),
    ]),
  );
}

function followed(
  row: Row & { endWords: string | null; bodies: Text3[] },
  files: Followed["files"],
  messages: Followed["messages"],
): Followed {
  const isWithdrawn = row.state === "withdrawn";
  return {
    reference: row.reference,
    kind: row.kind,
    sort: row.sort,
    danger: row.danger,
    state: row.state,
    steps: stepsOf(courseOf(row)).map(({ step, at }) => ({ step, at: at === null ? null : new Date(at).toISOString() })),
    end: isWithdrawn ? null : row.end,
    endWords: row.endWords,
    messages: isWithdrawn ? [] : messages,
    asked: row.asked,
    files: isWithdrawn ? [] : files,
    mayAdd: !isWithdrawn && files.length < FILES_MOST,
    remains: isWithdrawn && row.interventionId !== null ? { intervention: true, bodies: row.bodies } : null,
    mayWithdraw: !isWithdrawn,
    keptUntil: row.keptUntil.toISOString(),
  };
}

/** A report as its author sees it; null for any other code. */
export const followedByCode = async (tx: Tx, hash: Buffer): Promise<Followed | null> =>
  (await followedByCodes(tx, [hash])).get(hash.toString("hex")) ?? null;
