import { Client } from "pg";
import { sqlStateOf } from "../gone.ts";
import type { Passwords } from "./folder.ts";
import { ROOT_USER, ROOM_USER } from "./initdb.ts";
import { urlAs, WRONG_PASSWORD } from "./reach.ts";
import { ownershipSql, rolesSql, OWNER_USER } from "../schema/role-sql.ts";

const UPGRADE_USER = "amaliyat_upgrade";

/** Works in one connection of its own. */
export async function as<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Brings the roles of the server to the required state, at each start. A superuser that only this launcher uses. An owner of the tables
 * that only migrations use. An owner of the log that nobody can be. The room's own user, which owns nothing. A folder of an older version
 * has the room's user as its first superuser, which PostgreSQL cannot make an ordinary one. So it is renamed, and another takes its place.
 */
export async function ensureRoles(port: number, passwords: Passwords, database: string): Promise<void> {
  const root = urlAs(port, ROOT_USER, passwords.root, "postgres");
  try {
    await as(root, () => Promise.resolve());
  } catch (cause) {
    if (sqlStateOf(cause) !== WRONG_PASSWORD) throw cause;
    await renameFirstUser(port, passwords);
  }
  await as(root, async (client) => {
    await client.query(`drop role if exists ${UPGRADE_USER}`);
    await client.query(rolesSql({ room: ROOM_USER, roomPassword: passwords.room, ownerPassword: passwords.owner }));
    const { rowCount } = await client.query("select from pg_database where datname = $1", [database]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)} owner ${OWNER_USER}`);
  });
  await as(urlAs(port, ROOT_USER, passwords.root, database), (client) => client.query(ownershipSql(database)));
}

/** No session can rename its own user: a second superuser does it, and is gone again with the first act of the renamed one. */
async function renameFirstUser(port: number, { room, root }: Passwords): Promise<void> {
  await as(urlAs(port, ROOM_USER, room, "postgres"), (client) =>
    client.query(`drop role if exists ${UPGRADE_USER}; create role ${UPGRADE_USER} superuser login password '${root}'`),
  );
  await as(urlAs(port, UPGRADE_USER, root, "postgres"), (client) =>
    client.query(`begin; alter role ${ROOM_USER} rename to ${ROOT_USER}; alter role ${ROOT_USER} password '${root}'; commit`),
  );
}
