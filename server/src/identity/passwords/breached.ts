import { ok, refuse, type Result } from "@amaliyat/domain/kernel";
import { createHash } from "node:crypto";
import { open, type FileHandle } from "node:fs/promises";

/** A line is `HASH` or `HASH:COUNT` (SHA-1 in hexadecimal, as Pwned Passwords is downloaded), with LF or CRLF. Bytes, with its end. */
const LONGEST_LINE = 64;
const LINE = /^([0-9A-Fa-f]{40})(?::\d{1,19})?\r?$/u;
/** Below this the rest is read at once: some twenty-five reads find a password in 40 GB. Bytes. */
const READ_AT_ONCE = 4_096;
/** Places of the file that are looked at when it is opened: one in the wrong order (by count) is seen, one of 40 GB is not read through. */
const PLACES_CHECKED = 256;

/** True if a password stands in the list of breached ones. */
export type IsBreached = (password: string) => Promise<boolean>;

export type BreachedPasswords = AsyncDisposable & { readonly has: IsBreached };

type List = { readonly file: FileHandle; readonly size: number };

async function textAt({ file, size }: List, from: number, bytes: number): Promise<string> {
  const wanted = Buffer.alloc(Math.min(bytes, size - from));
  let read = 0;
  while (read < wanted.length) {
    const { bytesRead } = await file.read(wanted, read, wanted.length - read, from + read);
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  return wanted.toString("latin1", 0, read);
}

/** The hash of a line in capitals; null if it is no such line. */
const hashOf = (line: string): string | null => LINE.exec(line)?.[1]?.toUpperCase() ?? null;

type Line = { readonly start: number; readonly hash: string | null };

/** The first line that begins after `from`; null at the end of the file. */
async function lineAfter(list: List, from: number): Promise<Line | null> {
  const text = await textAt(list, from, LONGEST_LINE * 2);
  const end = text.indexOf("\n");
  if (end === -1) return from + text.length < list.size ? { start: from, hash: null } : null;
  const start = from + end + 1;
  return start >= list.size ? null : { start, hash: hashOf(text.slice(end + 1).split("\n")[0] ?? "") };
}

/** The number of the first byte at which the file is no sorted list of hashes, as far as was looked; null if none was found. */
async function faultOf(list: List): Promise<number | null> {
  let last = hashOf((await textAt(list, 0, LONGEST_LINE)).split("\n")[0] ?? "");
  if (last === null) return 0;
  for (let place = 0; place < PLACES_CHECKED; place++) {
    const line = await lineAfter(list, Math.floor((list.size * place) / PLACES_CHECKED));
    if (line === null) continue;
    if (line.hash === null || line.hash < last) return line.start;
    last = line.hash;
  }
  return null;
}

/** Searches a sorted list by halves. `from` and `to` stay at beginnings of lines, and the hash is between them or nowhere. */
async function holds(list: List, hash: string): Promise<boolean> {
  let [from, to] = [0, list.size];
  while (to - from > READ_AT_ONCE) {
    const line = await lineAfter(list, Math.floor((from + to) / 2));
    if (line === null || line.hash === null) throw new Error("the list of breached passwords has a line that is none");
    if (line.hash <= hash) from = line.start;
    else to = line.start;
  }
  return (await textAt(list, from, to - from)).split("\n").some((line) => hashOf(line) === hash);
}

/** SHA-1 is the key under which the public lists file a password; it protects nothing. */
const keyOf = (password: string): string => createHash("sha1").update(password).digest("hex").toUpperCase();

/**
 * Opens a file of breached passwords and keeps it open: a file that is put in its place counts from the next start on. The error is a
 * sentence for the person who starts the room.
 */
export async function openBreachedPasswords(path: string): Promise<Result<BreachedPasswords, string>> {
  const opened = await open(path, "r").catch((cause: NodeJS.ErrnoException) => cause);
  if (opened instanceof Error) return refuse(`${path} cannot be read (${opened.code ?? opened.message})`);
  await using stack = new AsyncDisposableStack();
  const file = stack.adopt(opened, (each) => each.close());
  const about = await file.stat();
  if (!about.isFile()) return refuse(`${path} is no file`);
  const list = { file, size: about.size };
  const fault = await faultOf(list);
  if (fault !== null)
    return refuse(`${path}: expected lines HASH or HASH:COUNT of SHA-1 in hexadecimal, sorted by hash; at byte ${fault} it is otherwise`);
  const kept = stack.move();
  return ok({
    // One letter has two spellings: a list may hold the other one.
    has: async (password) => (await holds(list, keyOf(password))) || holds(list, keyOf(password.normalize("NFC"))),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  });
}
