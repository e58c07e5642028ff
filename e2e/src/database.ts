import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Client } from "pg";

/** The address of the room's embedded database for its superuser, who may do anything. */
export async function ownerUrl(): Promise<string> {
  const of = async (name: string): Promise<string> =>
    (await readFile(join(process.env["ROOM_DATA"] ?? "", "database", name), "utf8")).trim();
  return `postgres://amaliyat_root:${await of("root-password")}@127.0.0.1:${await of("port")}/amaliyat`;
}

/** Runs one statement past the room, as the owner of the machine can; returns its rows. */
export async function behindTheRoom<Row extends object>(statement: string): Promise<Row[]> {
  const client = new Client({ connectionString: await ownerUrl() });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}
