import { fold } from "../search/index.ts";

/** Numbers of a sketch: two texts of which half the parts are the same share about half of them. */
const SIZE = 24;
/** Letters of a part. Three: a word that changes leaves the parts around it as they are, in Arabic too. */
const PART = 3;

/** From this share on two texts are alike. Texts of a person who tells of the same thing in other words share next to none. */
export const ALIKE = 0.4;

/** FNV-1a over the units of a text, from a start of its own, with the mixing of MurmurHash3 at the end. */
function hash(text: string, start: number): number {
  let sum = start ^ 0x811c9dc5;
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  sum = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  sum = Math.imul(sum ^ (sum >>> 13), 0xc2b2ae35);
  return (sum ^ (sum >>> 16)) >>> 0;
}

/**
 * A sketch of a text (MinHash, Broder 1997): likeness can be read from it and the text cannot. Digits count as one, because they are the first
 * thing that a program changes. `seed` is a secret of the room. Null for a text without a word.
 */
export function sketchOf(text: string | null, seed: number): Uint16Array | null {
  const plain = fold(text ?? "")
    .replaceAll(/\p{N}+/gu, "0")
    .trim();
  if (plain === "") return null;
  const padded = ` ${plain} `;
  const least = new Uint32Array(SIZE).fill(0xffffffff);
  for (let at = 0; at + PART <= Math.max(PART, padded.length); at++) {
    const once = hash(padded.slice(at, at + PART), seed);
    for (let nth = 0; nth < SIZE; nth++) {
      // One hash of the part, spread to one for each number of the sketch.
      const spread = (Math.imul(once, 2 * nth + 1) ^ Math.imul(nth + 1, 0x9e3779b9)) >>> 0;
      const mixed = Math.imul(spread ^ (spread >>> 15), 0x2c1b3c6d) >>> 0;
      if (mixed < (least[nth] ?? 0)) least[nth] = mixed;
    }
  }
  return Uint16Array.from(least, (value) => value >>> 16);
}

/** Likeness of two sketches, 0 to 1; two texts without a word are alike. */
export function sketchLikeness(a: Uint16Array | null, b: Uint16Array | null): number {
  if (a === null || b === null) return a === b ? 1 : 0;
  let same = 0;
  for (let nth = 0; nth < SIZE; nth++) if (a[nth] === b[nth]) same += 1;
  return same / SIZE;
}
