import { PUBLIC_ALERT_KIND_LABELS } from "./kinds.ts";
import type { AlertTexts, PublicAlertSaid } from "./state.ts";

/** The text on a missing child that a prosecutor authorised, as it was authorised. */
export type AuthorisedText = { readonly ar: string; readonly fr: string; readonly area: string };

/** Texts that phones show of it: exactly the authorised ones, under the name of the kind. No English text was authorised. */
export const textsOfChild = ({ ar, fr, area }: AuthorisedText): AlertTexts => ({
  ar: { title: PUBLIC_ALERT_KIND_LABELS.missing_child.ar, words: ar, area },
  fr: { title: PUBLIC_ALERT_KIND_LABELS.missing_child.fr, words: fr, area },
  en: null,
});

/**
 * True if the rule for missing children allows the alert on phones. `authorised` is the text of its child alert. It is null if the
 * prosecutor authorised none, or if the search for the child is over.
 */
export function isAuthorised({ kind, texts }: Pick<PublicAlertSaid, "kind" | "texts">, authorised: AuthorisedText | null): boolean {
  if (kind !== "missing_child") return true;
  if (authorised === null || texts.en !== null) return false;
  const { ar, fr, area } = authorised;
  return texts.ar.words === ar && texts.fr.words === fr && texts.ar.area === area && texts.fr.area === area;
}
