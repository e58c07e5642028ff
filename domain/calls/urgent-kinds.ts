import type { Attribute, Priority, SubcategoryCode } from "../interventions/index.ts";
import type { Text3 } from "../kernel/index.ts";
import type { NatureCode } from "./natures.ts";

/** A danger that a call-taker recognises at the first words: nature, sub-category, priority and attributes at once. */
export type UrgentKind = {
  readonly code: "weapon" | "violence" | "home" | "injured";
  readonly labels: Text3;
  readonly nature: NatureCode;
  readonly subcategory: SubcategoryCode;
  readonly priority: Priority;
  readonly attributes: readonly Attribute[];
};

/** The four dangers under the keys 1 to 4 of a call's card, the most pressing first. */
export const URGENT_KINDS: readonly UrgentKind[] = [
  {
    code: "weapon",
    labels: { ar: "سلاح", fr: "Arme", en: "Weapon" },
    nature: "DGR",
    subcategory: "OTH.ASL",
    priority: "P1",
    attributes: ["weapon"],
  },
  {
    code: "violence",
    labels: { ar: "عنف يحدث الآن", fr: "Violences en cours", en: "Violence under way" },
    nature: "DGR",
    subcategory: "OTH.ASL",
    priority: "P1",
    attributes: [],
  },
  {
    code: "home",
    labels: { ar: "تهديد داخل البيت", fr: "Menace au domicile", en: "Threat at home" },
    nature: "DGR",
    subcategory: "OTH.DOM",
    priority: "P1",
    attributes: [],
  },
  {
    code: "injured",
    labels: { ar: "حادث فيه جرحى", fr: "Accident avec blessés", en: "Accident with injured" },
    nature: "ACC",
    subcategory: "ACC.INJ",
    priority: "P1",
    attributes: ["injury"],
  },
];
