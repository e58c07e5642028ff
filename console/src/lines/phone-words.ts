import { plainNumber } from "@amaliyat/domain/calls";

const OF_THE_COUNTRY = /^0\d{8,9}$/;

/** A number as it is read aloud: pairs of digits where it is of the country, as it came where it is not. */
export function spacedNumber(number: string): string {
  const plain = plainNumber(number) ?? number;
  if (!OF_THE_COUNTRY.test(plain)) return plain;
  const head = plain.length % 2 === 0 ? plain.slice(0, 2) : plain.slice(0, 3);
  return [head, ...(plain.slice(head.length).match(/\d{2}/g) ?? [])].join(" ");
}

/** The same for a screen on a wall, where visitors read along: its begin and its end. */
export function maskedNumber(number: string): string {
  const pairs = spacedNumber(number).split(" ");
  if (pairs.length < 4) return number.length <= 4 ? number : `${number.slice(0, 2)}••${number.slice(-2)}`;
  return pairs.map((pair, nth) => (nth < 2 || nth === pairs.length - 1 ? pair : "••")).join(" ");
}
