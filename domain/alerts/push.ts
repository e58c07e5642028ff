import { isUrgent, type PublicAlertKind } from "./kinds.ts";
import type { AlertText, AlertTexts } from "./state.ts";
import type { Language } from "../kernel/index.ts";

/** Text of an alert in a language; French if there is no English text. */
export const alertTextIn = (texts: AlertTexts, language: Language): AlertText =>
  language === "en" ? (texts.en ?? texts.fr) : texts[language];

/** Words of a message that wakes a phone, in characters: two of Arabic take four bytes, and a push service takes 4 KiB at most. */
const PUSHED_WORDS_MOST = 400;

/** The beginning of a text, cut between words. */
export function pushedWords(words: string): string {
  if (words.length <= PUSHED_WORDS_MOST) return words;
  const head = words.slice(0, PUSHED_WORDS_MOST);
  const end = head.lastIndexOf(" ");
  return `${head.slice(0, end > 0 ? end : PUSHED_WORDS_MOST).trimEnd()}…`;
}

/** Urgency of a message for the push service (RFC 8030, 5.3). */
export const urgencyOf = (kind: PublicAlertKind): "high" | "normal" => (isUrgent(kind) ? "high" : "normal");

/**
 * Meaning of a push service's status. `taken`; `gone`: the subscription ended; `passing`: tried again; `refused`: this message is not
 * taken, others may be. Null: no answer at all.
 */
export function pushOutcome(status: number | null): "taken" | "gone" | "passing" | "refused" {
  if (status === null || status === 429 || status >= 500) return "passing";
  if (status === 404 || status === 410) return "gone";
  return status >= 200 && status < 300 ? "taken" : "refused";
}

const FIRST_WAIT_MS = 5_000;
const MOST_TRIES = 6;

/** Wait after the given number of failed tries, in ms: 5 s, 20 s, 80 s … about half an hour in all. Null: give up. */
export const pushWaitAfter = (tries: number): number | null => (tries >= MOST_TRIES ? null : FIRST_WAIT_MS * 4 ** (tries - 1));
