import type { Readable } from "node:stream";

/** Limits of a form: 4,000 letters of Arabic, each six bytes on the wire, and the other fields. */
const READ_BYTES = 32 * 1024;
const MOST_LETTERS = 4_000;
/** Past this nobody is listened to any more: it is no message, and would hold a connection for as long as it likes. */
const CUT_BYTES = 1024 * 1024;
const MOST_FIELDS = 64;

/**
 * The only field of a JSON body that is no object, or is broken: a sender that is known learns that nothing of it was read. No sender can
 * write this name, since NUL is removed from each.
 */
export const UNREADABLE = "\0unreadable";

/** Names and values of a JSON object, numbers as texts; none of an empty text; null for another value, or for a broken text. */
function fieldsOfJson(text: string): [string, string][] | null {
  if (text.trim() === "") return [];
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
    return Object.entries(value).flatMap(([name, each]: [string, unknown]): [string, string][] =>
      typeof each === "string" || typeof each === "number" ? [[name, String(each)]] : [],
    );
  } catch {
    return null;
  }
}

/**
 * The fields of a form, or of a JSON object if the type says so, as they came, the first of each name. Never fails: too long a text is cut,
 * and a sender that breaks off has said what it said. A body that is no form has no fields, and one that is no JSON object is `UNREADABLE`.
 */
export async function readForm(payload: Readable, type = ""): Promise<Readonly<Record<string, string>>> {
  const parts: Buffer[] = [];
  let read = 0;
  try {
    for await (const part of payload as AsyncIterable<Buffer>) {
      if (read < READ_BYTES) parts.push(part.subarray(0, READ_BYTES - read));
      read += part.length;
      if (read > CUT_BYTES) break;
    }
  } catch {
    // A sender that broke off: what came is read.
  }
  const fields: Record<string, string> = Object.create(null) as Record<string, string>;
  let count = 0;
  // Decodes without the byte-order mark that some gateways write before a form or JSON.
  const text = new TextDecoder("utf-8").decode(Buffer.concat(parts));
  const isJson = /^\s*application\/json\s*(?:;|$)/i.test(type);
  const pairs = isJson ? fieldsOfJson(text) : new URLSearchParams(text);
  if (pairs === null) return { [UNREADABLE]: "" };
  for (const [given, value] of pairs) {
    // Remove characters that the database cannot store: a message is never refused for a letter of it.
    const name = given.replaceAll("\0", "").replace(/^\uFEFF+/, "");
    if (name in fields || count >= MOST_FIELDS) continue;
    fields[name] = value.replaceAll("\0", "").toWellFormed().slice(0, MOST_LETTERS);
    count += 1;
  }
  return { ...fields };
}
