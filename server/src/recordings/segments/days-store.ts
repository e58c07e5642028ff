import { sql } from "kysely";
import { SYSTEM, transaction, type Db, type Tx } from "../../platform/database/index.ts";

/** Time after the end of a day at which its rows are sorted, ms: what is told late is told by then. */
const SETTLED_MS = 3 * 3_600_000;
const DAY_MS = 86_400_000;
/** Longest time to sort a day, ms: 5.8 million rows of 666 cameras take longer than a statement of a request may. */
const SORT_WITHIN_MS = 600_000;

type Day = { readonly day: string; readonly isSorted: boolean; readonly isEmpty: boolean };

/** The days of which there is a partition, oldest first. `isEmpty` is looked up for days before `emptyBefore` alone. */
async function daysOf(tx: Tx, emptyBefore: string): Promise<readonly Day[]> {
  const { rows } = await sql<Day>`
    select d.day::text as day, d.sorted_at is not null as "isSorted",
      d.day < ${emptyBefore}::date and not exists (
        select from segment s
        where s.started_at >= d.day::timestamp at time zone 'UTC' and s.started_at < (d.day + 1)::timestamp at time zone 'UTC'
      ) as "isEmpty"
    from segment_day d order by d.day`.execute(tx);
  return rows;
}

async function dropDay(tx: Tx, day: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select segment_day_drop(${day}::date) as done`.execute(tx);
  return rows[0]?.done === true;
}

async function sortDay(tx: Tx, day: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select segment_day_sort(${day}::date) as done`.execute(tx);
  return rows[0]?.done === true;
}

const isOver = ({ day }: Day, at: number): boolean => Date.parse(`${day}T00:00:00Z`) + DAY_MS + SETTLED_MS < at;

/** Days whose partition was dropped, and the day that was sorted. */
export type ArrangedDays = { readonly dropped: readonly string[]; readonly sorted: readonly string[] };

/**
 * Drops the partitions of days without a file, and sorts one day that is over. Each waits half a second for others at most. A failure is told to
 * `failed`, and the next call tries again.
 */
export async function arrangeDays(db: Db, at: number, failed: (cause: unknown, day: string) => void): Promise<ArrangedDays> {
  const emptyBefore = new Date(at - DAY_MS).toISOString().slice(0, 10);
  const days = await transaction(db, SYSTEM, (tx) => daysOf(tx, emptyBefore), { readOnly: true });
  const done = async (change: typeof dropDay, { day }: Day): Promise<string[]> => {
    try {
      return (await transaction(db, SYSTEM, (tx) => change(tx, day), { statementTimeoutMs: SORT_WITHIN_MS })) ? [day] : [];
    } catch (cause) {
      failed(cause, day);
      return [];
    }
  };
  const dropped: string[] = [];
  for (const day of days.filter(({ isEmpty }) => isEmpty)) dropped.push(...(await done(dropDay, day)));
  const next = days.find((day) => !day.isSorted && !day.isEmpty && isOver(day, at));
  return { dropped, sorted: next === undefined ? [] : await done(sortDay, next) };
}
