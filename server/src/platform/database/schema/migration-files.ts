import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

export type Migration = { readonly version: number; readonly name: string; readonly sql: string; readonly checksum: string };

const NAME = /^(\d{4})-[a-z0-9-]+\.sql$/;

/** SHA-256 of the text with line ends as LF, so that a checkout with CRLF is the same migration. */
const checksumOf = (sql: string): string => createHash("sha256").update(sql.replaceAll("\r\n", "\n")).digest("hex");

/** The migrations of a folder in order. A `.sql` file with another name, or a number used twice, is a bug and throws. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".sql")).toSorted();
  const migrations = await Promise.all(files.map((file) => readMigration(folder, file)));
  for (const [place, migration] of migrations.entries()) {
    if (migrations[place + 1]?.version === migration.version) throw new Error(`two migrations have the number of ${migration.name}`);
  }
  return migrations;
}

async function readMigration(folder: string, file: string): Promise<Migration> {
  const version = NAME.exec(file)?.[1];
  if (version === undefined) throw new Error(`a migration is called NNNN-name.sql, not ${file}`);
  const sql = await readFile(join(folder, file), "utf8");
  return { version: Number(version), name: file, sql, checksum: checksumOf(sql) };
}
