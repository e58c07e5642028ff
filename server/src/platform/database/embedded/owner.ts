import { readFile, rm } from "node:fs/promises";
import { writeWhole } from "../../write-whole.ts";
import type { Folder } from "./folder.ts";
import { startOf } from "./processes.ts";

/**
 * True if another live process of the room owns the database and stops it when it ends. A command beside a running room (an import, say)
 * uses the same database and must leave it running.
 */
export async function isOwnedByAnother({ owner: file }: Folder): Promise<boolean> {
  const [pid, start] = (await readFile(file, "utf8").catch(() => "")).split(" ");
  return pid !== undefined && start !== undefined && (await startOf(Number(pid))) === start;
}

/** Says that this process stops the database. */
export async function own({ owner: file }: Folder): Promise<void> {
  await writeWhole(file, `${process.pid} ${await startOf(process.pid)}`);
}

export const disown = ({ owner: file }: Folder): Promise<void> => rm(file, { force: true });
