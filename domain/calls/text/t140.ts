import { MISSING } from "./utf8.ts";

/** Signs of ITU-T T.140 as the room sends them: takes back the last character, ends a line, begins a stream. */
export const [ERASE, NEW_LINE, BEGIN] = ["\u0008", "\u2028", "\uFEFF"];
const [ALERT, ESCAPE, SEQUENCE, STRING, STRING_END] = ["\u0007", "\u001B", "\u009B", "\u0098", "\u009C"];

/** The effect of one sign of a text. */
export type Keystroke =
  | { readonly kind: "char"; readonly char: string }
  | { readonly kind: "erase" }
  | { readonly kind: "new_line" }
  /** The writer asks for attention (T.140 §8.4). */
  | { readonly kind: "alert" };

/** The signs of a text: its code points, as T.140 counts and erases them. */
export const signsOf = (text: string): string[] => Array.from(text);

const LINE_ENDS: readonly string[] = [NEW_LINE, "\u2029", "\n", "\r"];
/** The longest control sequence that is left out; one that is longer is shown as letters. */
const LONGEST_CONTROL = 64;

/**
 * True for characters without a glyph: controls, the byte order mark that keeps a connection open, halves of pairs, and the direction
 * marks. A line has its direction from its own letters.
 */
function isUnseen(char: string): boolean {
  const value = char.codePointAt(0) ?? 0;
  if (value < 0x20 || (value >= 0x7f && value <= 0x9f) || char === BEGIN || (value >= 0xd800 && value <= 0xdfff)) return true;
  return (value >= 0x202a && value <= 0x202e) || (value >= 0x2066 && value <= 0x2069) || (value & 0xfffe) === 0xfffe;
}

/** Length of a control at `at`, in characters; 0 if it has no end nearby. */
function controlLength(signs: readonly string[], at: number): number {
  const [first, second] = [signs[at] ?? "", signs[at + 1] ?? ""];
  if (first === ESCAPE && second !== "[") return 2;
  const isFinal = first === STRING ? (sign: string): boolean => sign === STRING_END : (sign: string): boolean => sign >= "@" && sign <= "~";
  const from = at + (first === ESCAPE ? 2 : 1);
  const end = signs.slice(from, from + LONGEST_CONTROL).findIndex(isFinal);
  return end < 0 ? 0 : from - at + end + 1;
}

/** Reads a text by T.140. Takes time in proportion to its length. */
export function readT140(text: string): Keystroke[] {
  const signs = signsOf(text);
  const read: Keystroke[] = [];
  for (let at = 0; at < signs.length; at++) {
    const sign = signs[at] ?? "";
    if (sign === ERASE) read.push({ kind: "erase" });
    else if (sign === ALERT) read.push({ kind: "alert" });
    else if (LINE_ENDS.includes(sign)) {
      read.push({ kind: "new_line" });
      if (sign === "\r" && signs[at + 1] === "\n") at++;
    } else if (sign === ESCAPE || sign === SEQUENCE || sign === STRING) at += Math.max(0, controlLength(signs, at) - 1);
    else if (!isUnseen(sign) || sign === MISSING) read.push({ kind: "char", char: sign });
  }
  return read;
}

/** The signs that turn one text into another where its end is edited: what differs is taken back and written again. */
export function keystrokes(before: string, after: string): string {
  const [old, next] = [signsOf(before), signsOf(after)];
  let same = 0;
  while (same < old.length && same < next.length && old[same] === next[same]) same++;
  return ERASE.repeat(old.length - same) + next.slice(same).join("");
}
