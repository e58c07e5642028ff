import { readdir, readFile } from "node:fs/promises";

/** Bytes of memory that are held now, and seconds of the processor that were used so far. */
export type Taken = { readonly memory: number; readonly cpuS: number };

/** USER_HZ: 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

const read = (path: string): Promise<string> => readFile(path, "utf8").catch(() => "");

async function childrenOf(pid: number): Promise<number[]> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  const lists = await Promise.all(threads.map((thread) => read(`/proc/${pid}/task/${thread}/children`)));
  return lists.flatMap((list) => list.split(" ").filter(Boolean).map(Number));
}

async function takenByOne(pid: number): Promise<Taken> {
  const [status, stat] = await Promise.all([read(`/proc/${pid}/status`), read(`/proc/${pid}/stat`)]);
  // Behind the name, which may hold anything: utime, stime, and the same of children that were waited for (proc_pid_stat(5), 14 to 17).
  const times = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .slice(11, 15);
  return {
    memory: Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024,
    cpuS: times.reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_PER_SECOND,
  };
}

/**
 * Use of memory and CPU by a process and all its descendants. An orphan in a PID namespace is adopted by the first process of that
 * namespace, so nobody escapes this sum.
 */
export async function takenBy(pid: number): Promise<Taken> {
  let [memory, cpuS] = [0, 0];
  const left = [pid];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const one = await takenByOne(next);
    memory += one.memory;
    cpuS += one.cpuS;
    left.push(...(await childrenOf(next)));
  }
  return { memory, cpuS };
}
