import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseFault } from "../fault.ts";
import { lastLines, openLog, type Folder } from "./folder.ts";
import { ended, processesIn, signal, worksIn } from "./processes.ts";
import { launcherUrls, untilAnswers } from "./reach.ts";
import { commandOf, type RunAs } from "./run-as.ts";

/** The main process of a running server and the port it listens on. */
export type Postmaster = { readonly pid: number; readonly port: number };

/** Crash recovery replays at most `max_wal_size`; measured 79 ms, 238 ms at most, in 100 kills under load. */
const START_WITHIN_MS = 300_000;

const lockFile = ({ data }: Folder): string => join(data, "postmaster.pid");

/** The server that runs on this folder, whoever started it: line 1 of postmaster.pid is its process, line 4 its port. */
export async function findRunning(folder: Folder): Promise<Postmaster | null> {
  const lines = (await readFile(lockFile(folder), "utf8").catch(() => "")).split("\n");
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!(pid > 0 && port > 0)) return null;
  return (await worksIn(pid, folder.data)) ? { pid, port } : null;
}

/**
 * Clears the remains of a killed server: children that outlived it (they hold the shared memory), and a lock file. PostgreSQL would take
 * the lock file for a running server if its process number now belongs to another program.
 */
export async function clearRemains(folder: Folder): Promise<void> {
  for (const pid of await processesIn(folder.data)) {
    signal(pid, "SIGQUIT");
    if (!(await ended(pid, 5_000))) signal(pid, "SIGKILL");
    await ended(pid, 5_000);
  }
  await rm(lockFile(folder), { force: true });
}

/** Parameters of `start` besides the port: `arguments` are the `-c name=value` of the server. */
export type Launch = { readonly as: RunAs; readonly folder: Folder };

/**
 * Starts the server and waits until it answers. It has its own session, so that Ctrl-C at a terminal reaches the room only,
 * and writes to a file, so that it can outlive us. Throws `database.cannot_start` with the last lines it wrote.
 */
export async function start({ as, folder }: Launch, port: number, settings: readonly string[]): Promise<Postmaster> {
  const { file, from } = await openLog(folder);
  try {
    const child = spawn(...commandOf(as, as.binaries.postgres, ["-D", folder.data, ...settings]), {
      ...as.ids,
      env: as.env,
      cwd: "/",
      detached: true,
      stdio: ["ignore", file.fd, file.fd],
    });
    await once(child, "spawn");
    child.unref();
    const pid = child.pid ?? 0;
    if ((await untilAnswers(pid, await launcherUrls(port, folder), START_WITHIN_MS)) !== null) return { pid, port };
  } catch (error) {
    if (error instanceof DatabaseFault) throw error;
    throw new DatabaseFault("database.cannot_start", { reason: String(error) }, error);
  } finally {
    await file.close();
  }
  throw new DatabaseFault("database.cannot_start", { reason: await lastLines(folder, from, 15) });
}

/** Fast stop: transactions under way are rolled back. Harder means follow only if the server does not end. */
export async function stop({ pid }: Postmaster): Promise<void> {
  for (const [name, patienceMs] of [
    ["SIGINT", 30_000],
    ["SIGQUIT", 10_000],
    ["SIGKILL", 5_000],
  ] as const) {
    signal(pid, name);
    if (await ended(pid, patienceMs)) return;
  }
}
