import { open, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** Replaces a file that the room's own user alone may read: after a crash at any point it holds the old content or the new, whole. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  await writeFile(`${path}.new`, content, { mode: 0o600, flush: true });
  await rename(`${path}.new`, path);
  await using folder = await open(dirname(path), "r");
  await folder.sync();
}
