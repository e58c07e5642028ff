import type { Text3 } from "../kernel/index.ts";

/** Bodies to which a call or an intervention may be handed, with their public numbers. */
export const PARTNERS = [
  { code: "CIVPROT", numbers: ["14", "1021"], labels: { ar: "الحماية المدنية", fr: "Protection civile", en: "Civil Protection" } },
  // The free number of the SAMU of Algiers; an injured caller is handed on to it by the same keys.
  { code: "SAMU", numbers: ["3016"], labels: { ar: "الإسعاف الطبي الاستعجالي", fr: "SAMU", en: "Emergency medical service" } },
  { code: "GEND", numbers: ["1055"], labels: { ar: "الدرك الوطني", fr: "Gendarmerie nationale", en: "National Gendarmerie" } },
  { code: "FOREST", numbers: ["1070"], labels: { ar: "الغابات", fr: "Forêts", en: "Forests" } },
  { code: "APC", numbers: [], labels: { ar: "البلدية", fr: "Commune (APC)", en: "Municipality" } },
] as const satisfies readonly { readonly code: string; readonly numbers: readonly string[]; readonly labels: Text3 }[];
export type PartnerCode = (typeof PARTNERS)[number]["code"];

/** True if the text is the code of a partner body. */
export const isPartner = (code: string): code is PartnerCode => PARTNERS.some((partner) => partner.code === code);
