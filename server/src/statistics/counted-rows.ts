import { z } from "zod";
import { logSize, namedSince, tellAlarm } from "../audit/index.ts";
import { SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import type { Journal } from "../platform/journal/index.ts";
import { countedMonths, countedRows, type Counted } from "./counted-rows-queries.ts";

const SEEN = "figures.seen";
const monthKey = (month: string): string => `figures.${month}`;

const seenShape = z.object({ size: z.number().int(), months: z.array(z.string()) });
/** By intervention: a digest of what the figures count of it. */
const rowsShape = z.record(z.string(), z.string());

/** Interventions whose counted columns changed, that came, or that are gone, with the import that brought them. */
function changedRows(before: Readonly<Record<string, string>>, now: readonly Counted[]): { id: string; importId: string | null }[] {
  const changed = now.filter(({ id, digest }) => before[id] !== digest).map(({ id, importId }) => ({ id, importId }));
  const there = new Set(now.map(({ id }) => id));
  const gone = Object.keys(before).filter((id) => !there.has(id));
  return [...changed, ...gone.map((id) => ({ id, importId: null }))];
}

export type CountedRows = { readonly db: Db; readonly journal: Journal };

/**
 * Compares what the figures count of every intervention with what this node saw last, kept in its journal: a row that changed, came or went
 * without an entry of the log since then that names it, or the import that brought it, was changed behind the room, and raises the alarm.
 * Returns those rows. The first run takes what it finds.
 */
export async function compareCountedRows({ db, journal }: CountedRows): Promise<string[]> {
  const text = await journal.get(SEEN);
  const seen = text === null ? null : seenShape.parse(JSON.parse(text));
  const found = await transaction(
    db,
    SYSTEM,
    async (tx) => {
      const size = await logSize(tx);
      const now = new Map<string, Counted[]>();
      const unexplained: string[] = [];
      for (const month of new Set([...(seen?.months ?? []), ...(await countedMonths(tx))])) {
        const rows = await countedRows(tx, month);
        const before = rowsShape.parse(JSON.parse((await journal.get(monthKey(month))) ?? "{}"));
        const changed = changedRows(before, rows);
        if (changed.length === 0) continue;
        now.set(month, rows);
        if (seen === null) continue;
        const names = changed.flatMap(({ id, importId }) => (importId === null ? [id] : [id, importId]));
        const named = await namedSince(tx, seen.size, names);
        unexplained.push(...changed.filter(({ id, importId }) => !named.has(id) && !named.has(importId ?? "")).map(({ id }) => id));
      }
      return { size, now, unexplained };
    },
    { isolation: "repeatable read", readOnly: true, statementTimeoutMs: 120_000 },
  );
  const { size, now, unexplained } = found;
  const [first] = unexplained;
  // The old digests stay the measure: a row that is put right is no alarm any more.
  tellAlarm(
    db,
    "figures",
    first === undefined ? null : `${unexplained.length} interventions were changed behind the room, the first is ${first}`,
  );
  if (first !== undefined) return unexplained;
  for (const [month, rows] of now)
    await journal.put(monthKey(month), JSON.stringify(Object.fromEntries(rows.map(({ id, digest }) => [id, digest]))));
  await journal.put(SEEN, JSON.stringify({ size, months: [...new Set([...(seen?.months ?? []), ...now.keys()])] }));
  return [];
}

const EVERY_MS = 24 * 3_600_000;

/** The same once a day, for whoever asks every minute; the first time at the first. */
export function countedRowsKeeper(deps: CountedRows): (at: number) => Promise<unknown> {
  let next = -Infinity;
  return async (at) => {
    if (at < next) return;
    next = at + EVERY_MS;
    await compareCountedRows(deps);
  };
}
