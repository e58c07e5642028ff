import { existsSync, rmSync } from "node:fs";
import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ifWeEnd } from "./leaving.ts";

/** The top folder of the repository. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Folder of encoded material that is made once and reused by later runs. */
export const CACHE = join(ROOT, ".data", "bench");

const OPTIONS = { recursive: true, force: true, maxRetries: 8, retryDelay: 50 } as const;
const PREFIX = "amaliyat-bench-";

const isAlive = (pid: number): boolean => existsSync(`/proc/${pid}`);

/** Removes what runs that were killed left behind; the number in the name is their process. */
async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`, "u").exec(name)?.[1] ?? process.pid);
    if (!isAlive(pid)) await rm(join(tmpdir(), name), OPTIONS);
  }
}

/** A fresh folder that goes with everything in it. */
export async function temporaryFolder(): Promise<{ readonly path: string } & AsyncDisposable> {
  await sweep();
  const path = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  // The embedded database of a room that root starts runs as another user, who has to pass through.
  await chmod(path, 0o711);
  const held = ifWeEnd(() => rmSync(path, OPTIONS));
  return {
    path,
    async [Symbol.asyncDispose]() {
      await rm(path, OPTIONS);
      held[Symbol.dispose]();
    },
  };
}
