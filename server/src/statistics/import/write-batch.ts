import { closesLater, decideCorrection, type CorrectedEvent } from "@amaliyat/domain/interventions";
import type { ImportCode, ImportKind } from "@amaliyat/domain/statistics";
import { historyHere, insertCorrections } from "../../interventions/index.ts";
import type { Tx } from "../../platform/database/index.ts";
import type { KnownRow } from "../../platform/history.ts";
import { factsOf, HISTORIES, type Again } from "./history.ts";
import type { GoodRow, RefusedRow } from "./judged.ts";

/** Outcome of the good rows of a file: `taken` are new. */
export type Counts = { readonly taken: number; readonly corrected: number; readonly closed: number; readonly unchanged: number };

export type Importing = { readonly importId: string; readonly kind: ImportKind; readonly at: number; readonly by: string };

type Taken = Counts & { readonly refused: readonly RefusedRow[] };

const refusalOf = ({ line, raw }: GoodRow, code: ImportCode): RefusedRow => ({ problems: [{ line, column: null, code, params: {} }], raw });

const isNumbered = ({ key, beginning }: GoodRow): boolean => key !== beginning;

/**
 * Sorts rows by the rows that the room has. With a number of its source a row is new, unchanged, or a correction of one that is here. If
 * that one came once without a number, it gets the number now. Without a number, a row that is here is refused, whatever became of it.
 */
async function sortRows(tx: Tx, kind: ImportKind, batch: readonly GoodRow[]) {
  const known = await HISTORIES[kind].knownRows(tx, [...new Set(batch.flatMap(({ key, beginning }) => [key, beginning]))]);
  const bare = batch.filter((row) => !isNumbered(row));
  const numbered = await HISTORIES[kind].knownBeginnings(
    tx,
    bare.map(({ beginning }) => beginning),
  );
  const sorted = { fresh: [] as GoodRow[], same: [] as GoodRow[], again: [] as Again[], here: [] as GoodRow[] };
  const named = new Set<KnownRow>();
  for (const given of batch) {
    const own = known.get(given.key);
    const alike = own ?? (isNumbered(given) ? known.get(given.beginning) : undefined);
    if (!isNumbered(given)) (own === undefined && !numbered.has(given.beginning) ? sorted.fresh : sorted.here).push(given);
    else if (alike === undefined || named.has(alike)) sorted.fresh.push(given);
    else if (alike === own && own.content === given.content) sorted.same.push(given);
    else {
      named.add(alike);
      sorted.again.push({ known: alike, given });
    }
  }
  return sorted;
}

type Judged = { readonly again: Again; readonly event: CorrectedEvent; readonly version: number };

async function correctInterventions(tx: Tx, { importId, at, by }: Importing, again: readonly Again[]) {
  const here = await historyHere(
    tx,
    again.map(({ known }) => known.id),
  );
  const corrected: Judged[] = [];
  const same: Again[] = [];
  const refused: RefusedRow[] = [];
  for (const each of again) {
    const before = here.get(each.known.id);
    const { row } = each.given;
    if (before === undefined || row.kind !== "interventions") throw new Error("an intervention vanished");
    const decided = decideCorrection(before.kind, before.facts, factsOf(row), { at, by, importId });
    if (!decided.ok) refused.push(refusalOf(each.given, decided.error.code));
    else if (decided.value === null) same.push(each);
    else corrected.push({ again: each, event: decided.value, version: before.version });
  }
  await HISTORIES.interventions.updateRows(
    tx,
    corrected.map(({ again: each }) => each),
  );
  await insertCorrections(
    tx,
    corrected.map(({ again: { known }, version, event }) => ({ id: known.id, version, event })),
  );
  const closed = corrected.filter(({ event }) => closesLater(event)).length;
  return { same, refused, closed, corrected: corrected.length - closed };
}

async function correctOthers(tx: Tx, kind: "calls" | "reports", again: readonly Again[]) {
  // Their beginning is all that they say: who is alike by it has nothing to correct.
  const same = again.filter(({ known, given }) => known.key === given.beginning);
  const corrected = again.filter(({ known, given }) => known.key !== given.beginning);
  await HISTORIES[kind].updateRows(tx, corrected);
  return { same, refused: [] as RefusedRow[], closed: 0, corrected: corrected.length };
}

/** Writes a batch: a few statements of some milliseconds each, which lock no row that live work needs. */
export async function writeBatch(tx: Tx, importing: Importing, batch: readonly GoodRow[]): Promise<Taken> {
  const { importId, kind } = importing;
  const { fresh, same, again, here } = await sortRows(tx, kind, batch);
  await HISTORIES[kind].insertRows(tx, importId, fresh);
  const told = kind === "interventions" ? await correctInterventions(tx, importing, again) : await correctOthers(tx, kind, again);
  await HISTORIES[kind].nameRows(tx, told.same);
  return {
    taken: fresh.length,
    corrected: told.corrected,
    closed: told.closed,
    unchanged: same.length + told.same.length,
    refused: [...here.map((row) => refusalOf(row, "import.already_here")), ...told.refused],
  };
}
