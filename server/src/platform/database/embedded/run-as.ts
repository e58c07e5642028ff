import { execFile } from "node:child_process";
import { chown, cp, lchown, mkdir, readdir, rm, stat } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { DatabaseFault } from "../fault.ts";
import { binariesIn, linkLibraries, type Binaries } from "./binaries.ts";
import type { Folder } from "./folder.ts";

const run = promisify(execFile);

/** The user `nobody` of every Linux; initdb refuses a number without a name. */
const NOBODY = 65_534;

/** Wrapper that starts a program of PostgreSQL as another user than root, because PostgreSQL refuses root. */
export type RunAs = {
  readonly binaries: Binaries;
  /** Words put before the program. */
  readonly prefix: readonly string[];
  readonly ids: { readonly uid?: number; readonly gid?: number };
  readonly env: NodeJS.ProcessEnv;
  /** Required owner of the data folder as seen from outside; null leaves it. */
  readonly owner: number | null;
};

const UNSHARE = ["unshare", "--user", `--map-user=${NOBODY}`, `--map-group=${NOBODY}`];

/** Only what the server needs: none of the room's own environment, which may hold secrets. */
const environment = ({ native }: Binaries, { libraries }: Folder): NodeJS.ProcessEnv => ({
  PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  LD_LIBRARY_PATH: `${libraries}:${join(native, "lib")}`,
  LC_ALL: "C",
});

/**
 * Chooses how PostgreSQL runs. An ordinary user runs it directly; a user without a name runs it in a user namespace that gives it one. For
 * root there are three tries. First: as `nobody`. Second: in a user namespace of its own, which also works below a folder that only root
 * may enter. Third: as `nobody` with a copy of the programs beside the data.
 */
export async function chooseRunAs(found: Binaries, folder: Folder): Promise<RunAs> {
  const plain: RunAs = { binaries: found, prefix: [], ids: {}, env: environment(found, folder), owner: null };
  await linkLibraries(found, folder.libraries);
  const apart: RunAs = { ...plain, prefix: UNSHARE };
  if (process.getuid?.() !== 0) return !hasName() && (await canRun(apart)) ? apart : plain;
  const nobody: RunAs = { ...plain, ids: { uid: NOBODY, gid: NOBODY }, owner: NOBODY };
  const entered = await canEnter(nobody, folder);
  if (entered && (await canRun(nobody))) return nobody;
  if ((await canEnter(apart, folder)) && (await canRun(apart))) return { ...apart, owner: 0 };
  if (!entered) {
    const reason = `the user nobody may not enter ${folder.root} and user namespaces are not allowed: choose another data folder`;
    throw new DatabaseFault("database.cannot_start", { reason });
  }
  const copy = await copyBinaries(found, folder);
  await giveTo(nobody, copy.native);
  return { ...nobody, binaries: copy, env: environment(copy, folder) };
}

/** A container may give us a number that no list of users knows; initdb refuses it. */
function hasName(): boolean {
  try {
    return userInfo().username !== "";
  } catch {
    return false;
  }
}

/** Splits a run of a program into what `spawn` wants. */
export function commandOf({ prefix }: RunAs, program: string, args: readonly string[]): [string, string[]] {
  const [first, ...rest] = [...prefix, program, ...args];
  return [first ?? program, rest];
}

const tries = async (as: RunAs, program: string, args: readonly string[]): Promise<boolean> =>
  run(...commandOf(as, program, args), { ...as.ids, env: as.env, cwd: "/" }).then(
    () => true,
    () => false,
  );

const canEnter = (as: RunAs, { root }: Folder): Promise<boolean> => tries(as, "/bin/sh", ["-c", 'cd "$1"', "sh", root]);

/** True if the programs start this way, with their libraries. */
const canRun = async (as: RunAs): Promise<boolean> =>
  (await tries(as, as.binaries.postgres, ["--version"])) && (await tries(as, as.binaries.initdb, ["--version"]));

async function copyBinaries(found: Binaries, folder: Folder): Promise<Binaries> {
  await rm(folder.copy, { recursive: true, force: true });
  await cp(found.native, folder.copy, { recursive: true });
  const copied = binariesIn(folder.copy);
  await linkLibraries(copied, folder.libraries);
  return copied;
}

/** Makes the data folder and everything in it belong to who runs the server now (root may be another user tomorrow). */
export async function giveTo(as: RunAs, path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  if (as.owner === null || (await stat(path)).uid === as.owner) return;
  for (const entry of await readdir(path, { recursive: true })) await lchown(join(path, entry), as.owner, as.owner);
  // Last, so that an interrupted change is seen and done again.
  await chown(path, as.owner, as.owner);
}
