import { Field, TextInput } from "@amaliyat/ui/controls";
import type { ReactNode } from "react";
import type { FieldsProps } from "./fields.ts";
import { DirectionDial } from "./direction-dial.tsx";
import { useText } from "../text.ts";

/** Direction of the camera: by dial or by number. */
export function ViewFields({ draft, set, wrongOf }: FieldsProps): ReactNode {
  const text = useText();
  return (
    <fieldset className="cameras-group cameras-group--view">
      <legend>{text("group.view")}</legend>
      <DirectionDial
        direction={readNumber(draft.direction)}
        fieldOfView={readNumber(draft.fieldOfView) ?? 70}
        onChange={(degrees) => set({ direction: String(degrees) })}
      />
      <div className="cameras-group__numbers">
        <Field label={text("field.direction")} hint={text("field.direction_hint")} error={wrongOf("direction")}>
          <TextInput
            ltr
            inputMode="decimal"
            end={<span aria-hidden="true">°</span>}
            value={draft.direction}
            onChange={(direction) => set({ direction })}
          />
        </Field>
        <Field label={text("field.fieldOfView")} error={wrongOf("fieldOfView")}>
          <TextInput
            ltr
            inputMode="decimal"
            end={<span aria-hidden="true">°</span>}
            value={draft.fieldOfView}
            onChange={(fieldOfView) => set({ fieldOfView })}
          />
        </Field>
        <Field label={text("field.range")} error={wrongOf("range")}>
          <TextInput ltr inputMode="decimal" end={text("metre")} value={draft.range} onChange={(range) => set({ range })} />
        </Field>
      </div>
    </fieldset>
  );
}

function readNumber(typed: string): number | null {
  const value = Number(typed.replace(",", "."));
  return typed.trim() === "" || !Number.isFinite(value) ? null : value;
}
