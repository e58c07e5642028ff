import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The top folder of the repository. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** What is made once and used by later runs: encoded material. */
export const CACHE = join(ROOT, ".data", "bench");

/** A fresh folder that goes with everything in it. */
export async function temporaryFolder(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), "amaliyat-bench-"));
  // The embedded database of a room that root starts runs as another user, who has to pass through.
  await chmod(path, 0o711);
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}
