import { PUBLIC_ALERT_KIND_LABELS } from "@amaliyat/domain/alerts";
import { languageNames, useLanguage } from "@amaliyat/ui/i18n";
import { typed, useFieldWords, type FieldWords } from "../../lists/index.ts";
import type { AlertDraft, TextLanguage, TextPart } from "../alert-draft.ts";
import { useText } from "../text.ts";

/** Names of the fields of an alert's form, and their values as a person reads them. */
export function useAlertWords(): FieldWords<AlertDraft> {
  const text = useText();
  const { language } = useLanguage();
  const { moment, point } = useFieldWords();
  const part = (one: TextLanguage, name: TextPart) =>
    typed(
      <>
        {text(`field.${name}`)} · <bdi lang={one}>{languageNames[one]}</bdi>
      </>,
    );
  const [, placed] = point("");
  const [, from] = moment("");
  return {
    "ar.title": part("ar", "title"),
    "ar.area": part("ar", "area"),
    "ar.words": part("ar", "words"),
    "fr.title": part("fr", "title"),
    "fr.area": part("fr", "area"),
    "fr.words": part("fr", "words"),
    "en.title": part("en", "title"),
    "en.area": part("en", "area"),
    "en.words": part("en", "words"),
    kind: [text("field.kind"), (kind) => PUBLIC_ALERT_KIND_LABELS[kind][language]],
    childAlertId: [text("field.child"), (childAlertId) => childAlertId ?? ""],
    reach: [text("field.reach"), (reach) => (reach.wholeTown ? text("reach.town") : `${placed(reach.point)} · ${reach.radius}`)],
    from: [text("field.from"), (at) => (at === null ? text("from_publication") : from(at))],
    until: moment(text("field.until")),
    noChild: [text("field.noChild"), (words) => words ?? ""],
  };
}
