import { readdir, readFile } from "node:fs/promises";

async function childrenOf(pid: number): Promise<number[]> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  const lists = await Promise.all(threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/children`, "utf8").catch(() => "")));
  return lists.flatMap((list) => list.split(" ").filter(Boolean).map(Number));
}

async function residentOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
}

/**
 * Bytes of memory that a process and all below it hold. Whoever leaves its parent in a namespace of processes falls to the first of that
 * namespace, so nobody gets out of this sum.
 */
export async function memoryOf(pid: number): Promise<number> {
  let sum = 0;
  const left = [pid];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    sum += await residentOf(next);
    left.push(...(await childrenOf(next)));
  }
  return sum;
}
