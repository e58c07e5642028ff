import { types, type CustomTypesConfig } from "pg";

const INT8 = 20;
const INT8_ARRAY = 1016;
const DATE = 1082;
const DATE_ARRAY = 1182;
const TEXT_ARRAY = 1009;

/**
 * A 64-bit integer as a number. Counts, sizes and sequence numbers of the room stay far below 2^53; one that does not
 * is an error, never a rounded number: select it as text instead.
 */
export function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is not a safe integer: select it as text`);
  return value;
}

/** pg's own parsers, by the number of a type (its typings know only some numbers). */
const parserOf: (oid: number) => (text: string) => unknown = types.getTypeParser;

function parseTexts(text: string): (string | null)[] {
  const parsed = parserOf(TEXT_ARRAY)(text);
  if (!Array.isArray(parsed)) throw new TypeError("pg did not parse an array");
  return parsed;
}

const own = new Map<number, (text: string) => unknown>([
  [INT8, safeInteger],
  [INT8_ARRAY, (text) => parseTexts(text).map((each) => (each === null ? null : safeInteger(each)))],
  // pg would make a local midnight of a calendar day; a day has no time zone, so it stays "2026-03-01".
  [DATE, (text) => text],
  [DATE_ARRAY, parseTexts],
]);

const getTypeParser: CustomTypesConfig["getTypeParser"] = (oid: number, format?: string) => {
  if (format === "binary") throw new Error("the room asks for text results only");
  return own.get(oid) ?? parserOf(oid);
};

/** Types of columns in results: timestamptz → Date, bigint → number (see `safeInteger`), date → "YYYY-MM-DD", numeric → string. */
export const columnTypes: CustomTypesConfig = { getTypeParser };
