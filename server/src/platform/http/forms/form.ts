import type { Readable } from "node:stream";

/** Limits of a form: 4,000 letters of Arabic, each six bytes on the wire, and the other fields. */
const READ_BYTES = 32 * 1024;
const MOST_LETTERS = 4_000;
/** Past this nobody is listened to any more: it is no message, and would hold a connection for as long as it likes. */
const CUT_BYTES = 1024 * 1024;
const MOST_FIELDS = 64;

/** Names and values of a JSON object, numbers as texts; none for another value, or for a broken text. */
function fieldsOfJson(text: string): [string, string][] {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([name, each]: [string, unknown]): [string, string][] =>
      typeof each === "string" || typeof each === "number" ? [[name, String(each)]] : [],
    );
  } catch {
    return [];
  }
}

/**
 * The fields of a form, or of a JSON object if the type says so, as they came, the first of each name. Never fails: what is too long is
 * cut, what is no form has no fields, and a sender that breaks off has said what it said.
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
  const text = Buffer.concat(parts).toString("utf8");
  const isJson = /^\s*application\/json\s*(?:;|$)/i.test(type);
  for (const [name, value] of isJson ? fieldsOfJson(text) : new URLSearchParams(text)) {
    if (name in fields || count >= MOST_FIELDS) continue;
    // Remove characters that the database cannot store: a message is never refused for a letter of it.
    fields[name.replaceAll("\0", "")] = value.replaceAll("\0", "").toWellFormed().slice(0, MOST_LETTERS);
    count += 1;
  }
  return { ...fields };
}
