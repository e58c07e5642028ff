import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readdir, readlink, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ended, isAlive, signal } from "../database/embedded/processes.ts";

const PREFIX = "amaliyat-run-";
const GUARD = fileURLToPath(new URL("guard-main.ts", import.meta.url));
const END_WITHIN_MS = 5_000;

/** Processes that work in a folder or below it: databases, edge and media server of the tests that made them there. */
async function workingBelow(folder: string): Promise<number[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(
    pids.map(async (pid) => {
      const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => "");
      return pid !== process.pid && cwd.startsWith(`${folder}/`) ? pid : null;
    }),
  );
  return found.filter((pid) => pid !== null);
}

/** Ends everything that works below the folder of a run, and removes the folder. */
export async function clearRun(path: string): Promise<void> {
  const folder = await realpath(path).catch(() => null);
  if (folder === null) return;
  for (const name of ["SIGQUIT", "SIGKILL"] as const) {
    const left = await workingBelow(folder);
    for (const pid of left) signal(pid, name);
    await Promise.all(left.map((pid) => ended(pid, END_WITHIN_MS)));
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** Clears what is left of runs whose process and guard were both killed; the number in the folder's name is their process. */
async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]);
    if (!Number.isNaN(pid) && !(await isAlive(pid))) await clearRun(join(tmpdir(), name));
  }
}

/**
 * The folder for everything that a test run writes: `path`, to be its TMPDIR. A process of its own, which no signal to the run reaches, waits
 * for the run's end, however it comes, and clears the folder then.
 */
export async function openRunFolder(): Promise<{ readonly path: string } & AsyncDisposable> {
  await sweep();
  const path = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  // The database of a run as root works as another user, who must pass.
  await chmod(path, 0o711);
  const guard = spawn(process.execPath, ["--no-warnings", GUARD, path], { cwd: "/", detached: true, stdio: ["pipe", "ignore", "inherit"] });
  guard.unref();
  return {
    path,
    async [Symbol.asyncDispose]() {
      const gone = once(guard, "exit");
      // A program that has nothing else to do would end before the folder is cleared.
      guard.ref();
      guard.stdin.end();
      await gone;
    },
  };
}
