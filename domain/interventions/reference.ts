import { localYear } from "../calendar/index.ts";

/** How people name an intervention to each other: `YYYY-NNNNNN`, the local year of opening and a number that starts at 1 each year. */
export type Reference = { readonly year: number; readonly number: number };

export const LAST_NUMBER = 999_999;

/** Writes a reference: `2026-000123`. A number outside 1..999999 is a bug. */
export function formatReference({ year, number }: Reference): string {
  if (!Number.isInteger(number) || number < 1 || number > LAST_NUMBER) throw new Error(`not a number of a reference: ${number}`);
  if (!Number.isInteger(year) || year < 1000 || year > 9999) throw new Error(`not a year of a reference: ${year}`);
  return `${year}-${String(number).padStart(6, "0")}`;
}

/** Reads a reference; null if it is none. */
export function parseReference(text: string): Reference | null {
  const match = /^([1-9]\d{3})-(\d{6})$/.exec(text);
  if (!match) return null;
  const number = Number(match[2]);
  return number === 0 ? null : { year: Number(match[1]), number };
}

/** The year under which an intervention opened at a moment is numbered. */
export const referenceYear = (openedAt: number): number => localYear(openedAt);
