import { plans, type Plan } from "@amaliyat/contract/plans";
import { Chip } from "@amaliyat/ui/controls";
import { Code, useLanguage } from "@amaliyat/ui/i18n";
import { Panel, Tabs } from "@amaliyat/ui/layout";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMay } from "../session/index.ts";
import { PlanForm } from "./edit/plan-form.tsx";
import { PlanSaid } from "./plan-said.tsx";
import { PlanVersions } from "./plan-versions.tsx";
import { targetWords } from "./plan-words.ts";
import type { PlansSearch } from "./plans-search.ts";
import { useText } from "./text.ts";

/** The open plan: its content, editable for some roles, and its versions. */
export function PlanSide({ plan }: { readonly plan: Plan }): ReactNode {
  const text = useText();
  const navigate = useNavigate();
  const { language } = useLanguage();
  const mayWrite = useMay(plans.change);
  const search: PlansSearch = useSearch({ from: "/plans" });
  const part = search.part ?? "said";
  return (
    <Panel
      title={targetWords(plan.target, language)}
      aside={
        <>
          <Code>{plan.target}</Code> {plan.retired && <Chip tone="muted">{text("retired")}</Chip>}
        </>
      }
      region
      className="list-side"
    >
      <Tabs
        label={text("parts")}
        tabs={(["said", "versions"] as const).map((value) => ({ value, label: text(`part.${value}`) }))}
        value={part}
        onChange={(next) => void navigate({ to: "/plans", search: { open: plan.planId, part: next } })}
      />
      <div role="tabpanel" aria-label={text(`part.${part}`)}>
        {part === "versions" ? (
          <PlanVersions plan={plan} />
        ) : mayWrite ? (
          <PlanForm plan={plan} onSaved={() => undefined} />
        ) : (
          <PlanSaid plan={plan} />
        )}
      </div>
    </Panel>
  );
}
