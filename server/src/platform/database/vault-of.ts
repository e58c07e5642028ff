import type { QueryExecutor } from "kysely";
import type { Vault } from "../vault.ts";
import type { Db } from "./pool.ts";

/** By executor, because a transaction that a feature narrowed to its tables is another object over the same executor. */
const carried = new WeakMap<QueryExecutor, Vault>();

type Executing = { getExecutor(): QueryExecutor };

/** Gives a transaction the keys of the database that it runs on. */
export function carryVault(tx: Executing, vault: Vault | undefined): void {
  if (vault !== undefined) carried.set(tx.getExecutor(), vault);
}

/** The vault that seals and opens columns of this transaction's database. Throws where the database was opened without keys. */
export function vaultOf(tx: Executing): Vault {
  const vault = carried.get(tx.getExecutor());
  if (vault === undefined) throw new Error("this database was opened without the keys of its sealed columns");
  return vault;
}

/** The same database, with the keys of its sealed columns. */
export const withVault = (db: Db, vault: Vault): Db => ({ ...db, vault });
