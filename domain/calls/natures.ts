import type { Text3 } from "../kernel/index.ts";

type Entry = { readonly code: string; readonly labels: Text3 };

/** Natures of a call or a report, as the bulletin counts it. They are separate from the category of an intervention that may follow. */
export const NATURES = [
  { code: "HLP", labels: { ar: "تقديم يد المساعدة والإغاثة", fr: "Aide et assistance", en: "Help and rescue" } },
  { code: "ENQ", labels: { ar: "الاستعلام", fr: "Renseignement", en: "Enquiry" } },
  { code: "GUI", labels: { ar: "التوجيه", fr: "Orientation", en: "Guidance" } },
  { code: "INT", labels: { ar: "طلب تدخل", fr: "Demande d’intervention", en: "Request for intervention" } },
  { code: "ACC", labels: { ar: "التبليغ عن حادث مرور", fr: "Signalement d’accident", en: "Reporting a traffic accident" } },
  { code: "THF", labels: { ar: "التبليغ عن سرقة", fr: "Signalement de vol", en: "Reporting a theft" } },
  { code: "CRM", labels: { ar: "التبليغ عن جريمة أخرى", fr: "Signalement d’une autre infraction", en: "Reporting another offence" } },
  { code: "MIS", labels: { ar: "حالة اختفاء", fr: "Disparition", en: "Disappearance" } },
  { code: "DGR", labels: { ar: "حالة خطر مادي أو معنوي", fr: "Danger physique ou moral", en: "Person in physical or moral danger" } },
  { code: "FIR", labels: { ar: "التبليغ عن حريق", fr: "Signalement d’incendie", en: "Reporting a fire" } },
  { code: "OTH", labels: { ar: "أخرى", fr: "Autre", en: "Other" } },
] as const satisfies readonly Entry[];

/** Natures that are counted apart and stand in no total of the bulletin. */
export const OUTSIDE_NATURES = [
  { code: "ABN", labels: { ar: "مكالمة غير مجابة", fr: "Appel abandonné", en: "Abandoned call" } },
  { code: "NUI", labels: { ar: "مكالمة كيدية", fr: "Appel malveillant", en: "Nuisance call" } },
  { code: "TST", labels: { ar: "اختبار", fr: "Test", en: "Test call" } },
] as const satisfies readonly Entry[];

export type NatureCode = (typeof NATURES)[number]["code"];
export type OutsideNatureCode = (typeof OUTSIDE_NATURES)[number]["code"];

/** True for a nature of the bulletin. */
export const isNature = (code: string): code is NatureCode => NATURES.some((one) => one.code === code);

/** True for a nature that is counted apart. */
export const isOutsideNature = (code: string): code is OutsideNatureCode => OUTSIDE_NATURES.some((one) => one.code === code);

/** True for any nature that a call can have. */
export const isCallNature = (code: string): code is NatureCode | OutsideNatureCode => isNature(code) || isOutsideNature(code);

/** The label of a nature. */
export function natureLabels(code: NatureCode | OutsideNatureCode): Text3 {
  const found = [...NATURES, ...OUTSIDE_NATURES].find((one) => one.code === code);
  if (!found) throw new Error(`no such nature: ${code}`);
  return found.labels;
}
