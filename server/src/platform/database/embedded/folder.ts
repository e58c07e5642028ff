import { randomBytes } from "node:crypto";
import { chmod, mkdir, open, readFile, realpath, rename, stat, truncate, writeFile, type FileHandle } from "node:fs/promises";
import { join } from "node:path";

/** What the launcher keeps: everything of one embedded database lies under one folder. */
export type Folder = {
  readonly root: string;
  readonly data: string;
  /** Made by initdb, then renamed to `data`: an interrupted initdb never looks like a database. */
  readonly unfinished: string;
  readonly libraries: string;
  /** A copy of the programs, only where the database's user cannot reach the installed ones. */
  readonly copy: string;
  readonly password: string;
  readonly port: string;
  readonly owner: string;
  readonly log: string;
};

const LOG_LIMIT_BYTES = 20_000_000;

/** Makes the folder if it is not there. Other users may pass through it, and read nothing in it. */
export async function openFolder(path: string): Promise<Folder> {
  // chmod, because a strict umask would shut out the user that the server runs as.
  if (await mkdir(path, { recursive: true })) await chmod(path, 0o711);
  const root = await realpath(path);
  const at = (name: string): string => join(root, name);
  return {
    root,
    data: at("data"),
    unfinished: at("data.unfinished"),
    libraries: at("lib"),
    copy: at("native"),
    password: at("password"),
    port: at("port"),
    owner: at("owner"),
    log: at("postgres.log"),
  };
}

/** Whole or not at all, even if the power fails: a lost password would be a lost database. */
export async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text, { mode: 0o600, flush: true });
  await rename(`${path}.new`, path);
}

/** The password of the database's owner, made at the first start. */
export async function passwordOf({ password }: Folder): Promise<string> {
  const kept = await readFile(password, "utf8").catch(() => "");
  if (kept !== "") return kept.trim();
  const made = randomBytes(24).toString("base64url");
  await writeWhole(password, `${made}\n`);
  return made;
}

/** Opens the server's log for appending; a long one starts anew. `from` is where this start begins in it. */
export async function openLog({ log }: Folder): Promise<{ file: FileHandle; from: number }> {
  const size = (await stat(log).catch(() => null))?.size ?? 0;
  if (size > LOG_LIMIT_BYTES) await truncate(log);
  return { file: await open(log, "a", 0o600), from: size > LOG_LIMIT_BYTES ? 0 : size };
}

/** The last lines that the server wrote after `from`, for a person who must find out why it does not start. */
export async function lastLines({ log }: Folder, from: number, count: number): Promise<string> {
  const bytes = await readFile(log).catch(() => Buffer.alloc(0));
  return bytes.subarray(from).toString().trimEnd().split("\n").slice(-count).join("\n");
}
