import { readFile } from "node:fs/promises";
import { messageOf } from "./message-of.ts";

/** Value at a path in a value read from JSON; undefined if the path leads nowhere. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let here = value;
  for (const name of path) here = typeof here === "object" && here !== null ? new Map(Object.entries(here)).get(name) : undefined;
  return here;
}

export const listAt = (value: unknown, ...path: readonly string[]): readonly unknown[] => {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
};

export const textAt = (value: unknown, ...path: readonly string[]): string => {
  const found = at(value, ...path);
  return typeof found === "string" ? found : "";
};

export const numberAt = (value: unknown, ...path: readonly string[]): number | undefined => {
  const found = at(value, ...path);
  return typeof found === "number" ? found : undefined;
};

/** The entries of an object; none of anything else. */
export const entriesOf = (value: unknown): [string, unknown][] =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];

/** Value of the text of a JSON file. Another text throws with the file's name. */
export function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`${file} is not JSON: ${messageOf(cause)}`, { cause });
  }
}

/** A JSON file, or null where it is missing. One that cannot be read as JSON throws with its name. */
export async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, "utf8").catch(() => null);
  return text === null ? null : parseJson(file, text);
}
