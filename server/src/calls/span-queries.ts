import { ABANDONED_ENDINGS } from "@amaliyat/domain/calls";
import { sql } from "kysely";
import type { Tx } from "../platform/database/index.ts";
import { abandonedCalls, askedBackCalls } from "./rows/calls-queries.ts";

/** Calls in of one line. `answered` were taken; a nuisance is what a call-taker called one. */
type LineCount = {
  readonly line: string;
  readonly calls: number;
  readonly answered: number;
  readonly abandoned: number;
  readonly zeroSecond: number;
  readonly overflowed: number;
  readonly nuisance: number;
  readonly withIntervention: number;
};

/** A number whose call was abandoned, or that asked for a call-back, and was not called back; of the number itself nothing is said. */
type Missed = {
  readonly callId: string;
  readonly reference: string;
  readonly line: string;
  readonly at: string;
  readonly waitS: number;
  readonly tries: number;
};

type Span = { readonly from: Date; readonly to: Date; readonly sectors: readonly string[] };

/** Calls in of a span by line. One whose place nobody knows lies in no sector and counts in each. */
async function countByLine(tx: Tx, { from, to, sectors }: Span): Promise<LineCount[]> {
  const { rows } = await sql<LineCount>`
    select line, count(*)::int as calls, count(answered_at)::int as answered,
      count(*) filter (where ending = any(${[...ABANDONED_ENDINGS]}::text[]))::int as abandoned, count(*) filter (where ending = 'zero_second')::int as "zeroSecond",
      count(overflowed_at)::int as overflowed, count(*) filter (where nature = 'NUI')::int as nuisance,
      count(intervention_id)::int as "withIntervention"
    from call where import_id is null and direction = 'in' and arrived_at >= ${from} and arrived_at < ${to}
      and (sector_id is null or sector_id = any(${[...sectors]}::text[]))
    group by line order by line`.execute(tx);
  return rows;
}

/**
 * Calls that a shift hands over: counts by line, and the callers still to be called. These asked for a call-back, or abandoned a call
 * within a day before `to`. A single call that ended at once counts as a misdial.
 */
export async function callsOfSpan(tx: Tx, span: Span): Promise<{ lines: LineCount[]; toCallBack: Missed[] }> {
  const at = span.to.getTime();
  const asked = (await askedBackCalls(tx, at)).map((row) => ({ ...row, waitS: Math.max(0, at - Date.parse(row.since)) / 1000, tries: 1 }));
  const toCallBack = [...asked, ...(await abandonedCalls(tx, at))]
    .filter(({ sectorId }) => sectorId === null || span.sectors.includes(sectorId))
    .filter(({ ending, tries }) => ending !== "zero_second" || tries > 1)
    .map(({ callId, reference, line, arrivedAt, waitS, tries }) => ({ callId, reference, line, at: arrivedAt, waitS, tries }));
  return { lines: await countByLine(tx, span), toCallBack };
}
