import type { InterventionCard } from "@amaliyat/contract/interventions";
import { urgencyAgainst } from "@amaliyat/domain/dispatch";
import { stateLabel } from "@amaliyat/domain/interventions";
import { TargetBar } from "@amaliyat/ui/controls";
import { useNow } from "@amaliyat/ui/hooks";
import { Num, Time, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import Check from "lucide-react/icons/check";
import type { ReactNode } from "react";
import { activeUnits, useWaits } from "../../facts/index.ts";
import { stepLines, stepsOf, type StepLine } from "./steps.ts";
import { useText } from "../text.ts";

/**
 * Opened, assigned, accepted, en route, on scene, over: each with its stamp and the time that it took beside its target. The current one
 * counts by itself.
 */
export function CardSteps({ card }: { readonly card: InterventionCard }): ReactNode {
  const text = useText();
  const waits = useWaits();
  return (
    <Panel className="card-timeline" region title={text("steps.label")} aside={text("steps.aside")}>
      <ol className="card-steps">
        {stepLines(stepsOf(card), card.priority, waits).map((step) => (
          <li key={step.name} className={`card-step card-step--${step.state}`} aria-current={step.state === "current" ? "step" : undefined}>
            <span className="card-step__mark">{step.state === "done" && <Check size={12} strokeWidth={3} aria-hidden="true" />}</span>
            <StepName card={card} step={step} />
            {step.state === "current" ? <Running step={step} /> : <Taken step={step} />}
            <StepTime step={step} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function StepName({ card, step }: { readonly card: InterventionCard; readonly step: StepLine }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const units = activeUnits(card);
  const only = units.length === 1 ? units[0] : undefined;
  if (step.name === "over" && card.state !== "open") return <span className="card-step__name am-clip">{stateLabel(card)[language]}</span>;
  return (
    <span className="card-step__name am-clip">
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

/** The step that is awaited: its bar and its clock run. */
function Running({ step }: { readonly step: StepLine }): ReactNode {
  const now = useNow();
  return <Measured tookMs={step.at === null ? null : Math.max(0, now - step.at)} targetMs={step.targetMs} isRunning />;
}

function Taken({ step }: { readonly step: StepLine }): ReactNode {
  const { state, at, since, targetMs } = step;
  const tookMs = state === "done" && at !== null && since !== null ? Math.max(0, at - since) : null;
  return <Measured tookMs={tookMs} targetMs={state === "done" || state === "ahead" ? targetMs : null} />;
}

type MeasuredProps = { readonly tookMs: number | null; readonly targetMs: number | null; readonly isRunning?: boolean };

/** The time taken as a bar with a line at its target, and both as figures. */
function Measured({ tookMs, targetMs, isRunning = false }: MeasuredProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const urgency = tookMs === null || targetMs === null ? "calm" : urgencyAgainst(targetMs, tookMs);
  const isLate = urgency === "late";
  return (
    <>
      <TargetBar value={tookMs} target={targetMs} tone={urgency} isRunning={isRunning} />
      <span className="card-step__took">
        {tookMs !== null && <Num className={isLate ? "am-attention am-strong" : "am-strong"}>{format.age(tookMs)}</Num>}
        {targetMs !== null && (
          <span className="am-t3" title={text("steps.target")}>
            <span className="am-hidden-visually">{text("steps.target")} </span>
            {tookMs !== null && " / "}
            <Num>{format.age(targetMs)}</Num>
          </span>
        )}
        {isLate && <span className="am-hidden-visually"> {text("steps.late")}</span>}
      </span>
    </>
  );
}

function StepTime({ step }: { readonly step: StepLine }): ReactNode {
  const text = useText();
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
