import { formatReference, referenceYear } from "@amaliyat/domain/interventions";
import {
  CsvReader,
  detectEncoding,
  rowKey,
  rowReader,
  type CsvRecord,
  type ImportedRow,
  type ImportKind,
} from "@amaliyat/domain/statistics";
import { randomUUID } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";
import { z } from "zod";
import { append } from "../audit/index.ts";
import { takeNumber } from "../interventions/index.ts";
import type { Clock } from "../platform/clock.ts";
import { SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import { defineJob, type Job } from "../platform/jobs/index.ts";
import { csvOf } from "./raw-line.ts";
import { allSectors } from "./statistics-queries.ts";
import {
  endImport,
  insertErrors,
  insertRows,
  keepProgress,
  keysHere,
  takeImport,
  type Keyed,
  type RefusedRow,
} from "./statistics-store.ts";
import { tellImport } from "./tell-import.ts";

const payload = z.object({ importId: z.uuid() });
export type RunImport = z.output<typeof payload>;
type Deps = { readonly db: Db; readonly clock: Clock };

const BATCH = 1_000;

/** The person cancelled: what was inserted is rolled back. */
class Cancelled extends Error {}

/** Reads and judges a whole file, giving way to everything else of the process now and then. */
async function judge(kind: ImportKind, file: Buffer, sectors: ReadonlySet<string>, at: number, progress: (read: number) => Promise<void>) {
  const encoding = detectEncoding(file);
  if (!encoding.ok) throw new Error(encoding.error.code);
  const text = file.subarray(encoding.value.skip).toString("utf8");
  const reader = new CsvReader();
  const read = rowReader(kind, { sectors, at });
  const good: { record: CsvRecord; row: ImportedRow }[] = [];
  const refused: RefusedRow[] = [];
  let seen = 0;
  const take = async (records: readonly CsvRecord[]): Promise<void> => {
    for (const record of records) {
      if (seen++ === 0) continue;
      const judged = read(record);
      if (judged.ok) good.push({ record, row: judged.value });
      else refused.push({ problems: judged.error, raw: csvOf(record.cells) });
      if (seen % BATCH === 0) await progress(seen - 1);
      if (seen % BATCH === 0) await turn();
    }
  };
  for (let from = 0; from < text.length; from += 65_536) await take(reader.push(text.slice(from, from + 65_536)));
  await take(reader.end());
  return { good, refused, rows: Math.max(0, seen - 1) };
}

/** Reserves references for history, a range a year, before the long transaction: nobody who opens an intervention waits for it. */
async function references(db: Db, rows: readonly ImportedRow[]): Promise<(row: ImportedRow) => string | null> {
  const counts = new Map<number, number>();
  for (const row of rows)
    if (row.kind === "interventions") counts.set(referenceYear(row.openedAt), (counts.get(referenceYear(row.openedAt)) ?? 0) + 1);
  const next = new Map<number, number>();
  for (const [year, count] of counts) next.set(year, await transaction(db, SYSTEM, (tx) => takeNumber(tx, year, count)));
  return (row) => {
    if (row.kind !== "interventions") return null;
    const year = referenceYear(row.openedAt);
    const number = next.get(year) ?? 1;
    next.set(year, number + 1);
    return formatReference({ year, number });
  };
}

/** Runs an import to its end: all good rows in one transaction, or none. Killed in the middle, it is run again from its start. */
export async function runImport({ db, clock }: Deps, importId: string): Promise<void> {
  const job = await transaction(db, SYSTEM, (tx) => takeImport(tx, importId));
  if (job === null) return;
  const progress = async (told: Parameters<typeof keepProgress>[2]): Promise<void> => {
    const goesOn = await transaction(db, SYSTEM, async (tx) => {
      const kept = await keepProgress(tx, importId, told);
      await tellImport(tx, importId, clock());
      return kept;
    });
    if (!goesOn) throw new Cancelled();
  };
  try {
    const sectors = new Set((await transaction(db, SYSTEM, allSectors, { readOnly: true })).map(({ sectorId }) => sectorId));
    const { good, refused, rows } = await judge(job.kind, job.file, sectors, clock(), (read) => progress({ read }));
    await progress({ rows, read: rows, refused: refused.length });
    const referenceOf = await references(
      db,
      good.map(({ row }) => row),
    );
    await transaction(
      db,
      SYSTEM,
      async (tx) => {
        let taken = 0;
        for (let at = 0; at < good.length; at += BATCH) {
          const batch = good.slice(at, at + BATCH).map((each) => ({ ...each, key: rowKey(each.row) }));
          const here = await keysHere(
            tx,
            job.kind,
            batch.map(({ key }) => key),
          );
          const fresh: Keyed[] = [];
          for (const { record, row, key } of batch) {
            if (!here.has(key)) fresh.push({ id: randomUUID(), key, reference: referenceOf(row), row });
            else
              refused.push({
                problems: [{ line: record.line, column: null, code: "import.already_here", params: {} }],
                raw: csvOf(record.cells),
              });
          }
          await insertRows(tx, importId, job.kind, fresh);
          taken += fresh.length;
          await progress({ taken, refused: refused.length });
        }
        for (let at = 0; at < refused.length; at += BATCH) await insertErrors(tx, importId, refused.slice(at, at + BATCH));
        // With the rows and never after them: what was cancelled in the last moment leaves none, and no crash keeps rows without their end.
        if (!(await endImport(tx, importId, "done", new Date(clock())))) throw new Cancelled();
        await append(tx, { at: clock(), type: "import.ended", subject: { kind: "import", id: importId }, detail: { state: "done" } });
        await tellImport(tx, importId, clock());
      },
      { statementTimeoutMs: 120_000 },
    );
  } catch (cause) {
    if (!(cause instanceof Cancelled)) throw cause;
  }
}

/** The job of an import. Its last failed try ends the import as failed, so that no screen waits for ever. */
export const importJob = (deps: Deps): Job<RunImport> =>
  defineJob("statistics.run_import", payload, { maxAttempts: 5 }, async ({ importId }, context) => {
    try {
      await runImport(deps, importId);
    } catch (cause) {
      if (context.isLastAttempt)
        await transaction(deps.db, SYSTEM, async (tx) => {
          if (!(await endImport(tx, importId, "failed", new Date(deps.clock()), "server.failed"))) return;
          await append(tx, {
            at: deps.clock(),
            type: "import.ended",
            subject: { kind: "import", id: importId },
            refusalCode: "server.failed",
            detail: { state: "failed" },
          });
          await tellImport(tx, importId, deps.clock());
        });
      throw cause;
    }
  });
