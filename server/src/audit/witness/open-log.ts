import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/database/index.ts";
import type { Journal } from "../../platform/journal/index.ts";
import type { Log } from "../../platform/log.ts";
import type { Vault } from "../../platform/vault.ts";
import { startLogWatch } from "./log-watch.ts";
import { openWitness } from "./open-witness.ts";
import { openSchemaGuard } from "./schema-guard.ts";

export type OpenLog = {
  readonly db: Db;
  readonly journal: Journal;
  readonly vault: Vault;
  /** Last migrations of the room and of its job queue; the database's objects change only with them. */
  readonly schema: string;
  /** This program publishes the log, and tells what is found. */
  readonly publishes: boolean;
  readonly clock: Clock;
  readonly log: Log;
};

/** Opens the log for this program: what it appends is sealed and witnessed, and the database is watched from now on until disposed. */
export async function openLog({ db, journal, vault, schema, publishes, clock, log }: OpenLog): Promise<AsyncDisposable> {
  const witness = await openWitness({ db, journal, vault, log, at: clock() });
  const guard = await openSchemaGuard({ db, witness, schema });
  const found = await guard.look("all");
  if (found.length > 0) log.error({ objects: found }, "database: changed while the room was stopped");
  return startLogWatch({ db, witness, guard, publishes, clock, log });
}
