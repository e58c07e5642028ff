import type { ReportFigures } from "@amaliyat/contract/reports";
import { spanOf, type Period } from "@amaliyat/domain/calendar";
import { REPORT_ENDS, REPORT_KINDS, REPORT_SORTS } from "@amaliyat/domain/reports";
import { LANGUAGES } from "@amaliyat/domain/kernel";
import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../platform/database/index.ts";

type Count = { key: string; count: number; interventions: number };

/** Figures of what citizens sent within a period, of the whole room; history that was imported knows none of it and stands in the bulletin alone. */
export async function reportFigures(tx: Tx, period: Period): Promise<ReportFigures> {
  const span = spanOf(period);
  const within = sql`from report r where r.state is not null and r.received_at >= ${new Date(span.from)} and r.received_at < ${new Date(span.to)}`;
  const counted = async (column: RawBuilder<unknown>): Promise<Map<string, Count>> => {
    const { rows } = await sql<Count>`
      select ${column} as key, count(*)::int as count, count(r.intervention_id)::int as interventions ${within} and ${column} is not null group by 1`.execute(
      tx,
    );
    return new Map(rows.map((row) => [row.key, row]));
  };
  const kinds = await counted(sql`r.kind`);
  const sorts = await counted(sql`r.sort`);
  const languages = await counted(sql`r.language`);
  const ends = await counted(sql`r.end_reason`);
  const { rows } = await sql<{
    received: number;
    danger: number;
    became: number;
    answered: number;
    median: number | null;
    p90: number | null;
  }>`
    select count(*)::int as received, count(*) filter (where r.danger)::int as danger, count(r.intervention_id)::int as became,
      count(r.first_answer_at)::int as answered,
      percentile_cont(0.5) within group (order by extract(epoch from r.first_answer_at - r.received_at)) as median,
      percentile_cont(0.9) within group (order by extract(epoch from r.first_answer_at - r.received_at)) as p90 ${within}`.execute(tx);
  const [all] = rows;
  return {
    ...period,
    received: all?.received ?? 0,
    danger: all?.danger ?? 0,
    byKind: REPORT_KINDS.map(({ kind }) => ({
      kind,
      count: kinds.get(kind)?.count ?? 0,
      interventions: kinds.get(kind)?.interventions ?? 0,
    })),
    bySort: REPORT_SORTS.map((sort) => ({ sort, count: sorts.get(sort)?.count ?? 0 })),
    byLanguage: LANGUAGES.map((language) => ({ language, count: languages.get(language)?.count ?? 0 })),
    byEnd: REPORT_ENDS.map(({ end }) => ({ end, count: ends.get(end)?.count ?? 0 })),
    firstAnswer: { answered: all?.answered ?? 0, medianS: all?.median ?? null, p90S: all?.p90 ?? null },
    becameInterventions: all?.became ?? 0,
  };
}
