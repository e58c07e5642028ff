import { localYear } from "../calendar/index.ts";
import { fold } from "../search/index.ts";

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

/** The year and the number of a reference that was typed in digits alone. */
const DIGITS_ALONE = /^((?:19|20)\d\d)(\d{6,15})$/u;

/**
 * Spells the reference that digits alone may mean, as the search folds it: «2026000001» is «2026 000001», and so stands in «B-2026-000001». Null for
 * other words.
 */
export function referenceOfDigits(said: string): string | null {
  const [, year, number] = DIGITS_ALONE.exec(fold(said)) ?? [];
  return year === undefined || number === undefined ? null : `${year} ${number}`;
}

/** A reference as people say it; `year` is null if they say the number alone. */
export type SpokenReference = { readonly year: number | null; readonly number: number };

/** A dash before the first digit: a number below zero is none of a reference, and the search folds the dash away. */
const NEGATIVE = /^[\s\p{Cf}]*[-–−]/u;

/**
 * Reads a reference as people say and type it, in the digits of any keyboard: `2026-000123`, `٢٠٢٦/١٢٣`, `2026000123`, `123`. Null if it is none
 * of this room.
 */
export function spokenReference(said: string): SpokenReference | null {
  if (NEGATIVE.test(said)) return null;
  const text = fold(said);
  const whole = /^([1-9]\d{3}) (\d{1,15})$/.exec(text) ?? /^([1-9]\d{3})(\d{6})$/.exec(text);
  const year = whole === null ? null : Number(whole[1]);
  const number = Number(whole === null ? (/^\d{1,9}$/.exec(text)?.[0] ?? 0) : whole[2]);
  return number === 0 ? null : { year, number };
}

/** Spells a reference that people say with its year in full, as the search folds it: «2026/12» is «2026 000012». Null for other words. */
export function spelledReference(said: string): string | null {
  const spoken = spokenReference(said);
  return spoken === null || spoken.year === null ? null : fold(formatReference({ year: spoken.year, number: spoken.number }));
}

/** Writes what people said of a reference as the room writes it, without a year if they named none; anything else stays, trimmed. */
export function tidyReference(said: string): string {
  const spoken = spokenReference(said);
  if (spoken === null) return said.trim();
  const { year, number } = spoken;
  return year === null ? String(number).padStart(REFERENCE_DIGITS, "0") : formatReference({ year, number });
}

/** True if people who say `said` can mean the intervention of a reference. */
export function canMean(said: string, reference: string): boolean {
  const [spoken, whole] = [spokenReference(said), parseReference(reference)];
  if (spoken === null || whole === null) return said.trim() === reference;
  return spoken.number === whole.number && (spoken.year === null || spoken.year === whole.year);
}

/** The year under which an intervention opened at a moment is numbered. */
export const referenceYear = (openedAt: number): number => localYear(openedAt);
