import { randomBytes } from "node:crypto";
import { Client } from "pg";

/** Runs statements one by one on the server of a test run, each outside a transaction. */
export async function administer(url: string, statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A name that no other test of any run has. */
export const freshName = (prefix: string): string => `${prefix}_${randomBytes(6).toString("hex")}`;

/** The same server, another database. */
export function databaseAt(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}
