import { readFile, readdir } from "node:fs/promises";
import { parseKilobytes, parseStat, TICKS_PER_SECOND, treeOf, type ProcessStat } from "./proc.ts";

/** Memory of one process. `pssMb` shares out pages that several processes map, so it can be added up. */
export type Memory = { readonly name: string; readonly pssMb: number; readonly rssMb: number };

const read = (path: string): Promise<string> => readFile(path, "utf8").catch(() => "");

async function allProcesses(): Promise<ProcessStat[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/u.test(name));
  const stats = await Promise.all(pids.map(async (pid) => parseStat(await read(`/proc/${pid}/stat`))));
  return stats.filter((each) => each !== null);
}

/** The processes below and with these; those that have ended are not there. */
async function trees(roots: readonly number[]): Promise<ProcessStat[]> {
  const all = await allProcesses();
  return roots.flatMap((root) => treeOf(root, all));
}

/** Seconds of processor time that the trees have used so far: utime and stime of each process that lives. */
export async function cpuSecondsOf(roots: readonly number[]): Promise<number> {
  return (await trees(roots)).reduce((sum, each) => sum + each.user + each.system, 0) / TICKS_PER_SECOND;
}

/**
 * Milliseconds that all threads of the trees have run so far, to the microsecond (`schedstat`). The increase during a request is its time
 * on an otherwise idle machine. Threads that end in between are missed.
 */
export async function runMsOf(roots: readonly number[]): Promise<number> {
  const tasks = await Promise.all(
    (await trees(roots)).map(async ({ pid }) =>
      (await readdir(`/proc/${pid}/task`).catch(() => [])).map((task) => `/proc/${pid}/task/${task}`),
    ),
  );
  const texts = await Promise.all(tasks.flat().map((task) => read(`${task}/schedstat`)));
  return texts.reduce((sum, text) => sum + Number(text.split(" ")[0] ?? 0), 0) / 1e6;
}

async function memoryOfOne({ pid, name }: ProcessStat): Promise<Memory> {
  const rollup = await read(`/proc/${pid}/smaps_rollup`);
  return { name, pssMb: parseKilobytes(rollup, "Pss") / 1024, rssMb: parseKilobytes(rollup, "Rss") / 1024 };
}

/** The memory of every process of the trees now. Reading it costs the kernel a walk over the pages: not in the middle of a window. */
export const memoryOf = async (roots: readonly number[]): Promise<Memory[]> => Promise.all((await trees(roots)).map(memoryOfOne));

export type Peaks = { readonly own: number; readonly below: number };

/** Looks now and then at how much a process holds, and how much all below it hold together: the most of each, in MB resident. */
export function watchPeaks(pid: number, everyMs: number): Disposable & { readonly peaks: () => Peaks } {
  const residentOf = async (of: number): Promise<number> => parseKilobytes(await read(`/proc/${of}/status`), "VmRSS") / 1024;
  let most: Peaks = { own: 0, below: 0 };
  const look = async (): Promise<void> => {
    const found = await trees([pid]);
    const [own = 0, ...below] = await Promise.all(found.map((each) => residentOf(each.pid)));
    most = {
      own: Math.max(most.own, own),
      below: Math.max(
        most.below,
        below.reduce((sum, each) => sum + each, 0),
      ),
    };
  };
  const timer = setInterval(() => void look(), everyMs);
  return { peaks: () => most, [Symbol.dispose]: () => clearInterval(timer) };
}

export const pssOf = (processes: readonly Memory[]): number => processes.reduce((sum, { pssMb }) => sum + pssMb, 0);
