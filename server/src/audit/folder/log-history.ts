import { appendFile, open, readdir, stat, truncate, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { writeHistoryLine } from "../tree/checkpoint.ts";
import { makeFolder, readIfThere, syncFolder } from "./durable-file.ts";

/** Folder of the history under the log's folder: one file a month, one line per checkpoint. */
const HISTORY = "checkpoints";

const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7);

/** Adds a checkpoint to the history unless it ends with it; a line that a crash cut short is removed first. */
export async function remember(folder: string, note: string, at: number): Promise<void> {
  await makeFolder(join(folder, HISTORY));
  const line = writeHistoryLine(note);
  const months = await historyFiles(folder);
  const newest = months.at(-1);
  if (newest !== undefined && (await repair(newest)).endsWith(line)) return;
  const path = join(folder, HISTORY, monthOf(at));
  await appendFile(path, line, { flush: true });
  if (!months.includes(path)) await syncFolder(join(folder, HISTORY));
}

/** Cuts off an unfinished last line; returns the end of what remains. Lines are ASCII but for the origin, which is not in them. */
async function repair(path: string): Promise<string> {
  const handle = await open(path, "r");
  try {
    const { text, size } = await endOf(handle);
    const whole = text.lastIndexOf("\n") + 1;
    if (whole < text.length) await truncate(path, size - (text.length - whole));
    return text.slice(0, whole);
  } finally {
    await handle.close();
  }
}

async function endOf(handle: FileHandle): Promise<{ text: string; size: number }> {
  const { size } = await handle.stat();
  const from = Math.max(0, size - 4096);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - from), 0, size - from, from);
  return { text: buffer.subarray(0, bytesRead).toString("latin1"), size };
}

async function historyFiles(folder: string): Promise<string[]> {
  const names = await readdir(join(folder, HISTORY)).catch(() => []);
  return names
    .filter((name) => /^\d{4}-\d{2}$/.test(name))
    .toSorted()
    .map((name) => join(folder, HISTORY, name));
}

/** Total size of the history files, in bytes. */
export async function historyBytes(folder: string): Promise<number> {
  let bytes = 0;
  for (const path of await historyFiles(folder)) bytes += (await stat(path).catch(() => ({ size: 0 }))).size;
  return bytes;
}

/** Lines of the history, oldest first; the end of a line that was never finished is left out. */
export async function readHistory(folder: string): Promise<string[]> {
  const lines: string[] = [];
  for (const path of await historyFiles(folder)) {
    const text = (await readIfThere(path))?.toString("latin1") ?? "";
    lines.push(
      ...text
        .slice(0, text.lastIndexOf("\n") + 1)
        .split("\n")
        .filter((line) => line !== ""),
    );
  }
  return lines;
}
