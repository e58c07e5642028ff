import { CERTAINTY_LABELS } from "@amaliyat/domain/interventions";
import { HAZARD_KIND_LABELS, HAZARD_SOURCE_LABELS } from "@amaliyat/domain/places";
import { useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { typed, useFieldWords, type FieldWords } from "../lists/index.ts";
import type { HazardDraft } from "./hazard-draft.ts";
import { useText } from "./text.ts";

/** Names of the fields of a hazard's form, and their values as a person reads them. */
export function useHazardWords(): FieldWords<HazardDraft> {
  const text = useText();
  const { language } = useLanguage();
  const format = useFormat();
  const metresOf = (typedMetres: string): string => (/^\d+$/u.test(typedMetres) ? format.distance(Number(typedMetres)) : typedMetres);
  const { point, yesNo } = useFieldWords();
  return {
    kind: [text("field.hazard_kind"), (kind) => HAZARD_KIND_LABELS[kind][language]],
    words: typed(text("field.words")),
    certainty: [text("field.certainty"), (certainty) => CERTAINTY_LABELS[certainty][language]],
    source: [text("field.source"), (source) => HAZARD_SOURCE_LABELS[source][language]],
    sourceWords: typed(text("field.source_words")),
    point: point(),
    area: [text("field.area"), ({ kind, metres, address }) => (kind === "address" ? address : metresOf(metres))],
    atHome: yesNo(text("field.at_home")),
    from: typed(text("field.from")),
    until: typed(text("field.until")),
    review: typed(text("field.review")),
  };
}
