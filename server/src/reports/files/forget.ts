import { settle } from "../../audit/index.ts";
import { SYSTEM, transaction, type Db } from "../../platform/database/index.ts";
import { reportSubject } from "../subjects.ts";
import { reportsToForget } from "./files-queries.ts";
import { forgetReport } from "./forget-store.ts";

const BATCH = 100;

/**
 * Forgets reports whose time is over, those that became part of an intervention too: what was made evidence of them is kept with it.
 * Their files go with the next sweep of files. Returns how many.
 */
export async function forgetReports(db: Db, at: number): Promise<number> {
  const due = await transaction(db, SYSTEM, (tx) => reportsToForget(tx, new Date(at), BATCH), { readOnly: true });
  for (const { reportId, reference } of due)
    await transaction(db, SYSTEM, async (tx) => {
      await forgetReport(tx, reportId, new Date(at));
      await settle(tx, { who: null, at }, { type: "report.forgotten", about: reportSubject({ reportId, reference }) });
    });
  return due.length;
}
