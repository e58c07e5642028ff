import { settle, type Logged } from "../../audit/index.ts";
import { SYSTEM, transaction, type Tx } from "../../platform/database/index.ts";
import { enqueue } from "../../platform/jobs/index.ts";
import { addReportEvents } from "../rows/reports-store.ts";
import { CITIZEN } from "../rows/citizen.ts";
import { reportSubject } from "../rows/subjects.ts";
import { tellingsOfReports } from "../tell-report.ts";
import type { Files } from "./files.ts";
import { isWhole, markWhole, lockFiles } from "./files-store.ts";
import { PREPARED_IN_TURN, prepareJob } from "./prepare-files.ts";

/** Accepts files that came whole, within a transaction: what happens next to them is in it too. True for each that is accepted. */
export async function arriveIn(tx: Tx, files: Files, fileIds: readonly string[]): Promise<boolean[]> {
  const known = await lockFiles(tx, fileIds);
  const kept = [...known.values()].filter(({ isOver }) => !isOver);
  const fresh = kept.filter((file) => !isWhole(file));
  if (fresh.length > 0) {
    const at = files.clock();
    const came = fresh.map(({ fileId }) => fileId);
    await markWhole(tx, came, new Date(at));
    await addReportEvents(
      tx,
      fresh.map(({ reportId, fileId, kind }) => ({ reportId, at, by: null, kind: "report.file_arrived", data: { fileId, kind } })),
    );
    await enqueue(tx, prepareJob(files), {}, PREPARED_IN_TURN);
    // From the entries to the commit nobody else writes an entry: what can be read before is.
    const tellings = await tellingsOfReports(tx, at, [...new Set(fresh.map(({ reportId }) => reportId))]);
    const logged = fresh.map(({ fileId, kind, bytes, reference, reportId, sha256 }): Logged => ({
      type: "report.file_arrived",
      about: reportSubject({ reportId, reference }),
      detail: { fileId, kind, bytes, sha256: sha256.toString("hex") },
    }));
    await settle(tx, { who: CITIZEN, at }, logged, tellings);
  }
  const ids = new Set(kept.map(({ fileId }) => fileId));
  return fileIds.map((fileId) => ids.has(fileId));
}

/**
 * Accepts files that came whole: none is acknowledged before its commit. True for each that is accepted, however often it is asked for; false where
 * its report was taken back meanwhile.
 */
export const acceptArrivals = (files: Files, fileIds: readonly string[]): Promise<boolean[]> =>
  transaction(files.db, SYSTEM, (tx) => arriveIn(tx, files, fileIds), { byKey: true });
