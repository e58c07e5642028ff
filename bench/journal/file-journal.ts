import { open, readFile, truncate } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";

// The other candidate for the room's journal: one file that is only added to, each group of records with its length and its checksum. It is
// measured beside the one that the room uses, and used by nobody.

const HEAD_BYTES = 8;
export const FILE = "journal.bin";

/** Groups of a file up to the first that is cut or damaged, and where that begins. */
export function readGroups(bytes: Buffer): { readonly groups: readonly string[][]; readonly end: number } {
  const groups: string[][] = [];
  let at = 0;
  while (at + HEAD_BYTES <= bytes.length) {
    const end = at + HEAD_BYTES + bytes.readUInt32LE(at);
    const body = bytes.subarray(at + HEAD_BYTES, end);
    if (end > bytes.length || crc32(body) !== bytes.readUInt32LE(at + 4)) break;
    groups.push(JSON.parse(body.toString("utf8")) as string[]);
    at = end;
  }
  return { groups, end: at };
}

function groupOf(records: readonly string[]): Buffer {
  const body = Buffer.from(JSON.stringify(records), "utf8");
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32LE(body.length, 0);
  head.writeUInt32LE(crc32(body), 4);
  return Buffer.concat([head, body]);
}

/** Opens the file, cuts off the unfinished end of a crash, and appends. All waiting writes share one write and one sync. */
export async function openFileJournal(folder: string) {
  const path = join(folder, FILE);
  const bytes = await readFile(path).catch(() => Buffer.alloc(0));
  const { groups, end } = readGroups(bytes);
  const file = await open(path, "a");
  if (end < bytes.length) await truncate(path, end);
  let waiting: { readonly bytes: Buffer; readonly done: () => void; readonly failed: (cause: unknown) => void }[] = [];
  let writing = false;
  const write = async (): Promise<void> => {
    if (writing) return;
    writing = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        await file.write(Buffer.concat(batch.map((each) => each.bytes)));
        await file.datasync();
        for (const { done } of batch) done();
      } catch (cause) {
        for (const { failed } of batch) failed(cause);
      }
    }
    writing = false;
  };
  return {
    groups,
    append: (_stream: string, records: readonly string[]): Promise<void> =>
      new Promise((done, failed) => {
        waiting.push({ bytes: groupOf(records), done, failed });
        if (waiting.length === 1) setImmediate(() => void write());
      }),
    [Symbol.asyncDispose]: () => file.close(),
  };
}
