import { LANGUAGES } from "@amaliyat/domain/kernel";
import { SUBCATEGORIES } from "@amaliyat/domain/interventions";
import { Combobox, IconButton, Select, TextInput } from "@amaliyat/ui/controls";
import { useFormat, useLanguage } from "@amaliyat/ui/i18n";
import X from "lucide-react/icons/x";
import type { ReactNode } from "react";
import { useText } from "../../text.ts";
import { Fault } from "./fault.tsx";
import { TextFields } from "./text-fields.tsx";
import type { AnswerDraft, TreeFault } from "./tree-draft.ts";

export type OtherQuestion = { readonly id: string; readonly nth: number; readonly text: AnswerDraft["text"] };

export type AnswerFieldProps = {
  readonly answer: AnswerDraft;
  readonly label: string;
  readonly path: string;
  /** Questions that may be asked next. */
  readonly others: readonly OtherQuestion[];
  readonly faults: ReadonlyMap<string, TreeFault>;
  readonly onChange: (answer: AnswerDraft) => void;
  readonly onRemove: () => void;
};

const NONE = "";

/** One answer: its words, its points, the resulting category, and the next question. */
export function AnswerField({ answer, label, path, others, faults, onChange, onRemove }: AnswerFieldProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const nexts = [
    { value: NONE, label: text("tree.nothing_more") },
    ...others.map(({ id, nth, text: words }) => ({ value: id, label: `${format.number(nth + 1)}. ${words[language]}` })),
  ];
  const subcategories = [
    { value: NONE, label: text("tree.no_subcategory") },
    ...SUBCATEGORIES.map(({ code, labels }) => ({ value: code as string, label: labels[language], detail: code })),
  ];
  const pointsWrong = faults.has(`${path}.points`);
  return (
    <li className="lines-answer">
      <TextFields
        label={label}
        value={answer.text}
        wrong={LANGUAGES.filter((one) => faults.has(`${path}.text.${one}`))}
        onChange={(next) => onChange({ ...answer, text: next })}
      />
      <div className="lines-answer__worth">
        <TextInput
          ltr
          inputMode="numeric"
          className="lines-points"
          aria-label={`${text("tree.points")}, ${label}`}
          aria-invalid={pointsWrong || undefined}
          end={<span className="am-t3 am-small">{text("tree.points")}</span>}
          value={answer.points}
          onChange={(points) => onChange({ ...answer, points })}
        />
        <Combobox
          label={`${text("tree.subcategory")}, ${label}`}
          options={subcategories}
          value={answer.subcategory ?? NONE}
          onChange={(value) => onChange({ ...answer, subcategory: SUBCATEGORIES.find(({ code }) => code === value)?.code ?? null })}
        />
        <Select
          aria-label={`${text("tree.next")}, ${label}`}
          options={nexts}
          value={answer.next ?? NONE}
          onChange={(value) => onChange({ ...answer, next: value === NONE ? null : value })}
        />
        <IconButton size="s" label={`${text("remove")}: ${label}`} icon={<X size={16} />} onClick={onRemove} />
      </div>
      <Fault fault={faults.get(`${path}.points`)} />
      <Fault fault={faults.get(`${path}.next`)} />
    </li>
  );
}
