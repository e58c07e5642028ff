import { PURPOSE_LABELS } from "@amaliyat/domain/cameras";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useSites } from "../../facts/index.ts";
import { many, NAME_WORDS, typed, useFieldWords, type FieldWords } from "../../lists/index.ts";
import { useText } from "../text.ts";
import type { CameraDraft } from "./camera-draft.ts";

/** Names of the fields of a camera's form, and their values as a person reads them. */
export function useCameraWords(): FieldWords<CameraDraft> {
  const text = useText();
  const { language } = useLanguage();
  const { yesNo } = useFieldWords();
  const sites = useSites().data ?? [];
  return {
    ...NAME_WORDS,
    code: typed(text("field.code")),
    siteId: [text("field.site"), (siteId) => sites.find((site) => site.siteId === siteId)?.names[language] ?? siteId],
    place: typed(text("site.place")),
    direction: typed(text("field.direction")),
    fieldOfView: typed(text("field.fieldOfView")),
    range: typed(text("field.range")),
    purposes: many(text("field.purposes"), (purpose) => PURPOSE_LABELS[purpose][language]),
    retention: typed(text("field.retention")),
    dpia: typed(text("field.dpia")),
    host: typed(text("field.host")),
    port: typed(text("field.port")),
    mainPath: typed(text("field.mainPath")),
    subPath: typed(text("field.subPath")),
    record: yesNo(text("field.record")),
  };
}
