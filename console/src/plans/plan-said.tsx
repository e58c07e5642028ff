import type { Plan } from "@amaliyat/contract/plans";
import { PARTNER_KIND_LABELS } from "@amaliyat/domain/partners";
import { Chip } from "@amaliyat/ui/controls";
import { Bdi, Num, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { useCameras } from "../facts/index.ts";
import { needWords, whoWords } from "./plan-words.ts";
import { useText } from "./text.ts";

type Content = Pick<Plan, "priorities" | "needs" | "steps" | "partners" | "cameras">;

/** Content of one version of a plan. */
export function PlanSaid({ plan }: { readonly plan: Content }): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  return (
    <dl className="plans-said">
      <dt>{text("field.priorities")}</dt>
      <dd>
        <Num>{plan.priorities.join(" ")}</Num>
      </dd>
      <dt>{text("field.needs")}</dt>
      <dd className="plans-chips">
        {plan.needs.length === 0 && text("none")}
        {plan.needs.map((need, at) => (
          <Chip key={at}>
            <Num>{format.number(need.count)}</Num> × {needWords(need, language)}
          </Chip>
        ))}
      </dd>
      <dt>{text("field.steps")}</dt>
      <dd>
        {plan.steps.length === 0 && text("none")}
        <ol>
          {plan.steps.map((step) => (
            <li key={step.stepId}>
              <Bdi>{step.text[language]}</Bdi> {step.who !== null && <Chip tone="muted">{whoWords(step.who, language)}</Chip>}
            </li>
          ))}
        </ol>
      </dd>
      <dt>{text("field.partners")}</dt>
      <dd className="plans-chips">
        {plan.partners.length === 0 && text("none")}
        {plan.partners.map((partner) => (
          <Chip key={partner}>{PARTNER_KIND_LABELS[partner][language]}</Chip>
        ))}
      </dd>
      <dt>{text("field.cameras")}</dt>
      <dd>
        <CamerasSaid cameras={plan.cameras} />
      </dd>
    </dl>
  );
}

function CamerasSaid({ cameras }: Pick<Content, "cameras">): ReactNode {
  const text = useText();
  const format = useFormat();
  const known = useCameras().data ?? [];
  if (cameras.kind === "nearest")
    return cameras.count === 0 ? text("none") : `${text("cameras.nearest")} · ${format.number(cameras.count)}`;
  return cameras.cameraIds.map((id) => (
    <Chip key={id}>
      <Bdi>{known.find(({ cameraId }) => cameraId === id)?.code ?? text("cameras.unknown")}</Bdi>
    </Chip>
  ));
}
