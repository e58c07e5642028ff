import { DAY_MS } from "../calendar/index.ts";
import { isSaid, isWritten, ok, type Result } from "../kernel/index.ts";
import { childWords } from "./child-content.ts";
import { textsOfChild, type AuthorisedText } from "./child.ts";
import { refusedAlert, type PublicAlertRefusal } from "./refusals.ts";
import type { AlertText, AlertTexts, NoChild, PublicAlertSaid } from "./state.ts";

/** Longest texts, in characters. The words hold an authorised text on a missing child whole. */
export const ALERT_TEXT_MOST = { title: 80, words: 1_500, area: 200 } as const;
export const LEAST_REACH_M = 50;
export const MOST_REACH_M = 50_000;
/** Longest time in force, from its beginning or its renewal; and the longest lead time of publication. */
export const LONGEST_ALERT_MS = 7 * DAY_MS;

/** Fields given by a person. The texts of a missing child come from its child alert. */
export type PublicAlertGiven = Omit<PublicAlertSaid, "texts"> & { readonly texts: AlertTexts | null };

const trimmed = ({ title, words, area }: AlertText): AlertText => ({ title: title.trim(), words: words.trim(), area: area.trim() });
const isWhole = ({ title, words, area }: AlertText): boolean => isSaid(title) && isSaid(words) && isWritten(area);

function checkTexts(given: PublicAlertGiven, authorised: AuthorisedText | null): Result<AlertTexts, PublicAlertRefusal> {
  if (given.kind === "missing_child") {
    if (given.childAlertId === null || authorised === null) return refusedAlert("public_alert.not_authorised");
    return ok(textsOfChild(authorised));
  }
  const { texts } = given;
  if (texts === null || ![texts.ar, texts.fr].every(isWhole) || (texts.en !== null && !isWhole(texts.en)))
    return refusedAlert("public_alert.text_missing");
  return ok({ ar: trimmed(texts.ar), fr: trimmed(texts.fr), en: texts.en && trimmed(texts.en) });
}

/** Refuses texts under another kind that seem to be about a missing child, unless an author answered that exactly these words are about none. */
export function checkNoChild(
  { kind, texts, noChild }: Pick<PublicAlertSaid, "kind" | "texts" | "noChild">,
  at: number,
): Result<NoChild | null, PublicAlertRefusal> {
  const words = kind === "missing_child" ? null : childWords(texts, at);
  if (words === null) return ok(null);
  return noChild?.words === words ? ok(noChild) : refusedAlert("public_alert.child_by_content", { words });
}

/** The span in force for a publication at a moment. Refused if it is over by then, too long or too far ahead. */
export function spanIfPublished(
  { from, until }: Pick<PublicAlertSaid, "from" | "until">,
  at: number,
): Result<{ from: number; until: number }, PublicAlertRefusal> {
  const begins = Math.max(from ?? at, at);
  if (until <= begins || until - begins > LONGEST_ALERT_MS || begins - at > LONGEST_ALERT_MS)
    return refusedAlert("public_alert.span_wrong", { days: LONGEST_ALERT_MS / DAY_MS });
  return ok({ from: begins, until });
}

/** Judges the given content; `authorised` is the text of its child alert, null if none may leave the room. */
export function checkGiven(
  given: PublicAlertGiven,
  authorised: AuthorisedText | null,
  at: number,
): Result<PublicAlertSaid, PublicAlertRefusal> {
  const texts = checkTexts(given, authorised);
  if (!texts.ok) return texts;
  const { kind, reach, from, until } = given;
  const noChild = checkNoChild({ ...given, texts: texts.value }, at);
  if (!noChild.ok) return noChild;
  if (reach !== null && !(reach.radiusM >= LEAST_REACH_M && reach.radiusM <= MOST_REACH_M))
    return refusedAlert("public_alert.radius_wrong", { least: LEAST_REACH_M, most: MOST_REACH_M });
  const span = spanIfPublished({ from, until }, at);
  if (!span.ok) return span;
  const childAlertId = kind === "missing_child" ? given.childAlertId : null;
  return ok({ kind, texts: texts.value, reach, from, until, childAlertId, noChild: noChild.value });
}
