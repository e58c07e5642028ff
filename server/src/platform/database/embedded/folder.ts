import { randomBytes } from "node:crypto";
import { chmod, mkdir, open, readFile, realpath, stat, truncate, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { writeWhole } from "../../write-whole.ts";

/** Passwords of the room's user, of the owner of its tables, and of the superuser that the launcher alone uses. */
export type Passwords = { readonly room: string; readonly owner: string; readonly root: string };

/** Paths of the launcher: everything of one embedded database lies under one folder. */
export type Folder = {
  readonly root: string;
  readonly data: string;
  /** Made by initdb, then renamed to `data`: an interrupted initdb never looks like a database. */
  readonly unfinished: string;
  readonly libraries: string;
  /** A copy of the programs, only where the database's user cannot reach the installed ones. */
  readonly copy: string;
  /** Files of passwords, readable by the room's own user alone. */
  readonly passwords: Readonly<Record<keyof Passwords, string>>;
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
    passwords: { room: at("password"), owner: at("owner-password"), root: at("root-password") },
    port: at("port"),
    owner: at("owner"),
    log: at("postgres.log"),
  };
}

/** The file of the next password of a user, while it is changed. */
export const nextOf = ({ passwords }: Folder, name: keyof Passwords): string => `${passwords[name]}.next`;

/** The password in a file; null where there is none. */
export async function passwordIn(file: string): Promise<string | null> {
  const kept = (await readFile(file, "utf8").catch(() => "")).trim();
  return kept === "" ? null : kept;
}

async function ensurePassword(file: string): Promise<string> {
  const kept = await passwordIn(file);
  if (kept !== null) return kept;
  const made = randomBytes(24).toString("base64url");
  await writeWhole(file, `${made}\n`);
  return made;
}

/** The passwords of the database's users as they stand now; those that are missing are made. */
export async function passwordsOf({ passwords: { room, owner, root } }: Folder): Promise<Passwords> {
  return { room: await ensurePassword(room), owner: await ensurePassword(owner), root: await ensurePassword(root) };
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
