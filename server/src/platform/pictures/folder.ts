import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** SHA-256 in hexadecimal. */
export const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Writes a picture under a name of a folder so that it is whole or not there. */
export async function keepPicture(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, name);
  await writeFile(`${file}.part`, bytes, { mode: 0o600, flush: true });
  await rename(`${file}.part`, file);
}

/** Takes a picture away whose row could not be kept. */
export const dropPicture = (folder: string, name: string): Promise<void> => rm(join(folder, name), { force: true });

/** The bytes of a picture; null where they are gone or are no longer those that were kept. */
export async function readPicture(folder: string, name: string, sha256: string): Promise<Buffer | null> {
  const bytes = await readFile(join(folder, name)).catch(() => null);
  return bytes === null || hashOf(bytes) !== sha256 ? null : bytes;
}
