import { open, readFile } from "node:fs/promises";
import { writeWhole } from "../../write-whole.ts";
import type { Folder } from "./folder.ts";
import { startOf } from "./processes.ts";

/** A process number and its start time take 30 bytes at most. */
const LINE_BYTES = 64;

/**
 * True if another live process of the room owns the database and stops it when it ends. A command beside a running room (an import, say)
 * uses the same database and must leave it running.
 */
export async function isOwnedByAnother({ owner: file }: Folder): Promise<boolean> {
  const [pid, start] = (await readFile(file, "utf8").catch(() => "")).split(" ");
  return pid !== undefined && start !== undefined && (await startOf(Number(pid))) === start;
}

/**
 * Overwrites the line in place: a full disk has no block for a new file. A line that a power failure tore names no process. False if there is
 * no file yet.
 */
async function overwrite(file: string, line: string): Promise<boolean> {
  const existing = await open(file, "r+").catch(() => null);
  if (existing === null) return false;
  try {
    await existing.write(line.padEnd(LINE_BYTES), 0);
    await existing.datasync();
    return true;
  } finally {
    await existing.close();
  }
}

/** Says that this process stops the database. */
export async function own({ owner: file }: Folder): Promise<void> {
  const line = `${process.pid} ${await startOf(process.pid)}`;
  if (!(await overwrite(file, line))) await writeWhole(file, line.padEnd(LINE_BYTES));
}

/** Says that nobody stops it. The file stays: the next start may find the disk full. */
export const disown = async ({ owner: file }: Folder): Promise<void> => void (await overwrite(file, ""));
