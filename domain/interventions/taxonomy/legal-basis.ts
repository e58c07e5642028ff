import { localDay, type LocalDay } from "../../calendar/index.ts";
import type { Text3 } from "../../kernel/index.ts";
import { categoryOf } from "./lookup.ts";
import type { CategoryCode } from "./categories.ts";
import type { SubcategoryCode } from "./subcategories.ts";

/**
 * A text that makes a code's subject an offence. It is an attribute with dates and never part of the code: a code outlives the law. `from`
 * and `until` are local days in Algiers, `until` is the first day on which it holds no more. `confirmed` is false until somebody of the
 * service has compared it with the Official Journal.
 */
export type LegalBasis = {
  readonly of: readonly (SubcategoryCode | CategoryCode)[];
  readonly text: Text3;
  readonly from: LocalDay;
  readonly until: LocalDay | null;
  readonly confirmed: boolean;
};

/** Legal bases that the room knows today. No entry means: not recorded, which is not the same as «no offence». */
export const LEGAL_BASES: readonly LegalBasis[] = [
  {
    of: ["DRG.USE", "DRG.PSY"],
    text: { ar: "القانون 04-18، المادة 12", fr: "Loi n° 04-18, art. 12", en: "Law 04-18, art. 12" },
    from: "2004-12-25",
    until: null,
    confirmed: true,
  },
  {
    of: ["DRG.DEA", "DRG.PSY"],
    text: { ar: "القانون 04-18، المادة 13 وما بعدها", fr: "Loi n° 04-18, art. 13 et suivants", en: "Law 04-18, arts 13 and following" },
    from: "2004-12-25",
    until: null,
    confirmed: true,
  },
  {
    of: ["DRG"],
    text: {
      ar: "القانون 23-05 المعدل للقانون 04-18",
      fr: "Loi n° 23-05 modifiant la loi n° 04-18",
      en: "Law 23-05, which amends Law 04-18",
    },
    from: "2023-05-07",
    until: null,
    confirmed: true,
  },
  {
    of: ["TRF", "ACC"],
    text: { ar: "القانون 01-14 المتعلق بحركة المرور", fr: "Loi n° 01-14, circulation routière", en: "Law 01-14 on road traffic" },
    from: "2001-08-19",
    until: null,
    confirmed: true,
  },
  {
    of: ["PRK.PUB", "PRK.PRV"],
    text: { ar: "قانون العقوبات، المادة 386 مكرر", fr: "Code pénal, art. 386 bis", en: "Penal Code, art. 386 bis" },
    from: "2024-04-30",
    until: null,
    confirmed: false,
  },
  {
    of: ["THF", "VTH"],
    text: { ar: "قانون العقوبات، المادة 350 وما بعدها", fr: "Code pénal, art. 350 et suivants", en: "Penal Code, arts 350 and following" },
    from: "1966-06-08",
    until: null,
    confirmed: false,
  },
  {
    of: ["OTH.ABD"],
    text: { ar: "القانون 20-15 المتعلق باختطاف الأشخاص", fr: "Loi n° 20-15, enlèvement de personnes", en: "Law 20-15 on abduction" },
    from: "2020-12-30",
    until: null,
    confirmed: false,
  },
];

/** The texts in force for a sub-category at a moment (ms since epoch), the oldest first; empty where none is recorded. */
export function legalBases(code: SubcategoryCode, at: number): readonly LegalBasis[] {
  const day = localDay(at);
  return LEGAL_BASES.filter(({ of }) => of.includes(code) || of.includes(categoryOf(code)))
    .filter(({ from, until }) => from <= day && (until === null || day < until))
    .toSorted((a, b) => (a.from < b.from ? -1 : 1));
}
