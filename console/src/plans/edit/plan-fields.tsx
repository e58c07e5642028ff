import { CATEGORIES, PRIORITIES, PRIORITY_LABELS, SUBCATEGORIES } from "@amaliyat/domain/interventions";
import { PARTNER_KIND_LABELS, PARTNER_KINDS } from "@amaliyat/domain/partners";
import { isPlanTarget } from "@amaliyat/domain/plans";
import { Checkbox, Combobox, Field } from "@amaliyat/ui/controls";
import { Code, useLanguage } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { CameraFields } from "./camera-fields.tsx";
import { NeedFields } from "./need-fields.tsx";
import type { PlanDraft } from "./plan-draft.ts";
import { StepFields } from "./step-fields.tsx";
import { useText } from "../text.ts";

export type PlanFieldsProps = {
  readonly draft: PlanDraft;
  /** Paths of the fields that are wrong, such as `steps.0.text.fr`. */
  readonly wrong: ReadonlySet<string>;
  readonly isNew: boolean;
  readonly onChange: (change: Partial<PlanDraft>) => void;
};

/** Content of a plan, as fields. Its target is chosen once. */
export function PlanFields({ draft, wrong, isNew, onChange }: PlanFieldsProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const wrongOf = (path: string) => (wrong.has(path) ? text("wrong") : undefined);
  const toggled = <V extends string>(all: readonly V[], chosen: readonly V[], one: V): V[] =>
    all.filter((each) => (each === one ? !chosen.includes(each) : chosen.includes(each)));
  return (
    <>
      {isNew && (
        <Field label={text("field.target")} hint={text("field.target_hint")} error={wrongOf("target")} required>
          <Combobox
            options={[...CATEGORIES, ...SUBCATEGORIES].map(({ code, labels }) => ({ value: code, label: `${labels[language]} · ${code}` }))}
            value={draft.target}
            onChange={(code) => isPlanTarget(code) && onChange({ target: code })}
          />
        </Field>
      )}
      <Field group label={text("field.priorities")} hint={text("field.priorities_hint")} error={wrongOf("priorities")}>
        <div className="plans-choices">
          {PRIORITIES.map((one) => (
            <Checkbox
              key={one}
              label={
                <>
                  <Code>{one}</Code> {PRIORITY_LABELS[one][language]}
                </>
              }
              checked={draft.priorities.includes(one)}
              onChange={() => onChange({ priorities: toggled(PRIORITIES, draft.priorities, one) })}
            />
          ))}
        </div>
      </Field>
      <NeedFields needs={draft.needs} wrong={wrong} onChange={(needs) => onChange({ needs })} />
      <StepFields steps={draft.steps} wrong={wrong} onChange={(steps) => onChange({ steps })} />
      <Field group label={text("field.partners")}>
        <div className="plans-choices">
          {PARTNER_KINDS.map((one) => (
            <Checkbox
              key={one}
              label={PARTNER_KIND_LABELS[one][language]}
              checked={draft.partners.includes(one)}
              onChange={() => onChange({ partners: toggled(PARTNER_KINDS, draft.partners, one) })}
            />
          ))}
        </div>
      </Field>
      <CameraFields cameras={draft.cameras} wrong={wrong.has("cameras.cameraIds")} onChange={(cameras) => onChange({ cameras })} />
    </>
  );
}
