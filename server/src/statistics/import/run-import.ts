import { z } from "zod";
import { settle, subjectById } from "../../audit/index.ts";
import type { Clock } from "../../platform/clock.ts";
import { SYSTEM, transaction, type Db, type Tx } from "../../platform/database/index.ts";
import { defineJob, type Job } from "../../platform/jobs/index.ts";
import { judgeFile, type JudgedFile } from "./judge-file.ts";
import type { RefusedRow } from "./judged.ts";
import { allSectors } from "../statistics-queries.ts";
import { atMostEvery, paced, settle as settlePace } from "./pace.ts";
import { endImport, insertErrors, updateProgress, partOfFile, claimImport, type Progress, type TakenImport } from "../statistics-store.ts";
import { writeBatch, type Counts, type Importing } from "./write-batch.ts";
import { tellImport } from "./tell-import.ts";

const payload = z.object({ importId: z.uuid() });
export type RunImport = z.output<typeof payload>;
type Deps = { readonly db: Db; readonly clock: Clock };

/** Imports run one after the other: two at once would wait for each other's rows. */
export const IMPORT_QUEUE = "statistics.imports";

/** Of one statement, with rows that were refused: a row may be a million characters long. */
const ERROR_CHARS = 500_000;

/** Screens are told of a running import this often, ms; then it also finds out that it was cancelled. Each telling is a commit. */
const TELL_EVERY_MS = 250;

/** The person cancelled: what was inserted is rolled back. */
class Cancelled extends Error {}

/** The file, piece by piece. */
async function* partsOf(db: Db, importId: string): AsyncGenerator<Uint8Array> {
  for (let nth = 0; ; nth++) {
    const part = await transaction(db, SYSTEM, (tx) => partOfFile(tx, importId, nth), { readOnly: true });
    if (part === null) return;
    yield part;
  }
}

async function writeErrors(tx: Tx, importId: string, refused: readonly RefusedRow[]): Promise<void> {
  let from = 0;
  let chars = 0;
  for (const [nth, { raw, problems }] of refused.entries()) {
    chars += raw.length * problems.length;
    if (chars < ERROR_CHARS && nth + 1 < refused.length) continue;
    await insertErrors(tx, importId, refused.slice(from, nth + 1));
    [from, chars] = [nth + 1, 0];
  }
}

/** Writes all good rows and why the others were refused, batch by batch in one transaction. */
async function writeRows(tx: Tx, importing: Importing, file: JudgedFile, progress: (told: Progress) => Promise<void>): Promise<Progress> {
  const { importId } = importing;
  let counts: Counts = { taken: 0, corrected: 0, closed: 0, unchanged: 0 };
  let { refused } = file;
  for (let nth = 0; nth < file.goods; nth++) {
    const rows = await file.good(nth);
    const batch = await paced(async () => {
      const taken = await writeBatch(tx, importing, rows);
      await writeErrors(tx, importId, taken.refused);
      return taken;
    });
    refused += batch.refused.length;
    counts = {
      taken: counts.taken + batch.taken,
      corrected: counts.corrected + batch.corrected,
      closed: counts.closed + batch.closed,
      unchanged: counts.unchanged + batch.unchanged,
    };
    await progress({ ...counts, refused });
  }
  for (let nth = 0; nth < file.refusals; nth++) {
    const refusals = await file.refusal(nth);
    await paced(() => writeErrors(tx, importId, refusals));
  }
  return { ...counts, refused };
}

async function runTaken(
  { db, clock }: Deps,
  importId: string,
  { kind, source, by }: TakenImport,
  progress: (told: Progress) => Promise<void>,
): Promise<void> {
  const sectors = (await transaction(db, SYSTEM, allSectors, { readOnly: true })).map(({ sectorId }) => sectorId);
  const rarely = atMostEvery(TELL_EVERY_MS, progress);
  await using file = await judgeFile({ kind, source, sectors, at: clock() }, partsOf(db, importId), (read) => rarely({ read }));
  const { rows, refused } = file;
  await progress({ rows, read: rows, refused });
  await transaction(
    db,
    SYSTEM,
    async (tx) => {
      const importing = { importId, kind, at: clock(), by };
      const counts = await writeRows(tx, importing, file, rarely);
      await settlePace();
      // With the rows and never after them: what was cancelled in the last moment leaves none, and no crash keeps rows without their end.
      if (!(await endImport(tx, importId, "done", new Date(clock()), null, counts))) throw new Cancelled();
      await tellImport(tx, importId, clock());
      // Last, because the log is locked from here to the commit.
      await settle(
        tx,
        { who: null, at: clock() },
        { type: "import.ended", about: subjectById("import", importId), detail: { state: "done", ...counts } },
      );
    },
    { statementTimeoutMs: 120_000 },
  );
}

/** Runs an import to its end: all good rows in one transaction, or none. Killed in the middle, it is run again from its start. */
export async function runImport(deps: Deps, importId: string): Promise<void> {
  const { db, clock } = deps;
  const job = await transaction(db, SYSTEM, (tx) => claimImport(tx, importId));
  if (job === null) return;
  const progress = async (told: Progress): Promise<void> => {
    const goesOn = await transaction(db, SYSTEM, async (tx) => {
      const kept = await updateProgress(tx, importId, told);
      await tellImport(tx, importId, clock());
      return kept;
    });
    if (!goesOn) throw new Cancelled();
  };
  try {
    await runTaken(deps, importId, job, progress);
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
          await settle(
            tx,
            { who: null, at: deps.clock() },
            { type: "import.ended", about: subjectById("import", importId), refusalCode: "server.failed", detail: { state: "failed" } },
          );
          await tellImport(tx, importId, deps.clock());
        });
      throw cause;
    }
  });
