import { mkdir, open, unlink, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import type { GapCause } from "../model.ts";

export type DiskFile = Pick<FileHandle, "writev" | "truncate" | "close">;

/** File system operations of the recorder. The thread pool does all work, never the loop that reads sockets. */
export type Disk = {
  /** A new file, with the folders above it. Fails if it exists. */
  create(path: string): Promise<DiskFile>;
  unlink(path: string): Promise<void>;
};

export const disk: Disk = {
  create: async (path) => {
    try {
      return await open(path, "wx");
    } catch (error) {
      if (codeOf(error) !== "ENOENT") throw error;
      await mkdir(dirname(path), { recursive: true });
      return open(path, "wx");
    }
  },
  unlink,
};

/** Writes all of `buffers` at `position`, however many calls the system wants for it. */
export async function writeAll(file: DiskFile, buffers: readonly Buffer[], position: number): Promise<void> {
  let left = buffers;
  let at = position;
  for (;;) {
    const { bytesWritten } = await file.writev(left, at);
    const total = left.reduce((sum, buffer) => sum + buffer.length, 0);
    if (bytesWritten === total) return;
    if (bytesWritten === 0) throw Object.assign(new Error("nothing was written"), { code: "ENOSPC" });
    at += bytesWritten;
    left = dropBytes(left, bytesWritten);
  }
}

function dropBytes(buffers: readonly Buffer[], count: number): Buffer[] {
  let skip = count;
  return buffers.flatMap((buffer) => {
    const gone = Math.min(skip, buffer.length);
    skip -= gone;
    return gone === buffer.length ? [] : [buffer.subarray(gone)];
  });
}

/** The cause that a failed write gives to the missing span. */
export function causeOfDiskError(error: unknown): GapCause {
  return ["ENOSPC", "EDQUOT", "EFBIG"].includes(codeOf(error)) ? "disk_full" : "disk_failed";
}

export const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
