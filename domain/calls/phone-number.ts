import { PARTNERS } from "./partners.ts";

const ARABIC_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;

/**
 * One spelling for a telephone number, so that two calls of one telephone match. National form with its trunk prefix for Algerian numbers
 * (+213, 00213), `+` and digits for foreign ones, otherwise digits alone. Null if it holds no number of 2 to 15 digits.
 */
export function plainNumber(text: string): string | null {
  const digits = text.replace(ARABIC_DIGITS, (digit) => String(digit.charCodeAt(0) & 0xf)).replace(/[\s().\-/]/g, "");
  const match = /^(\+|00)?(\d{2,15})$/.exec(digits);
  if (!match) return null;
  const [, prefix, number = ""] = match;
  if (prefix === undefined) return number;
  return number.startsWith("213") && number.length > 5 ? `0${number.slice(3).replace(/^0/, "")}` : `+${number}`;
}

/** Short numbers that the room hands calls to. */
const isPartnerNumber = (number: string): boolean => PARTNERS.some(({ numbers }) => (numbers as readonly string[]).includes(number));

/**
 * True for a number that the room may call. These are subscribers of the country (Algerian numbering plan: 0 and 8 digits, mobiles 05, 06,
 * 07 and 8 more) and the partner bodies. No foreign number, no premium rate (08, 3xxx): nobody makes money with calls of the room.
 */
export const mayCallOut = (number: string): boolean =>
  /^0[2-4]\d{7}$/.test(number) || /^0[5-7]\d{8}$/.test(number) || isPartnerNumber(number);
