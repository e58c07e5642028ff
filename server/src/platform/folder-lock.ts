import { mkdir, readFile, readlink, writeFile } from "node:fs/promises";
import { hostname, userInfo } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

const owner = z.object({ pid: z.number().int(), host: z.string(), user: z.string(), since: z.string() });
/** The process that holds a folder, in its own words: told to a person, and never used to decide. */
export type FolderOwner = z.output<typeof owner>;

/** A folder that another process holds. */
export class FolderTaken extends Error {
  readonly code = "folder.taken";
  readonly owner: FolderOwner | null;
  constructor(folder: string, name: string, holder: FolderOwner | null) {
    const who =
      holder === null
        ? "another process, which has not said its name"
        : `process ${holder.pid} of user ${holder.user} on ${holder.host} since ${holder.since}`;
    super(`${folder} is in use (${name}) by ${who}. Stop that one first, or use another folder.`);
    this.owner = holder;
  }
}

const SQLITE_BUSY = 5;
const RETRY_MS = 100;

/** An open lock; null if another process, or this one, holds it. */
function tryLock(file: string): DatabaseSync | null {
  // A wait of 0: the answer is wanted now.
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    // Without a journal nothing is written: the transaction is only its lock.
    database.exec("pragma journal_mode = memory; begin exclusive");
    return database;
  } catch (cause) {
    database.close();
    if (cause instanceof Error && "errcode" in cause && cause.errcode === SQLITE_BUSY) return null;
    throw cause;
  }
}

const readOwner = (file: string): Promise<FolderOwner | null> =>
  readFile(file, "utf8")
    .then((text) => owner.parse(JSON.parse(text)))
    .catch(() => null);

export type LockOptions = {
  /** Time to wait for a holder that is ending; default: no wait. */
  readonly waitMs?: number;
};

/**
 * Locks `name` of a folder until it is disposed or this process dies. The lock is one of the operating system: an exclusive transaction of
 * SQLite, which is an fcntl lock on `locks/<name>.lock`. A killed process leaves none, a reused process number means nothing, and it holds
 * between containers that share the folder. Throws `FolderTaken` before anything in the folder is changed.
 */
export async function lockFolder(folder: string, name: string, { waitMs = 0 }: LockOptions = {}): Promise<Disposable> {
  const locks = join(folder, "locks");
  await mkdir(locks, { recursive: true, mode: 0o700 });
  const [file, ownerFile] = [join(locks, `${name}.lock`), join(locks, `${name}.owner`)];
  const until = performance.now() + waitMs;
  let database = tryLock(file);
  while (database === null && performance.now() < until) {
    await sleep(RETRY_MS);
    database = tryLock(file);
  }
  if (database === null) throw new FolderTaken(folder, name, await readOwner(ownerFile));
  const held = database;
  const pid = Number(await readlink("/proc/self").catch(() => "0"));
  const mine: FolderOwner = { pid, host: hostname(), user: userInfo().username, since: new Date().toISOString() };
  // Only told to people: a full disk is no reason not to start.
  await writeFile(ownerFile, JSON.stringify(mine), { mode: 0o600 }).catch(() => undefined);
  return {
    [Symbol.dispose]: () => held.close(),
  };
}

/** Locks several names of a folder, or none of them. */
export async function lockFolderAs(folder: string, names: readonly string[]): Promise<Disposable> {
  using stack = new DisposableStack();
  // Always in the same order, so that two who start at once do not each hold what the other wants.
  for (const name of names.toSorted()) stack.use(await lockFolder(folder, name));
  return stack.move();
}
