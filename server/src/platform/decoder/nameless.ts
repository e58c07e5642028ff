import { randomUUID } from "node:crypto";
import { mkdir, open, rm, type FileHandle } from "node:fs/promises";
import { join } from "node:path";

/** A file for as long as it is open: it has no name that another could open, and is gone with its last holder, however that ends. */
export async function namelessFile(folder: string): Promise<FileHandle> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${randomUUID()}.tmp`);
  const file = await open(path, "wx+", 0o600);
  await rm(path);
  return file;
}

/** The same with bytes in it, ready to be read from the start by whoever it is handed to. */
export async function namelessWith(folder: string, parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<FileHandle> {
  const file = await namelessFile(folder);
  try {
    let at = 0;
    // Written at positions: the offset that a child inherits stays at the start.
    for await (const part of parts) at += (await file.write(part, 0, part.length, at)).bytesWritten;
    return file;
  } catch (cause) {
    await file.close();
    throw cause;
  }
}

/** All bytes of an open file from its start. */
export async function bytesOf(file: FileHandle): Promise<Buffer> {
  const { size } = await file.stat();
  const bytes = Buffer.alloc(size);
  const { bytesRead } = await file.read(bytes, 0, size, 0);
  return bytes.subarray(0, bytesRead);
}
