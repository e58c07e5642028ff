import { Button, Field, IconButton, TextInput } from "@amaliyat/ui/controls";
import { useFormat } from "@amaliyat/ui/i18n";
import X from "lucide-react/icons/x";
import type { ReactNode } from "react";
import { useText } from "../text.ts";
import type { LineDraft } from "./line-draft.ts";

const MOST = 4;
export type TargetsFieldProps = {
  readonly targets: LineDraft["targets"];
  readonly wrong: ReadonlySet<string>;
  readonly onChange: (targets: LineDraft["targets"]) => void;
};

/** Answering targets of the line. */
export function TargetsField({ targets, wrong, onChange }: TargetsFieldProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const wrongOf = (path: string): string | undefined => (wrong.has(path) ? text("wrong.field") : undefined);
  return (
    <Field group label={text("line.targets")} hint={text("line.targets_hint")}>
      <ul className="lines-items">
        {targets.map((target, nth) => {
          const set = (change: Partial<typeof target>): void => onChange(targets.toSpliced(nth, 1, { ...target, ...change }));
          return (
            <li key={nth} className="lines-item lines-item--row">
              <Field label={text("line.percent")} error={wrongOf(`targets.${nth}.percent`)} className="lines-short">
                <TextInput ltr inputMode="decimal" value={target.percent} onChange={(percent) => set({ percent })} />
              </Field>
              <Field label={text("line.withinS")} error={wrongOf(`targets.${nth}.withinS`)} className="lines-short">
                <TextInput ltr inputMode="numeric" value={target.withinS} onChange={(withinS) => set({ withinS })} />
              </Field>
              <IconButton
                size="s"
                label={`${text("remove")} ${format.number(nth + 1)}`}
                icon={<X size={16} />}
                onClick={() => onChange(targets.toSpliced(nth, 1))}
              />
            </li>
          );
        })}
      </ul>
      <Button
        size="s"
        disabledReason={targets.length < MOST ? undefined : text("most")}
        onClick={() => onChange([...targets, { withinS: "", percent: "" }])}
      >
        {text("line.add_target")}
      </Button>
    </Field>
  );
}
