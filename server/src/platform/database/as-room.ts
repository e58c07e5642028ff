import { sql } from "kysely";
import type { Tx } from "./connection.ts";

/**
 * Runs one piece of a transaction in the room's own scope, and goes back to the caller's. A write within the caller's sectors may have
 * effects beyond them, which must be told. For reads and for consequences of an allowed write; never for deciding whether something is
 * allowed. Nothing else of the transaction may run beside it.
 */
export async function asRoom<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  const { rows } = await sql<{ role: string }>`
    select current_setting('amaliyat.role', true) as role, set_config('amaliyat.role', 'system', true)`.execute(tx);
  const back = () => sql`select set_config('amaliyat.role', ${rows[0]?.role ?? ""}, true)`.execute(tx);
  let done: T;
  try {
    done = await work(tx);
  } catch (cause) {
    // After an error of a statement the transaction is lost and takes no other; the first error is the one to tell.
    await back().catch(() => undefined);
    throw cause;
  }
  await back();
  return done;
}
