import { readdir, readFile, readlink } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Start time of a process, in clock ticks since boot (field 22 of /proc/PID/stat, proc(5)). Null if it is gone or a zombie. Together with
 * the number it tells a process from a later one with the same number.
 */
export const startOf = async (pid: number): Promise<string | null> => (await fieldsOf(pid))?.[19] ?? null;

/** True for the first process of its session (field 6): the one that was started, and none that it started. */
export const isFirst = async (pid: number): Promise<boolean> => (await fieldsOf(pid))?.[3] === String(pid);

/** The fields of /proc/PID/stat from the state (field 3) on; null for a process that is gone or a zombie. */
async function fieldsOf(pid: number): Promise<readonly string[] | null> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  // The name in parentheses may contain anything, so fields count from the last one: state is the first after it.
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ") ?? ["X"];
  return fields[0] === "Z" || fields[0] === "X" ? null : fields;
}

export const isAlive = async (pid: number): Promise<boolean> => (await startOf(pid)) !== null;

/** A program of ours works in its own folder, so the folder tells its processes from all others. */
export const worksIn = async (pid: number, folder: string): Promise<boolean> =>
  (await readlink(`/proc/${pid}/cwd`).catch(() => null)) === folder && (await isAlive(pid));

/** Every process of a program that works in a folder. Throws where the system cannot say. */
export async function processesIn(folder: string, program = "postgres"): Promise<number[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const here = await Promise.all(pids.map(async (pid) => ((await worksIn(pid, folder)) && (await isOf(pid, program)) ? pid : null)));
  return here.filter((pid) => pid !== null);
}

const isOf = async (pid: number, program: string): Promise<boolean> =>
  (await readFile(`/proc/${pid}/comm`, "utf8").catch(() => "")).trim() === program;

/** Sends a signal; a process that is gone already is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

/** Waits until the process has ended; false if it has not within the time. */
export async function ended(pid: number, withinMs: number): Promise<boolean> {
  const until = performance.now() + withinMs;
  while (await isAlive(pid)) {
    if (performance.now() > until) return false;
    await sleep(10);
  }
  return true;
}
