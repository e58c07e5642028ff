import { z } from "zod";
import { logSize, namedSince, tellAlarm } from "../audit/index.ts";
import { SYSTEM, transaction, type Db, type Tx } from "../platform/database/index.ts";
import type { Journal } from "../platform/journal/index.ts";
import { COUNTED_KINDS, countedMonths, countedRows, type Counted, type CountedKind } from "./counted-rows-queries.ts";

const SEEN = "figures.seen";
const monthKey = (kind: CountedKind, month: string): string => `figures.${kind}.${month}`;

/** Of each kind that was compared before, its months; and how long the log was. */
const seenShape = z.object({ size: z.number().int(), months: z.partialRecord(z.enum(COUNTED_KINDS), z.array(z.string())) });
type Seen = z.output<typeof seenShape>;
/** By id: a digest of what the figures count of it. */
const rowsShape = z.record(z.string(), z.string());

type Changed = Pick<Counted, "id" | "by">;
type Month = { readonly kind: CountedKind; readonly month: string; readonly rows: readonly Counted[] };

/** Rows whose counted columns changed, that came, or that are gone. */
function changedRows(before: Readonly<Record<string, string>>, now: readonly Counted[]): Changed[] {
  const changed = now.filter(({ id, digest }) => before[id] !== digest);
  const there = new Set(now.map(({ id }) => id));
  const gone = Object.keys(before).filter((id) => !there.has(id));
  return [...changed, ...gone.map((id) => ({ id, by: [] }))];
}

/** Rows of a month that changed since they were seen, and those of them that no entry of the log since then names. */
async function compareMonth(tx: Tx, journal: Journal, seen: Seen | null, { kind, month, rows }: Month) {
  const before = rowsShape.parse(JSON.parse((await journal.get(monthKey(kind, month))) ?? "{}"));
  const changed = changedRows(before, rows);
  if (changed.length === 0 || seen?.months[kind] === undefined) return { isChanged: changed.length > 0, unexplained: [] };
  const named = await namedSince(
    tx,
    seen.size,
    changed.flatMap(({ id, by }) => [id, ...by]),
  );
  const unexplained = changed.filter(({ id, by }) => ![id, ...by].some((name) => named.has(name)));
  return { isChanged: true, unexplained: unexplained.map(({ id }) => ({ kind, id })) };
}

export type CountedRows = { readonly db: Db; readonly journal: Journal };

/**
 * Compares the figures' values of every intervention, call and report with the last comparison, which this node keeps in its journal. A row
 * that changed, came or went needs a log entry since then that names it, its import or its wave. Without one it was changed behind the
 * room, and raises the alarm. Returns the ids of those rows. The first run of a kind takes the present state.
 */
export async function compareCountedRows({ db, journal }: CountedRows): Promise<string[]> {
  const text = await journal.get(SEEN);
  const seen = text === null ? null : seenShape.parse(JSON.parse(text));
  const found = await transaction(
    db,
    SYSTEM,
    async (tx) => {
      const size = await logSize(tx);
      const now: Month[] = [];
      const unexplained: { kind: CountedKind; id: string }[] = [];
      for (const kind of COUNTED_KINDS)
        for (const month of new Set([...(seen?.months[kind] ?? []), ...(await countedMonths(tx, kind))])) {
          const counted = { kind, month, rows: await countedRows(tx, kind, month) };
          const compared = await compareMonth(tx, journal, seen, counted);
          if (compared.isChanged) now.push(counted);
          unexplained.push(...compared.unexplained);
        }
      return { size, now, unexplained };
    },
    { isolation: "repeatable read", readOnly: true, statementTimeoutMs: 120_000 },
  );
  const { size, now, unexplained } = found;
  const [first] = unexplained;
  // The old digests stay the measure: a row that is put right is no alarm any more.
  const alarm = first && `${unexplained.length} counted rows were changed behind the room, the first is ${first.kind} ${first.id}`;
  tellAlarm(db, "figures", alarm ?? null);
  if (first !== undefined) return unexplained.map(({ id }) => id);
  for (const { kind, month, rows } of now)
    await journal.put(monthKey(kind, month), JSON.stringify(Object.fromEntries(rows.map(({ id, digest }) => [id, digest]))));
  const months = COUNTED_KINDS.map((kind) => {
    const changed = now.filter((each) => each.kind === kind).map(({ month }) => month);
    return [kind, [...new Set([...(seen?.months[kind] ?? []), ...changed])]] as const;
  });
  await journal.put(SEEN, JSON.stringify({ size, months: Object.fromEntries(months) }));
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
