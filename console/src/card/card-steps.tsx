import type { InterventionCard } from "@amaliyat/contract/interventions";
import { stateLabel } from "@amaliyat/domain/interventions";
import { Num, Time, useLanguage } from "@amaliyat/ui/i18n";
import Check from "lucide-react/icons/check";
import type { ReactNode } from "react";
import { Age, activeUnits } from "../facts/index.ts";
import { stepsOf, type Step } from "./steps.ts";
import { useText } from "./text.ts";

/** Opened, assigned, accepted, en route, on scene, over: each with its stamp, the current one with its running age. */
export function CardSteps({ card }: { readonly card: InterventionCard }): ReactNode {
  const text = useText();
  return (
    <ol className="card-steps" aria-label={text("steps.label")}>
      {stepsOf(card).map((step) => (
        <li key={step.name} className={`card-step card-step--${step.state}`} aria-current={step.state === "current" ? "step" : undefined}>
          <span className="card-step__mark">{step.state === "done" && <Check size={12} strokeWidth={3} aria-hidden="true" />}</span>
          <span>
            <StepName card={card} step={step} />
            <StepTime step={step} />
          </span>
        </li>
      ))}
    </ol>
  );
}

function StepName({ card, step }: { readonly card: InterventionCard; readonly step: Step }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const units = activeUnits(card);
  const only = units.length === 1 ? units[0] : undefined;
  if (step.name === "over" && card.state !== "open") return <span className="card-step__name">{stateLabel(card)[language]}</span>;
  return (
    <span className="card-step__name">
      {step.state === "current" ? text(`steps.wait.${step.name}`) : text(`steps.${step.name}`)}
      {step.name === "assigned" && step.state === "done" && only && (
        <>
          {" "}
          <Num>{only.unitCode}</Num>
        </>
      )}
    </span>
  );
}

function StepTime({ step }: { readonly step: Step }): ReactNode {
  const text = useText();
  if (step.state === "current" && step.at !== null) {
    return (
      <span className="card-step__time">
        {text("steps.since")} <Age since={step.at} />
      </span>
    );
  }
  if (step.state === "undone" && step.at !== null) {
    return (
      <span className="card-step__time">
        <del title={text("steps.undone")}>
          <Time at={step.at} />
        </del>
      </span>
    );
  }
  return <span className="card-step__time">{step.at === null || step.state !== "done" ? "–" : <Time at={step.at} />}</span>;
}
