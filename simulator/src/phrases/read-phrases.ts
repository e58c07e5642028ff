import { readFileSync } from "node:fs";

/** A phrase of a caller and the place that is right: `landmark مسجد النور`, `site M-02`, `place block-200`, `point 31.953,5.333`. */
export type Phrase = { readonly text: string; readonly right: string };

/** Set of phrases: those that the search was mended by, or those that were held back from it. */
export type PhraseSet = "callers" | "callers-held-back";

/** Reads a list of phrases; «= » begins those of one place, «#» a remark. */
export function readPhrases(set: PhraseSet): Phrase[] {
  let right = "";
  const phrases: Phrase[] = [];
  for (const line of readFileSync(new URL(`../../phrases/${set}.txt`, import.meta.url), "utf8").split("\n")) {
    if (line.startsWith("= ")) right = line.slice(2);
    else if (line !== "" && !line.startsWith("#")) phrases.push({ text: line, right });
  }
  return phrases;
}

type Answer = {
  readonly source: string;
  readonly names: { readonly ar?: string | undefined };
  readonly point: { readonly lat: number; readonly lon: number };
};
/** The place that a phrase should find, as the room that was furnished with the town tells it. */
export type Wanted = Answer;

const SAME_PLACE_DEG = 0.003;

/** True if an answer is the wanted place: of the same name and place, in either list. */
export const isRight = (answer: Answer, wanted: Wanted): boolean =>
  (wanted.source === "point" || answer.names.ar === wanted.names.ar) &&
  Math.abs(answer.point.lat - wanted.point.lat) < (wanted.source === "point" ? 0.0001 : SAME_PLACE_DEG) &&
  Math.abs(answer.point.lon - wanted.point.lon) < (wanted.source === "point" ? 0.0001 : SAME_PLACE_DEG);
