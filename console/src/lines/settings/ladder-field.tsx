import { Checkbox, Field, TextInput } from "@amaliyat/ui/controls";
import type { ReactNode } from "react";
import { useText } from "../text.ts";
import type { LineDraft } from "./line-draft.ts";

type LadderFieldProps = {
  readonly draft: LineDraft;
  /** Names of the fields that are wrong. */
  readonly wrong: ReadonlySet<string>;
  readonly onChange: (change: Partial<LineDraft>) => void;
};

/** Escalation for a waiting caller in danger: the desks, their sound, the supervisors, a telephone outside the room. */
export function LadderField({ draft, wrong, onChange }: LadderFieldProps): ReactNode {
  const text = useText();
  const seconds = (field: "desksS" | "soundS" | "chiefS" | "telephoneAfterS", least: number, most: number): ReactNode => (
    <Field
      label={text(`ladder.${field}`)}
      hint={`${text(`ladder.${field}_does`)} (${text("line.between", { least, most })})`}
      error={wrong.has(field) ? text("wrong.field") : undefined}
    >
      <TextInput
        ltr
        inputMode="numeric"
        value={draft[field]}
        onChange={(value) => onChange({ [field]: value } satisfies Partial<LineDraft>)}
      />
    </Field>
  );
  return (
    <Field group label={text("ladder.label")} hint={text("ladder.hint")}>
      <div className="lines-ladder">
        {seconds("desksS", 1, 60)}
        {seconds("soundS", 1, 120)}
        {seconds("chiefS", 1, 300)}
        <Checkbox label={text("ladder.telephones")} checked={draft.telephones} onChange={(telephones) => onChange({ telephones })} />
        {draft.telephones && (
          <>
            {seconds("telephoneAfterS", 5, 300)}
            <Field
              label={text("ladder.telephoneTo")}
              hint={text("ladder.telephoneTo_does")}
              error={wrong.has("telephoneTo") ? text("wrong.number") : undefined}
            >
              <TextInput
                ltr
                inputMode="numeric"
                maxLength={15}
                value={draft.telephoneTo}
                onChange={(telephoneTo) => onChange({ telephoneTo })}
              />
            </Field>
          </>
        )}
      </div>
    </Field>
  );
}
