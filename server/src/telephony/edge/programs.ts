import { spawn } from "node:child_process";
import { open, readFile, realpath, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { ended, isFirst, processesIn, signal, startOf } from "../../platform/database/embedded/processes.ts";

/** One of the two programs of the lines. */
export type ProgramName = "kamailio" | "rtpengine";

const COMMANDS: Readonly<Record<ProgramName, (folder: string) => readonly [string, ...string[]]>> = {
  kamailio: (folder) => {
    const cfg = join(folder, "kamailio.cfg");
    return ["/usr/sbin/kamailio", "-DD", "-E", "-f", cfg, "-m", "256", "-M", "8", "-w", folder, "-Y", join(folder, "run")];
  },
  rtpengine: (folder) => ["/usr/bin/rtpengine", `--config-file=${join(folder, "rtpengine.conf")}`],
};

/** Time for an orderly end, and then for the system to take away what was killed. */
const [STOP_WITHIN_MS, KILLED_WITHIN_MS] = [5_000, 5_000];
const mark = z.object({ pid: z.number().int().positive(), start: z.string() });
const markFile = (folder: string, name: ProgramName): string => join(folder, "run", `${name}.json`);

/** Record of the process that was started last; null if none is readable, as after a full disk. */
async function marked(folder: string, name: ProgramName): Promise<z.output<typeof mark> | null> {
  try {
    return mark.parse(JSON.parse(await readFile(markFile(folder, name), "utf8")));
  } catch {
    return null;
  }
}

/** The processes of a program that work in a folder, whatever is written down of them. */
const processesOf = async (folder: string, name: ProgramName): Promise<number[]> =>
  processesIn(await realpath(folder).catch(() => folder), name);

/**
 * The process that was started for this folder and still runs; null if there is none. Its record may be lost or of another process. A
 * second process beside a running one could not have its ports, and its record would hide the first for ever.
 */
export async function running(folder: string, name: ProgramName): Promise<number | null> {
  const last = await marked(folder, name);
  if (last !== null && (await startOf(last.pid)) === last.start) return last.pid;
  for (const pid of await processesOf(folder, name)) if (await isFirst(pid)) return pid;
  return null;
}

/** Ends whatever is left of a program whose first process is gone: its others hold the ports. */
async function sweep(folder: string, name: ProgramName): Promise<void> {
  for (const pid of await processesOf(folder, name)) signal(pid, "SIGKILL");
}

/** Starts a program in a session of its own, so that it outlives us, with its log in the folder. Gives its process. */
export async function start(folder: string, name: ProgramName): Promise<number> {
  await sweep(folder, name);
  await using log = await open(join(folder, "run", `${name}.log`), "a", 0o600);
  const [program, ...args] = COMMANDS[name](folder);
  const child = spawn(program, args, { cwd: folder, detached: true, stdio: ["ignore", log.fd, log.fd] });
  const pid = await new Promise<number>((started, failed) => {
    child.on("error", failed);
    child.on("spawn", () => started(child.pid ?? 0));
  });
  child.unref();
  // Whole or not at all: whoever looks in this moment finds the old one or the new one.
  const file = markFile(folder, name);
  await writeFile(`${file}.new`, JSON.stringify({ pid, start: (await startOf(pid)) ?? "" }), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return pid;
}

/** Ends a program. It is gone afterwards: the next start would take one that still dies for one that runs. */
export async function stop(folder: string, name: ProgramName): Promise<void> {
  const pid = await running(folder, name);
  if (pid === null) return;
  signal(pid, "SIGTERM");
  if (await ended(pid, STOP_WITHIN_MS)) return;
  signal(-pid, "SIGKILL");
  await ended(pid, KILLED_WITHIN_MS);
}
