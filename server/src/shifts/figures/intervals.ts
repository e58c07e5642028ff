import type { IntervalFigures, shifts } from "@amaliyat/contract/shifts";
import type { IntervalGroup } from "@amaliyat/domain/shifts";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { settle, subjectById } from "../../audit/index.ts";
import { scopeOf } from "../../identity/index.ts";
import { transaction, type Db, type Tx } from "../../platform/database/index.ts";
import type { BytesReply, Call, Reply } from "../../platform/http/index.ts";
import { intervalsAsCsv } from "./intervals-csv.ts";
import { countedIn, intervalRows } from "../rows/intervals-queries.ts";

const LONGEST_MS = 366 * 86_400_000;

/** The span of a question about a period; null where it is none, or longer than a year. */
export function periodOf(query: { readonly from: string; readonly to: string }): { from: Date; to: Date } | null {
  const [from, to] = [new Date(query.from), new Date(query.to)];
  const length = to.getTime() - from.getTime();
  return length > 0 && length <= LONGEST_MS ? { from, to } : null;
}

async function figures(tx: Tx, by: IntervalGroup, { from, to }: { from: Date; to: Date }): Promise<IntervalFigures> {
  const rows = await intervalRows(tx, by, from, to);
  return { by, from: from.toISOString(), to: to.toISOString(), interventions: await countedIn(tx, from, to), rows };
}

const SNAPSHOT = { isolation: "repeatable read", readOnly: true } as const;

export async function intervals(db: Db, { who, query }: Call<typeof shifts.intervals>): Promise<Reply<typeof shifts.intervals>> {
  const period = periodOf(query);
  if (period === null) return refuse({ code: "intervals.wrong_period" });
  return ok(await transaction(db, scopeOf(who), (tx) => figures(tx, query.by, period), SNAPSHOT));
}

/** The same as CSV. The entry has a transaction of its own: a snapshot that appends fails beside every other append. */
export async function intervalsCsv(db: Db, { who, at, query }: Call<typeof shifts.intervalsCsv>): Promise<BytesReply> {
  const period = periodOf(query);
  if (period === null) return refuse({ code: "intervals.wrong_period" });
  const made = await transaction(db, scopeOf(who), (tx) => figures(tx, query.by, period), SNAPSHOT);
  const about = subjectById("intervals", `${made.from}/${made.to}`);
  await transaction(db, scopeOf(who), (tx) => settle(tx, { who, at }, { type: "intervals.exported", about, detail: { by: query.by } }));
  const fileName = `intervals-${made.from.slice(0, 10)}-${made.to.slice(0, 10)}-${query.by}-${query.language}.csv`;
  return ok({
    type: "text/csv; charset=utf-8",
    body: intervalsAsCsv(made, query.language),
    headers: { "content-disposition": `attachment; filename="${fileName}"` },
  });
}
