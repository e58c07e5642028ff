import { randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { escapeLiteral } from "pg";
import type { Log } from "../../log.ts";
import { sqlStateOf } from "../gone.ts";
import { OWNER_USER } from "../schema/role-sql.ts";
import { writeWhole } from "../../write-whole.ts";
import { nextOf, passwordsOf, passwordIn, type Folder, type Passwords } from "./folder.ts";
import { ROOM_USER, ROOT_USER } from "./initdb.ts";
import { urlAs, WRONG_PASSWORD } from "./reach.ts";
import { as } from "./roles.ts";

/**
 * Order in which the passwords change at each start of the room. The new ones are written beside the old (root's last), the database takes
 * all of them in one transaction, and each file takes its place (root's last). If that is cut off, root's password is in one of its two
 * files, and root sets the others at the next start.
 */
const IN_ORDER = ["room", "owner", "root"] as const satisfies readonly (keyof Passwords)[];

const USERS: Readonly<Record<keyof Passwords, string>> = { room: ROOM_USER, owner: OWNER_USER, root: ROOT_USER };

/** The name of a file is on the disk, even if the power fails. */
async function flushNames({ root }: Folder): Promise<void> {
  const folder = await open(root, "r");
  await folder.sync().finally(() => folder.close());
}

async function putInPlace(folder: Folder): Promise<void> {
  for (const name of IN_ORDER)
    await rename(nextOf(folder, name), folder.passwords[name]).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code !== "ENOENT") throw cause;
    });
  await flushNames(folder);
}

async function undoRenewal(folder: Folder): Promise<void> {
  for (const name of IN_ORDER.toReversed()) for (const end of ["", ".new"]) await rm(`${nextOf(folder, name)}${end}`, { force: true });
}

/** Ends a change of passwords that an earlier start was cut off at, one way or the other. */
export async function settlePasswords(port: number, folder: Folder): Promise<Passwords> {
  const next = await passwordIn(nextOf(folder, "root"));
  const isTaken =
    next !== null &&
    (await as(urlAs(port, ROOT_USER, next, "postgres"), () => Promise.resolve(true)).catch((cause: unknown) => {
      if (sqlStateOf(cause) !== WRONG_PASSWORD) throw cause;
      return false;
    }));
  await (isTaken ? putInPlace(folder) : undoRenewal(folder));
  return passwordsOf(folder);
}

/** Gives each user of the database a new password; the old ones where the disk is too full to write new ones. */
export async function renewPasswords(port: number, folder: Folder, before: Passwords, log: Log): Promise<Passwords> {
  const made = Object.fromEntries(IN_ORDER.map((name) => [name, randomBytes(24).toString("base64url")])) as Record<keyof Passwords, string>;
  try {
    for (const name of IN_ORDER) await writeWhole(nextOf(folder, name), `${made[name]}\n`);
    await flushNames(folder);
  } catch (cause) {
    await undoRenewal(folder);
    log.warn({ err: cause }, "database: new passwords not written, old ones stay");
    return before;
  }
  const changes = IN_ORDER.map((name) => `alter role ${USERS[name]} password ${escapeLiteral(made[name])}`);
  await as(urlAs(port, ROOT_USER, before.root, "postgres"), (client) => client.query(`begin; ${changes.join("; ")}; commit`));
  await putInPlace(folder);
  return made;
}
