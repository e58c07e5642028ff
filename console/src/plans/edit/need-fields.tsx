import type { Need } from "@amaliyat/contract/dispatch";
import { SKILL_LABELS, SKILLS, UNIT_KIND_LABELS, UNIT_KINDS } from "@amaliyat/domain/dispatch";
import { MOST_NEEDS } from "@amaliyat/domain/plans";
import { Button, Checkbox, Field, IconButton, Select } from "@amaliyat/ui/controls";
import { useFormat, useLanguage } from "@amaliyat/ui/i18n";
import X from "lucide-react/icons/x";
import type { ReactNode } from "react";
import { useText } from "../text.ts";

export type NeedFieldsProps = {
  readonly needs: readonly Need[];
  readonly wrong: ReadonlySet<string>;
  readonly onChange: (needs: Need[]) => void;
};

const COUNTS = ["1", "2", "3", "4", "5", "6"] as const;
const ANY = "any";

/** The units that a plan asks for: so many, of one of some kinds, with a skill or without. */
export function NeedFields({ needs, wrong, onChange }: NeedFieldsProps): ReactNode {
  const text = useText();
  return (
    <Field group label={text("field.needs")}>
      <ul className="plans-lines">
        {needs.map((need, at) => (
          <NeedLine
            // Needs have no name of their own. They are few, and only their position distinguishes them.
            key={at}
            number={at + 1}
            need={need}
            wrong={wrong.has(`needs.${at}.kinds`)}
            onChange={(next) => onChange(needs.toSpliced(at, 1, next))}
            onRemove={() => onChange(needs.toSpliced(at, 1))}
          />
        ))}
      </ul>
      <Button
        size="s"
        disabledReason={needs.length < MOST_NEEDS ? undefined : text("most")}
        onClick={() => onChange([...needs, { kinds: ["car"], skill: null, count: 1 }])}
      >
        {text("act.add_need")}
      </Button>
    </Field>
  );
}

type NeedLineProps = {
  readonly number: number;
  readonly need: Need;
  readonly wrong: boolean;
  readonly onChange: (need: Need) => void;
  readonly onRemove: () => void;
};

function NeedLine({ number, need, wrong, onChange, onRemove }: NeedLineProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const nth = format.number(number);
  const counts = COUNTS.some((count) => count === String(need.count)) ? COUNTS : [...COUNTS, String(need.count)];
  const skills = [
    { value: ANY, label: text("need.any_skill") },
    ...SKILLS.map((one) => ({ value: one, label: SKILL_LABELS[one][language] })),
  ];
  return (
    <li className="plans-line">
      <div className="plans-line__head">
        <Select
          size="s"
          aria-label={`${text("need.count")} ${nth}`}
          options={counts.map((value) => ({ value, label: format.number(Number(value)) }))}
          value={String(need.count)}
          onChange={(count) => onChange({ ...need, count: Number(count) })}
        />
        <Select
          size="s"
          aria-label={`${text("need.skill")} ${nth}`}
          options={skills}
          value={need.skill ?? ANY}
          onChange={(skill) => onChange({ ...need, skill: SKILLS.find((one) => one === skill) ?? null })}
        />
        <IconButton size="s" label={`${text("act.remove")} ${nth}`} icon={<X size={16} />} onClick={onRemove} />
      </div>
      <Field group label={text("need.kinds")} error={wrong ? text("need.kinds_missing") : undefined}>
        <div className="plans-choices">
          {UNIT_KINDS.map((kind) => (
            <Checkbox
              key={kind}
              label={UNIT_KIND_LABELS[kind][language]}
              checked={need.kinds.includes(kind)}
              onChange={(checked) =>
                onChange({ ...need, kinds: UNIT_KINDS.filter((one) => (one === kind ? checked : need.kinds.includes(one))) })
              }
            />
          ))}
        </div>
      </Field>
    </li>
  );
}
