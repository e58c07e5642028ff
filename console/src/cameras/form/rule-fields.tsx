import { PURPOSE_LABELS, PURPOSES, type Purpose } from "@amaliyat/domain/cameras";
import { Checkbox, Field, TextInput } from "@amaliyat/ui/controls";
import { Num, useLanguage } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import type { FieldsProps } from "./fields.ts";
import { useText } from "../text.ts";

/** Legal settings of a camera: viewing purposes, retention of pictures, impact assessment. */
export function RuleFields({ draft, set, wrongOf }: FieldsProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const toggle = (purpose: Purpose, on: boolean): void =>
    set({ purposes: PURPOSES.filter((one) => (one === purpose ? on : draft.purposes.includes(one))) });
  const hours = Number(draft.retention);
  return (
    <fieldset className="cameras-group">
      <legend>{text("group.rules")}</legend>
      <Field
        label={text("field.purposes")}
        hint={text("field.purposes_hint")}
        error={wrongOf("purposes")}
        className="cameras-group__wide"
        group
      >
        <div className="cameras-purposes">
          {PURPOSES.map((purpose, index) => (
            <Checkbox
              key={purpose}
              checked={draft.purposes.includes(purpose)}
              onChange={(on) => toggle(purpose, on)}
              label={
                <>
                  <Num className="am-t3">{index + 1}</Num> {PURPOSE_LABELS[purpose][language]}
                </>
              }
            />
          ))}
        </div>
      </Field>
      <Field
        label={text("field.retention")}
        hint={hours > 0 ? text("field.retention_days", { days: Math.round((hours / 24) * 10) / 10 }) : undefined}
        error={wrongOf("retention")}
      >
        <TextInput ltr inputMode="numeric" end={text("hour")} value={draft.retention} onChange={(retention) => set({ retention })} />
      </Field>
      <Field label={text("field.dpia")} error={wrongOf("dpia")} optional>
        <TextInput ltr value={draft.dpia} onChange={(dpia) => set({ dpia })} />
      </Field>
      <Checkbox
        className="cameras-group__wide"
        checked={draft.record}
        onChange={(record) => set({ record })}
        label={text("field.record")}
        hint={text("field.record_hint")}
      />
    </fieldset>
  );
}
