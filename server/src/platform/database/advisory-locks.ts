import { sql } from "kysely";
import type { Tx } from "./connection.ts";

/** Numbers of the advisory locks of the room's database, all of them. `logAppend` stands in functions of migrations too. */
export const LOCKS = {
  /** Starts that migrate follow one another. */
  migration: 7_152_280,
  /** Each worker holds it while it lives. The second key is a hash of its id. */
  workers: 7_152_281,
  /** Entries of the log follow one another until commit. */
  logAppend: 7_152_282,
  /** One process publishes the log. */
  logPublication: 7_152_283,
  /** Changes of rights follow one another. */
  rights: 7_152_284,
  /** One relation is made or undone at a time. */
  relations: 7_152_311,
  /** One plan is judged against all others at a time. */
  plans: 7_152_320,
  /** One start reads the files of the map. */
  mapFiles: 7_152_321,
  /** One planned shift is judged against all others at a time. */
  shiftPlans: 7_152_365,
  /** One process runs the lines. */
  lines: 7_152_420,
  /** Places of a number wait for calls of it that are being inserted. The second key is a part of all numbers. */
  placesOfNumbers: 7_152_422,
  /** Faults of cameras are raised and cleared by one process at a time. */
  cameraHealth: 7_152_480,
  /** One start writes the first lines of a room. */
  firstLines: 7_152_421,
  /** Messages to contacts are counted one after the other. */
  contacts: 7_152_454,
  /** One workstation gets a number at a time. */
  workstations: 7_152_470,
  /** One layout is judged against the names of all others at a time. */
  layouts: 7_152_471,
} as const;

/** Waits for a lock, which is held until the transaction ends. */
export async function lockUntilEnd(tx: Tx, name: keyof typeof LOCKS): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCKS[name]})`.execute(tx);
}
