import { readFile, rm, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** True if the process is one of ours and not another that got its number since. */
async function isOurs(pid: number, name: string): Promise<boolean> {
  if (!Number.isInteger(pid) || pid <= 1 || pid === process.pid || !isAlive(pid)) return false;
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  return command.includes(name);
}

/** Ends a run that is still there, waits until it is gone, and notes that this one runs now; the note goes with the disposal. */
export async function onlyOne(file: string, name: string, line: (text: string) => void): Promise<AsyncDisposable> {
  const pid = Number(await readFile(file, "utf8").catch(() => ""));
  if (await isOurs(pid, name)) {
    line(`an earlier run (process ${pid}) is still there and is ended first`);
    process.kill(pid, "SIGTERM");
    for (let waited = 0; isAlive(pid) && waited < 20_000; waited += 100) await sleep(100);
  }
  await writeFile(file, String(process.pid));
  return { [Symbol.asyncDispose]: () => rm(file, { force: true }) };
}
