import type { PlanStep } from "@amaliyat/contract/plans";
import { SKILL_LABELS, UNIT_KIND_LABELS, type Need } from "@amaliyat/domain/dispatch";
import { ROLE_LABELS } from "@amaliyat/domain/identity";
import { category, isCategory, subcategory } from "@amaliyat/domain/interventions";
import type { Language } from "@amaliyat/domain/kernel";
import { PARTNER_KIND_LABELS } from "@amaliyat/domain/partners";
import type { PlanTarget } from "@amaliyat/domain/plans";

/** Target of a plan, by the name of its category or sub-category. */
export const targetWords = (target: PlanTarget, language: Language): string =>
  (isCategory(target) ? category(target) : subcategory(target)).labels[language];

/** Role that does a step; null if none is named. */
export function whoWords(who: PlanStep["who"], language: Language): string | null {
  if (who === null) return null;
  return who.kind === "role" ? ROLE_LABELS[who.role][language] : PARTNER_KIND_LABELS[who.partner][language];
}

/** Kinds and skill of a need, without its count. */
export const needWords = ({ kinds, skill }: Omit<Need, "count">, language: Language): string =>
  [kinds.map((kind) => UNIT_KIND_LABELS[kind][language]).join(" / "), ...(skill === null ? [] : [SKILL_LABELS[skill][language]])].join(
    " · ",
  );
