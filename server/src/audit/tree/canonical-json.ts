/** Any JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * The one way to write a JSON value (RFC 8785): keys sorted by UTF-16 code units, no space, numbers and strings as ECMAScript writes them.
 * A value that two programs would read differently throws: a number that is not finite, a string with a lone surrogate, anything that is
 * not JSON.
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError(`not a JSON number: ${value}`);
    return JSON.stringify(value);
  }
  if (typeof value === "string") {
    if (!value.isWellFormed()) throw new TypeError("not a JSON string: it holds half a surrogate pair");
    return JSON.stringify(value);
  }
  if (isList(value)) return `[${Array.from(value, canonicalJson).join(",")}]`;
  if (!isPlainObject(value)) throw new TypeError(`not JSON: ${typeof value}`);
  const members = Object.keys(value)
    .toSorted()
    .map((key) => `${canonicalJson(key)}:${canonicalJson(value[key] ?? null)}`);
  return `{${members.join(",")}}`;
}

/**
 * A value that can be stored: dates become ISO strings, undefined members are removed, undefined becomes null. Characters that PostgreSQL
 * cannot store (NUL, half a surrogate pair) become U+FFFD, so that no hostile text can stop the log. In names of members, characters that
 * JSON escapes become U+FFFD as well.
 */
export function storableJson(value: unknown): Json {
  if (value === undefined || value === null) return null;
  if (typeof value === "string") return storableText(value);
  if (typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value + 0 : null;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(storableJson);
  if (typeof value !== "object" || !isPlainObject(value)) throw new TypeError(`cannot be kept in the log: ${typeof value}`);
  const members: [string, Json][] = [];
  for (const [key, member] of Object.entries(value)) if (member !== undefined) members.push([storableName(key), storableJson(member)]);
  return Object.fromEntries(members);
}

/** Text without NUL and without halves of surrogate pairs. */
export const storableText = (text: string): string => text.toWellFormed().replaceAll("\0", "\uFFFD");

// JSON.parse of Node 24 and 26 may read an escaped name as another that it has read before it (nodejs/node #63785: "
// " as "\\"). A row that is read wrongly looks tampered with.
const ESCAPED = /["\\\p{Cc}]/gu;
const storableName = (name: string): string => storableText(name).replace(ESCAPED, "\uFFFD");

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

function isPlainObject(value: object): value is { readonly [key: string]: Json } {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
