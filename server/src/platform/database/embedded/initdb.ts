import { execFile } from "node:child_process";
import { chown, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { WANTED_MAJOR } from "../schema/boot-check.ts";
import { DatabaseFault } from "../fault.ts";
import type { Folder } from "./folder.ts";
import { commandOf, giveTo, type RunAs } from "./run-as.ts";

const run = promisify(execFile);

/** The room's own user. In a folder of an older version it is the superuser that initdb made. */
export const ROOM_USER = "amaliyat";

/** The superuser that initdb makes; only the launcher uses it. */
export const ROOT_USER = "amaliyat_root";

/** Built-in C.UTF-8 knows Arabic letters and depends on no library; plain C gives Arabic no trigrams. Checksums find a bad disk. */
const FLAGS = [
  "--encoding=UTF8",
  "--locale=C.UTF-8",
  "--locale-provider=builtin",
  "--builtin-locale=C.UTF-8",
  "--data-checksums",
  "--auth=scram-sha-256",
  `--username=${ROOT_USER}`,
  "--no-instructions",
];

/** Makes the data folder if there is none; refuses one of another major version. */
export async function ensureCluster(as: RunAs, folder: Folder, password: string, flags: readonly string[]): Promise<void> {
  const found = (await readFile(join(folder.data, "PG_VERSION"), "utf8").catch(() => "")).trim();
  if (found === "") return initialise(as, folder, password, flags);
  if (found !== String(WANTED_MAJOR)) throw new DatabaseFault("database.wrong_version", { found, wanted: WANTED_MAJOR });
  await giveTo(as, folder.data);
}

async function initialise(as: RunAs, folder: Folder, password: string, flags: readonly string[]): Promise<void> {
  await rm(folder.unfinished, { recursive: true, force: true });
  await giveTo(as, folder.unfinished);
  const passwordFile = join(folder.root, "initdb.password");
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (as.owner !== null) await chown(passwordFile, as.owner, as.owner);
  try {
    const args = [...FLAGS, ...flags, `--pgdata=${folder.unfinished}`, `--pwfile=${passwordFile}`];
    await run(...commandOf(as, as.binaries.initdb, args), { ...as.ids, env: as.env, cwd: "/" });
    await rename(folder.unfinished, folder.data);
  } catch (error) {
    const told = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : String(error);
    throw new DatabaseFault("database.cannot_start", { reason: `initdb: ${told}` }, error);
  } finally {
    await rm(passwordFile, { force: true });
  }
}
