import type { Advice, Need } from "@amaliyat/contract/dispatch";
import { SKILL_LABELS, UNIT_KIND_LABELS } from "@amaliyat/domain/dispatch";
import { isPlanTarget } from "@amaliyat/domain/plans";
import { Chip, Kbd } from "@amaliyat/ui/controls";
import { isolate, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { targetWords } from "../../plans/index.ts";
import { useText } from "../text.ts";

export type ShortfallProps = {
  /** Needs of the plan that no bound unit meets. */
  readonly needs: readonly Need[];
  /** Part of `needs` that no free unit can meet. */
  readonly uncovered: readonly Need[];
  readonly plan: Advice["plan"];
};

/**
 * Needs that the plan still misses, and those of them that no free unit can meet. Names the plan if it is not in use yet. Empty if nothing
 * is missing and no plan is new.
 */
export function Shortfall({ needs, uncovered, plan }: ShortfallProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const planName = plan !== null && isPlanTarget(plan.target) ? targetWords(plan.target, language) : null;
  const isNew = plan !== null && !plan.inUse;
  if (needs.length === 0 && !isNew) return null;
  return (
    <p className="card-advice__shortfall">
      {isNew && planName !== null && (
        <span className="am-strong">
          {text("advice.by_new_plan", { plan: isolate(planName) })} <Kbd keys="KeyT" />
        </span>
      )}
      {needs.length > 0 && <span className="am-attention">{text("advice.shortfall")}</span>}
      {needs.map((need, at) => (
        <NeedChip key={at} need={need} />
      ))}
      {uncovered.length > 0 && <span className="am-attention">{text("advice.uncovered")}</span>}
      {uncovered.map((need, at) => (
        <NeedChip key={at} need={need} />
      ))}
    </p>
  );
}

function NeedChip({ need }: { readonly need: Need }): ReactNode {
  const format = useFormat();
  const { language } = useLanguage();
  return (
    <Chip tone="attention">
      {format.number(need.count)} × {need.kinds.map((kind) => UNIT_KIND_LABELS[kind][language]).join(" / ")}
      {need.skill !== null && ` · ${SKILL_LABELS[need.skill][language]}`}
    </Chip>
  );
}
