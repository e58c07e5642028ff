import { plans, type ChecklistStep } from "@amaliyat/contract/plans";
import { Checkbox } from "@amaliyat/ui/controls";
import { useShortcut } from "@amaliyat/ui/hooks";
import { Bdi, Time, useLanguage } from "@amaliyat/ui/i18n";
import { useRef, type ReactNode } from "react";
import { PersonName, useMay } from "../../session/index.ts";
import { whoWords } from "../plan-words.ts";
import { useText } from "../text.ts";
import type { Follow } from "./use-follow.ts";

export type ChecklistStepsProps = { readonly steps: readonly ChecklistStep[]; readonly follow: Follow; readonly isOpen: boolean };

/** The steps with who did each and when. K goes to the first that is not done, arrows move, space does it or takes it back. */
export function ChecklistSteps({ steps, follow, isOpen }: ChecklistStepsProps): ReactNode {
  const list = useRef<HTMLOListElement>(null);
  const mayMark = useMay(plans.mark) && isOpen;
  const boxes = (): HTMLInputElement[] => [...(list.current?.querySelectorAll<HTMLInputElement>("input") ?? [])];
  useShortcut("KeyK", () => (boxes().find((box) => !box.checked) ?? boxes()[0])?.focus(), { enabled: mayMark && steps.length > 0 });
  const move = (by: -1 | 1) => (): void => {
    const all = boxes();
    all[all.findIndex((box) => box === document.activeElement) + by]?.focus();
  };
  useShortcut("ArrowDown", move(1), { within: list });
  useShortcut("ArrowUp", move(-1), { within: list });
  return (
    <ol ref={list} className="plans-checklist">
      {steps.map((step) => (
        <li key={step.stepId} data-step={step.stepId}>
          <StepLine step={step} disabled={!mayMark} onMark={(done) => void follow.mark(step.stepId, done)} />
        </li>
      ))}
    </ol>
  );
}

type StepLineProps = { readonly step: ChecklistStep; readonly disabled: boolean; readonly onMark: (done: boolean) => void };

function StepLine({ step, disabled, onMark }: StepLineProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const { mark } = step;
  const who = whoWords(step.who, language);
  const marked = mark && (
    <>
      {!mark.done && `${text("panel.taken_back")} · `}
      <PersonName name={mark.by} /> · <Time at={Date.parse(mark.at)} format="shortTime" />
    </>
  );
  const hint = who === null && marked === null ? undefined : <>{marked ?? who}</>;
  return (
    <Checkbox
      label={<Bdi className={mark?.done ? "am-t2" : undefined}>{step.text[language]}</Bdi>}
      hint={hint}
      checked={mark?.done ?? false}
      disabled={disabled}
      onChange={onMark}
    />
  );
}
