import type { CallFigures } from "@amaliyat/contract/calls";
import { ABANDONED_ENDINGS, COUNTED_ENDINGS } from "@amaliyat/domain/calls";
import { spanOf, type Period } from "@amaliyat/domain/calendar";
import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

const [ABANDONED, COUNTED] = [[...ABANDONED_ENDINGS], [...COUNTED_ENDINGS]];

type Part = CallFigures["all"];
type Row = Record<
  | "calls"
  | "answered"
  | "soon15"
  | "soon20"
  | "counted"
  | "abandoned"
  | "zeroSecond"
  | "silent"
  | "overflowed"
  | "callBack"
  | "withIntervention",
  number
> & {
  key: string | null;
} & Record<"p50" | "p90" | "p95" | "longest", number | null>;

/** Of a part in which nobody rang. */
export const EMPTY_PART: Part = {
  calls: 0,
  answered: 0,
  within15: null,
  within20: null,
  abandoned: 0,
  zeroSecond: 0,
  silent: 0,
  overflowed: 0,
  callBack: 0,
  withIntervention: 0,
  answerS: { p50: null, p90: null, p95: null, longest: null },
};

/** Algeria is one hour ahead of UTC all year (`domain/calendar`). */
export const LINE = sql`line`;
export const HOUR = sql`extract(hour from arrived_at at time zone 'UTC' + interval '1 hour')::int::text`;

/** Nature of a call; for a call-back request, the nature noted on the answered call back. A nature that nobody chose counts as `OTH`. */
const NATURE = sql`coalesce(nature, case when answered_at is not null then 'OTH' when ending = 'call_back' then
    (select coalesce(b.nature, 'OTH') from call b where b.back_of = call.call_id and b.answered_at is not null order by b.arrived_at limit 1)
  end, 'ABN')`;

const share = (part: number, whole: number): number | null => (whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000);

const shown = ({ key: _key, soon15, soon20, counted, p50, p90, p95, longest, ...row }: Row): Part => ({
  ...row,
  within15: share(soon15, counted),
  within20: share(soon20, counted),
  answerS: { p50, p90, p95, longest },
});

/**
 * Calls in of a span by a key. Targets count those that were answered or given up by the caller after a second; who was gone at once has
 * dialled by mistake. Call-backs and calls out are no calls of a citizen and are not counted.
 */
export async function callParts(tx: Tx, span: { from: Date; to: Date }, key: RawBuilder<unknown>): Promise<Map<string, Part>> {
  const { rows } = await sql<Row>`
    select ${key} as key, count(*)::int as calls, count(answered_at)::int as answered,
      count(*) filter (where answered_after_s <= 15)::int as soon15, count(*) filter (where answered_after_s <= 20)::int as soon20,
      count(*) filter (where answered_at is not null or ending = any(${COUNTED}::text[]))::int as counted,
      count(*) filter (where ending = any(${ABANDONED}::text[]))::int as abandoned, count(*) filter (where ending = 'zero_second')::int as "zeroSecond",
      count(*) filter (where silent)::int as silent, count(overflowed_at)::int as overflowed,
      count(*) filter (where ending = 'call_back')::int as "callBack", count(intervention_id)::int as "withIntervention",
      percentile_cont(0.5) within group (order by answered_after_s) as p50, percentile_cont(0.9) within group (order by answered_after_s) as p90,
      percentile_cont(0.95) within group (order by answered_after_s) as p95, max(answered_after_s) as longest
    from call where import_id is null and direction = 'in' and arrived_at >= ${span.from} and arrived_at < ${span.to}
    group by 1 order by 1`.execute(tx);
  return new Map(rows.map((row) => [row.key ?? "", shown(row)]));
}

/** Answered within so many seconds, by line, of those that count. */
export async function reached(tx: Tx, span: { from: Date; to: Date }, line: string, withinS: number): Promise<number | null> {
  const { rows } = await sql<{ soon: number; counted: number }>`
    select count(*) filter (where answered_after_s <= ${withinS})::int as soon,
      count(*) filter (where answered_at is not null or ending = any(${COUNTED}::text[]))::int as counted
    from call where import_id is null and direction = 'in' and line = ${line} and arrived_at >= ${span.from} and arrived_at < ${span.to}`.execute(
    tx,
  );
  return share(rows[0]?.soon ?? 0, rows[0]?.counted ?? 0);
}

const datesOf = (period: Period) => {
  const { from, to } = spanOf(period);
  return { from: new Date(from), to: new Date(to) };
};

/** Figures of a period. A nature that nobody chose counts as other. */
export async function callFigures(tx: Tx, period: Period): Promise<CallFigures> {
  const span = datesOf(period);
  const all = (await callParts(tx, span, sql`''`)).get("") ?? EMPTY_PART;
  const byLine = await callParts(tx, span, LINE);
  const byNature = await callParts(tx, span, NATURE);
  const byHour = await callParts(tx, span, HOUR);
  return {
    all,
    lines: [...byLine].map(([line, part]) => ({ line, ...part })),
    natures: [...byNature].map(([nature, part]) => ({ nature: nature as CallFigures["natures"][number]["nature"], ...part })),
    hours: [...byHour].map(([hour, part]) => ({ hour: Number(hour), ...part })).toSorted((a, b) => a.hour - b.hour),
  };
}

type Waiting = { line: string; waiting: number; toCallBack: number; since: Date | null };

/** Waiting callers by line: number and longest wait of those on the line, and number of those to be called back. */
export async function waitingNow(tx: Tx): Promise<Map<string, Waiting>> {
  const { rows } = await sql<Waiting>`
    select line, count(*) filter (where on_line)::int as waiting, count(*) filter (where not on_line)::int as "toCallBack",
      min(since) filter (where on_line) as since
    from (select line, since, call_back <> 'asked' and state->>'kind' <> 'leaving' as on_line from call_queue where state->>'kind' <> 'talking') q
    group by line`.execute(tx);
  return new Map(rows.map((row) => [row.line, row]));
}
