import { SYSTEM, transaction, type Db, type Tx } from "../../platform/database/index.ts";
import type { Journal } from "../../platform/journal/index.ts";
import type { Log } from "../../platform/log.ts";
import type { Vault } from "../../platform/vault.ts";
import { firstSealed, logSize } from "../audit-queries.ts";
import { append, waitForAppends } from "../audit-store.ts";
import { MAC_USE } from "./entry-mac.ts";
import { LogAlarm } from "../folder/log-alarm.ts";
import { entriesFrom } from "../log-rows-queries.ts";
import { LogWitness, setWitness } from "./log-witness.ts";
import { SCHEMA } from "./schema-guard.ts";
import { acceptHistory, readHead } from "./witness-head.ts";

const BATCH = 5_000;
const ACCEPTED = "log.accepted";

/**
 * Accepts history and schema as they are found, because a person looked and found why they are not as they were. The room must stand still; its next
 * start leaves an entry that says so.
 */
export async function acceptAsFound(journal: Journal, folder: string, at: number): Promise<void> {
  await acceptHistory(journal, folder);
  await Promise.all([journal.put(SCHEMA, ""), journal.put(ACCEPTED, new Date(at).toISOString())]);
}

export type OpenWitness = { readonly db: Db; readonly journal: Journal; readonly vault: Vault; readonly log: Log; readonly at: number };

/**
 * Makes this pool append sealed entries, and settles what a killed program left: an entry that was committed before the journal had it is taken
 * over. A node without a journal is new, and its first entry says so: it can vouch for nothing before.
 */
export async function openWitness({ db, journal, vault, log, at }: OpenWitness): Promise<LogWitness> {
  const witness = await LogWitness.open({ journal, key: vault.key(MAC_USE), log });
  const isNew = witness.macsFrom === null;
  const found = await transaction(db, SYSTEM, (tx) => settle(tx, witness));
  if (found !== null) {
    log.error({ index: found.index, reason: found.message }, "log: own entries are missing");
    witness.fault("start", found);
  }
  setWitness(db, witness);
  const accepted = await journal.get(ACCEPTED);
  if (isNew || accepted)
    await transaction(db, SYSTEM, (tx) =>
      append(tx, {
        at,
        type: "log.journal_began",
        detail: { node: witness.node, from: witness.macsFrom, ...(accepted ? { accepted } : {}) },
      }),
    );
  if (accepted) await journal.put(ACCEPTED, "");
  return witness;
}

/** Waits for whoever is between appending and commit: after that the rows are those that a killed program left. */
async function settle(tx: Tx, witness: LogWitness): Promise<LogAlarm | null> {
  await waitForAppends(tx);
  const size = await logSize(tx);
  if (witness.macsFrom === null) await witness.beginMacs((await firstSealed(tx)) ?? size);
  if (witness.last >= size) return new LogAlarm(size, `the database counts ${size} entries, but ${witness.last + 1} were acknowledged`);
  const head = await readHead(witness.journal);
  try {
    // The publisher or the watch compares rows that an earlier start has seen: callers wait for this start. A log that has shrunk is read anew.
    const seen = witness.adoptedTo <= size ? witness.adoptedTo : 0;
    for (let from = Math.max(head?.size ?? 0, witness.settledTo, seen, witness.macsFrom ?? 0); from < size;) {
      const rows = await entriesFrom(tx, from, BATCH);
      witness.compare(rows);
      await witness.adopt(witness.unknownOf(rows));
      from = (rows.at(-1)?.index ?? size) + 1;
    }
    await witness.adopted(size);
    return null;
  } catch (cause) {
    if (cause instanceof LogAlarm) return cause;
    throw cause;
  }
}
