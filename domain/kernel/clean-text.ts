/**
 * Marks that phones and word processors put into copied text, and nobody typed. The iPhone's contacts put an embedding around a number,
 * messengers isolates around a name, editors a vertical tab for a line. Removing or replacing them loses no word; left in, they would make
 * the text read as another.
 */
const TURNING = /[\u202a-\u202e\u2066-\u2069\ufeff]/gu;
/** Halves of a sign, as of a text that was cut in the middle of one. */
const HALVES = /\p{Cs}/gu;
const MARKS_AT_NUMBER = /([\d)])[\u200e\u200f\u061c]+/gu;
const MARKS_BEFORE_NUMBER = /[\u200e\u200f\u061c]{1,8}([\d+(])/gu;
/** Line ends that editors and old files write. */
const OTHER_LINE_ENDS = /[\v\f\u0085\u2028\u2029]/gu;
const IN_NO_PROSE = /[^\P{Cc}\t\n\r]/gu;
const IN_NO_LINE = /\p{Cc}/gu;

/** Signs that show nothing are no text by themselves. */
const UNSEEN = /^[\p{Cf}\s]*$/u;
const seen = (text: string): string => (UNSEEN.test(text) ? "" : text.trim());

/** Cleans text from a box of several lines: without marks that nobody typed. */
export const cleanProse = (text: string): string =>
  seen(text.replaceAll(TURNING, "").replaceAll(HALVES, "").replaceAll(OTHER_LINE_ENDS, "\n").replaceAll(IN_NO_PROSE, ""));

/** The same for one line: line ends and tabs become a space; marks around numbers go too, which a telephone does not dial. */
export const cleanLine = (text: string): string =>
  seen(
    cleanProse(text)
      .replaceAll(/[\t\n\r]+/gu, " ")
      .replaceAll(IN_NO_LINE, "")
      .replaceAll(MARKS_AT_NUMBER, "$1")
      .replaceAll(MARKS_BEFORE_NUMBER, "$1"),
  );

/** Signs of format: marks of direction, and joiners and spaces of no width. None of them is a word. */
const FORMAT = /\p{Cf}/gu;
const GAPS = /[\p{Cc}\s]+/gu;

/** Cleans the words of a search. A copied code has isolates around it, which the screens set themselves. */
export const cleanSought = (text: string): string => text.replaceAll(FORMAT, "").replaceAll(HALVES, "").replaceAll(GAPS, " ").trim();

/** The first signs of a text, never half of one. */
export const cutTo = (text: string, maxLength: number): string => text.slice(0, maxLength).replaceAll(HALVES, "");

/** A text in pieces that are no longer than asked, parted between lines, else between words, else between signs. No piece is blank. */
export function piecesOf(text: string, maxLength: number): string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest.length > maxLength) {
    const head = rest.slice(0, maxLength + 1);
    const end = Math.max(head.lastIndexOf("\n"), 0) || Math.max(head.lastIndexOf(" "), 0) || cutTo(rest, maxLength).length;
    pieces.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return rest === "" ? pieces : [...pieces, rest];
}
