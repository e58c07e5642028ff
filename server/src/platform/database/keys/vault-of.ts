import type { QueryExecutor } from "kysely";
import type { Vault } from "../../vault.ts";
import { dbOf } from "../after-commit.ts";
import type { Db } from "../pool.ts";

/** The vault that seals and opens columns of this transaction's database. Throws where the database was opened without keys. */
export function vaultOf(tx: { getExecutor(): QueryExecutor }): Vault {
  const { vault } = dbOf(tx);
  if (vault === undefined) throw new Error("this database was opened without the keys of its sealed columns");
  return vault;
}

/** The same database, with the keys of its sealed columns. */
export const withVault = (db: Db, vault: Vault): Db => ({ ...db, vault });
