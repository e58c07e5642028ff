import type { PlanStep } from "@amaliyat/contract/plans";
import { ROLE_LABELS, type Role } from "@amaliyat/domain/identity";
import { LANGUAGES } from "@amaliyat/domain/kernel";
import { PARTNER_KIND_LABELS, PARTNER_KINDS } from "@amaliyat/domain/partners";
import { MOST_STEPS } from "@amaliyat/domain/plans";
import { Button, Field, IconButton, Select, TextInput } from "@amaliyat/ui/controls";
import { Num, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import X from "lucide-react/icons/x";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { blankStep, moved, type PlanDraft } from "./plan-draft.ts";
import { useText } from "../text.ts";

type Step = PlanDraft["steps"][number];
export type StepFieldsProps = {
  readonly steps: readonly Step[];
  readonly wrong: ReadonlySet<string>;
  readonly onChange: (steps: readonly Step[]) => void;
};

/** The steps of a plan in their order, each in three languages. */
export function StepFields({ steps, wrong, onChange }: StepFieldsProps): ReactNode {
  const text = useText();
  const list = useRef<HTMLOListElement>(null);
  const [added, setAdded] = useState<string | null>(null);
  useEffect(() => {
    if (added !== null) list.current?.querySelector<HTMLElement>(`[data-step="${added}"] input`)?.focus();
  }, [added]);
  const add = (): void => {
    const step = blankStep(steps);
    onChange([...steps, step]);
    setAdded(step.key);
  };
  return (
    <Field group label={text("field.steps")}>
      <ol ref={list} className="plans-lines">
        {steps.map((step, at) => (
          <StepLine
            key={step.key}
            number={at + 1}
            step={step}
            wrong={LANGUAGES.filter((language) => wrong.has(`steps.${at}.text.${language}`))}
            onChange={(next) => onChange(steps.toSpliced(at, 1, next))}
            onMove={(by) => onChange(moved(steps, at, by))}
            onRemove={() => onChange(steps.toSpliced(at, 1))}
          />
        ))}
      </ol>
      <Button size="s" disabledReason={steps.length < MOST_STEPS ? undefined : text("most")} onClick={add}>
        {text("act.add_step")}
      </Button>
    </Field>
  );
}

type StepLineProps = {
  readonly number: number;
  readonly step: Step;
  readonly wrong: readonly (typeof LANGUAGES)[number][];
  readonly onChange: (step: Step) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
};

function StepLine({ number, step, wrong, onChange, onMove, onRemove }: StepLineProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const nth = format.number(number);
  return (
    <li className="plans-line" data-step={step.key}>
      <div className="plans-line__head">
        <Num className="am-strong">{nth}</Num>
        <WhoSelect label={`${text("field.who")} ${nth}`} who={step.who} onChange={(who) => onChange({ ...step, who })} />
        <IconButton size="s" label={`${text("act.up")} ${nth}`} icon={<ArrowUp size={16} />} onClick={() => onMove(-1)} />
        <IconButton size="s" label={`${text("act.down")} ${nth}`} icon={<ArrowDown size={16} />} onClick={() => onMove(1)} />
        <IconButton size="s" label={`${text("act.remove")} ${nth}`} icon={<X size={16} />} onClick={onRemove} />
      </div>
      {LANGUAGES.map((language) => (
        <Field
          key={language}
          label={`${text(`language.${language}`)} ${nth}`}
          error={wrong.includes(language) ? text("wrong") : undefined}
          className="plans-text"
        >
          <TextInput
            size="s"
            lang={language}
            dir={language === "ar" ? "rtl" : "ltr"}
            maxLength={200}
            value={step.text[language]}
            onChange={(value) => onChange({ ...step, text: { ...step.text, [language]: value } })}
          />
        </Field>
      ))}
    </li>
  );
}

const DOERS = ["operator", "call_taker", "dispatcher", "supervisor", "patrol"] as const satisfies readonly Role[];
const NOBODY = "nobody";
type WhoSelectProps = { readonly label: string; readonly who: PlanStep["who"]; readonly onChange: (who: PlanStep["who"]) => void };

function WhoSelect({ label, who, onChange }: WhoSelectProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const doers: readonly { readonly value: string; readonly label: string; readonly who: PlanStep["who"] }[] = [
    { value: NOBODY, label: text("nobody"), who: null },
    ...DOERS.map((role) => ({ value: `role.${role}`, label: ROLE_LABELS[role][language], who: { kind: "role" as const, role } })),
    ...PARTNER_KINDS.map((partner) => ({
      value: `partner.${partner}`,
      label: PARTNER_KIND_LABELS[partner][language],
      who: { kind: "partner" as const, partner },
    })),
  ];
  const value = who === null ? NOBODY : who.kind === "role" ? `role.${who.role}` : `partner.${who.partner}`;
  return (
    <Select
      size="s"
      aria-label={label}
      options={doers}
      value={value}
      onChange={(next) => onChange(doers.find((one) => one.value === next)?.who ?? null)}
    />
  );
}
