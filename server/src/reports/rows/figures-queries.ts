import type { ReportFigures } from "@amaliyat/contract/reports";
import { spanOf, type Period } from "@amaliyat/domain/calendar";
import { REPORT_ENDS, REPORT_KINDS, REPORT_SORTS } from "@amaliyat/domain/reports";
import { LANGUAGES } from "@amaliyat/domain/kernel";
import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

type Count = { key: string; count: number; interventions: number };

const ofPeriod = (period: Period): RawBuilder<unknown> => {
  const span = spanOf(period);
  return sql`from report r where r.state is not null and r.received_at >= ${new Date(span.from)} and r.received_at < ${new Date(span.to)}`;
};

/** Waits of authors for the first answer of a person of the room, in seconds; `answered` is the number of reports counted. */
export type FirstAnswers = { readonly answered: number; readonly medianS: number | null; readonly p90S: number | null };

/** First answers to reports of a period, those of some natures left out. */
export async function firstAnswers(tx: Tx, period: Period, leftOut: readonly string[] = []): Promise<FirstAnswers> {
  const { rows } = await sql<FirstAnswers>`
    select count(r.first_answer_at)::int as answered,
      percentile_cont(0.5) within group (order by extract(epoch from r.first_answer_at - r.received_at)) as "medianS",
      percentile_cont(0.9) within group (order by extract(epoch from r.first_answer_at - r.received_at)) as "p90S"
    ${ofPeriod(period)} and (r.nature is null or r.nature <> all (${[...leftOut]}::text[]))`.execute(tx);
  return rows[0] ?? { answered: 0, medianS: null, p90S: null };
}

/** Figures of what citizens sent within a period, of the whole room; history that was imported knows none of it and stands in the bulletin alone. */
export async function reportFigures(tx: Tx, period: Period): Promise<ReportFigures> {
  const within = ofPeriod(period);
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
  const { rows } = await sql<{ received: number; danger: number; became: number }>`
    select count(*)::int as received, count(*) filter (where r.danger)::int as danger, count(r.intervention_id)::int as became ${within}`.execute(
    tx,
  );
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
    firstAnswer: await firstAnswers(tx, period),
    becameInterventions: all?.became ?? 0,
  };
}
