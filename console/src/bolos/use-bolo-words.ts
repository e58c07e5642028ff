import { BOLO_KIND_LABELS } from "@amaliyat/domain/bolos";
import { PRIORITY_LABELS } from "@amaliyat/domain/interventions";
import { useLanguage } from "@amaliyat/ui/i18n";
import { useSectors } from "../facts/index.ts";
import { many, typed, useFieldWords, type FieldWords } from "../lists/index.ts";
import type { BoloDraft, BoloText } from "./bolo-draft.ts";
import { useText } from "./text.ts";

/** Names of the fields of a BOLO's form, and their values as a person reads them. */
export function useBoloWords(): FieldWords<BoloDraft> {
  const text = useText();
  const { language } = useLanguage();
  const { moment } = useFieldWords();
  const sectors = useSectors().data ?? [];
  const [, named] = many("", (sectorId: string) => sectors.find((one) => one.sectorId === sectorId)?.names[language] ?? sectorId);
  const line = (field: BoloText) => typed(text(`field.${field}`));
  return {
    text: line("text"),
    plate: line("plate"),
    make: line("make"),
    colour: line("colour"),
    description: line("description"),
    age: line("age"),
    clothes: line("clothes"),
    seenPlace: line("seenPlace"),
    authority: line("authority"),
    caseReference: line("caseReference"),
    hours: line("hours"),
    kind: [text("field.kind"), (kind) => BOLO_KIND_LABELS[kind][language]],
    priority: [text("field.priority"), (priority) => PRIORITY_LABELS[priority][language]],
    sectors: [text("field.sectors"), (ids) => (ids.length === 0 ? text("whole_room") : named(ids))],
    seenAt: moment(text("field.seenAt")),
    interventionId: [text("field.intervention"), (interventionId) => interventionId ?? ""],
    namesNobody: [text("naming.nobody"), (words) => words ?? ""],
  };
}
