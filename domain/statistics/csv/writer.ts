/** Written before a CSV file so that spreadsheet programs read it as UTF-8. */
export const BYTE_ORDER_MARK = "\ufeff";

/** First characters that make a spreadsheet program read a text as a formula (OWASP, CSV injection), full-width forms included. */
const FORMULA_START = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** True for a text that a spreadsheet program would run. */
export const isFormula = (text: string): boolean => FORMULA_START.test(text);

/**
 * One cell. Numbers are written as they are; a text that would run as a formula gets an apostrophe before it. Quotes stand if RFC 4180
 * wants them, and around outer spaces, which some readers drop.
 */
export function csvCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  const safe = isFormula(value) ? `'${value}` : value;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line with its CRLF. */
export const csvLine = (cells: readonly (string | number | null)[]): string => `${cells.map(csvCell).join(",")}\r\n`;
