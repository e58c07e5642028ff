import { localYear } from "../calendar/index.ts";

/**
 * Reference of an intervention for people: `YYYY-NNNNNN`, the local year of opening and a number that starts at 1 each year. Beyond 999999
 * the number grows a digit: an opening never fails for want of a number.
 */
export type Reference = { readonly year: number; readonly number: number };

/** Begins the reference of an intervention that was imported: `H-2019-000123`. Its numbers are a series of their own. */
const HISTORY_PREFIX = "H-";

/** A number has at least so many digits in a reference, and as many more as it needs. */
export const REFERENCE_DIGITS = 6;

/** Writes a reference: `2026-000123`. A number below 1 is a bug. */
export function formatReference({ year, number }: Reference): string {
  if (!Number.isSafeInteger(number) || number < 1) throw new Error(`not a number of a reference: ${number}`);
  if (!Number.isInteger(year) || year < 1000 || year > 9999) throw new Error(`not a year of a reference: ${year}`);
  return `${year}-${String(number).padStart(REFERENCE_DIGITS, "0")}`;
}

/** Writes the reference of imported history: `H-2019-000123`. */
export const formatHistoryReference = (reference: Reference): string => `${HISTORY_PREFIX}${formatReference(reference)}`;

/** Reads a reference of an intervention that was opened in this room; null if it is none. */
export function parseReference(text: string): Reference | null {
  const match = /^([1-9]\d{3})-(\d{6}|[1-9]\d{6,14})$/.exec(text);
  if (!match) return null;
  const number = Number(match[2]);
  return number === 0 ? null : { year: Number(match[1]), number };
}

/** A reference in one piece: its letter, its year and its number. */
const IN_ONE_PIECE = /^(\p{L}) ?((?:19|20)\d\d)(\d{6,15})$/u;

/** Separates a reference that was typed without its dashes: «b2026000001» is «b 2026 000001», as the search folds it. Other words stay. */
export const partReference = (folded: string): string => folded.replace(IN_ONE_PIECE, "$1 $2 $3");

/** The year under which an intervention opened at a moment is numbered. */
export const referenceYear = (openedAt: number): number => localYear(openedAt);
