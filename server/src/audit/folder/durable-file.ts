import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";

/** Files written at once: enough for the disk to write several while one waits for it. */
const AT_ONCE = 16;

/** Makes the names in a folder survive a loss of power. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeSynced(path: string, content: string | Uint8Array): Promise<void> {
  const handle = await open(path, "w");
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Replaces a file: after a crash at any point it holds the old content or the new, whole. */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const draft = `${path}.${randomBytes(4).toString("hex")}.new`;
  await writeSynced(draft, content);
  await rename(draft, path);
  await syncFolder(dirname(path));
}

/**
 * Writes files and returns once all of them, and their names, are on the disk. Nothing may refer to them before; a crash may
 * leave any of them cut, so whoever comes after a crash writes them again.
 */
export async function writeFiles(files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const folders = new Set([...files.keys()].map(dirname));
  for (const folder of folders) await makeFolder(folder);
  const waiting = [...files];
  const worker = async (): Promise<void> => {
    for (let next = waiting.pop(); next; next = waiting.pop()) await writeSynced(next[0], next[1]);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  for (const folder of folders) await syncFolder(folder);
}

/** Makes a folder; the folders above it are synced as far as they were made now. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made));
}

/** Content of a file; null if there is none. */
export async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return null;
    throw error;
  }
}
