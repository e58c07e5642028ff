import { SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import { waitingOutside, type Job } from "../platform/jobs/index.ts";
import { forgetReplies } from "../platform/once/index.ts";
import { forgetDevices } from "./rows/devices-store.ts";
import { fetchMediaJob } from "./open311/fetch-media.ts";
import { forgetOrigins } from "./rows/origins-store.ts";
import type { Files } from "./files/files.ts";
import { withdrawnSince, reportsToForget } from "./files/files-queries.ts";
import { forgetTellings } from "./walks/contacts-store.ts";
import { forgetWalks } from "./walks/walks-store.ts";
import { prepareJob, prepareWaiting } from "./files/prepare-files.ts";
import { sweepGone, sweepParts } from "./files/repair.ts";
import { settle } from "../audit/index.ts";
import { reportSubject } from "./rows/subjects.ts";
import { forgetReport } from "./files/forget-store.ts";

const BATCH = 100;

/**
 * Forgets reports whose time is over, those that became part of an intervention too: what was made evidence of them is kept with it.
 * Their files go with the next sweep of files. Returns how many.
 */
async function forgetReports(db: Db, at: number): Promise<number> {
  const due = await transaction(db, SYSTEM, (tx) => reportsToForget(tx, new Date(at), BATCH), { readOnly: true });
  for (const { reportId, reference } of due)
    await transaction(db, SYSTEM, async (tx) => {
      await forgetReport(tx, reportId, new Date(at));
      await settle(tx, { who: null, at }, { type: "report.forgotten", about: reportSubject({ reportId, reference }) });
    });
  return due.length;
}

const ASK_AGAIN_MS = 3_600_000;
/** No request of before lasts as long. */
const REPLIES_LATE_MS = 10 * 60_000;

/** Jobs of this feature. */
export const reportsJobs = (files: Files): Job<unknown>[] => [prepareJob(files), waitingOutside("pictures", fetchMediaJob(files))];

/** Erases reports, files and what is known of their authors past its retention. */
export async function eraseDue(files: Files, at: number): Promise<void> {
  await forgetReports(files.db, at);
  await transaction(files.db, SYSTEM, async (tx) => {
    await forgetDevices(tx, new Date(at));
    await forgetOrigins(tx, new Date(at));
    await forgetWalks(tx, new Date(at));
    await forgetTellings(tx, new Date(at));
  });
  await sweepParts(files, at);
}

/**
 * Periodic work on files that does not depend on the clock. Traces of withdrawn reports are erased. Files that wait for a machine able to
 * open them are tried again, at the start and every hour.
 */
export function fileMaintenance(files: Files): (at: number) => Promise<void> {
  let askedAt = Number.NEGATIVE_INFINITY;
  return async (at) => {
    // A reply that was kept between the withdrawal and now holds what the report said.
    await transaction(files.db, SYSTEM, async (tx) => {
      for (const reportId of await withdrawnSince(tx, new Date(at - REPLIES_LATE_MS))) await forgetReplies(tx, reportId);
    });
    await sweepGone(files, at);
    if (performance.now() - askedAt < ASK_AGAIN_MS) return;
    askedAt = performance.now();
    await prepareWaiting(files);
  };
}
