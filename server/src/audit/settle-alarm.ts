import { openDatabase, ownerTransaction } from "../platform/database/index.ts";
import { makeLog } from "../platform/log.ts";
import { deleteAlarm } from "./audit-store.ts";
import { removeAlarm } from "./log-alarm.ts";

/** Ends the alarm of a log that holds again: in its folder first, since a publisher tells the database what it finds there. */
export async function settleAlarm(folder: string, database: string): Promise<void> {
  await using db = openDatabase({ url: database, log: makeLog("silent"), maxConnections: 1 });
  await removeAlarm(folder);
  await ownerTransaction(db, deleteAlarm);
}
