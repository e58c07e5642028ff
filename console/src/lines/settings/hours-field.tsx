import { Button, Checkbox, Field, IconButton, RadioGroup, TextInput } from "@amaliyat/ui/controls";
import { useFormat, useLanguage, weekdays } from "@amaliyat/ui/i18n";
import X from "lucide-react/icons/x";
import type { ReactNode } from "react";
import { useText } from "../text.ts";
import type { LineDraft } from "./line-draft.ts";

type Opening = LineDraft["hours"][number];
const MOST = 14;
const WORKDAYS = [0, 1, 2, 3, 4];

export type HoursFieldProps = {
  readonly draft: Pick<LineDraft, "always" | "hours">;
  readonly wrong: ReadonlySet<string>;
  readonly onChange: (change: Pick<LineDraft, "always" | "hours">) => void;
};

/** Opening hours of a line: day and night, or by days and hours. */
export function HoursField({ draft: { always, hours }, wrong, onChange }: HoursFieldProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const set = (next: LineDraft["hours"]): void => onChange({ always, hours: next });
  const first: Opening = { days: WORKDAYS, from: "08:00", until: "16:00" };
  return (
    <Field group label={text("line.hours")} error={wrong.has("hours") ? text("wrong.no_hours") : undefined}>
      <RadioGroup
        row
        label={text("line.hours")}
        value={always ? "always" : "by_hours"}
        options={(["always", "by_hours"] as const).map((value) => ({ value, label: text(`line.${value}`) }))}
        onChange={(value) => onChange({ always: value === "always", hours: value === "by_hours" && hours.length === 0 ? [first] : hours })}
      />
      {!always && (
        <>
          <ul className="lines-items">
            {hours.map((opening, nth) => (
              <Line
                // Openings have no name of their own; they are few and are edited in place.
                key={nth}
                nth={format.number(nth + 1)}
                opening={opening}
                wrong={wrong.has(`hours.${nth}`)}
                onChange={(next) => set(hours.toSpliced(nth, 1, next))}
                onRemove={() => set(hours.toSpliced(nth, 1))}
              />
            ))}
          </ul>
          <Button size="s" disabledReason={hours.length < MOST ? undefined : text("most")} onClick={() => set([...hours, first])}>
            {text("line.add_hours")}
          </Button>
        </>
      )}
    </Field>
  );
}

type LineProps = {
  readonly nth: string;
  readonly opening: Opening;
  readonly wrong: boolean;
  readonly onChange: (opening: Opening) => void;
  readonly onRemove: () => void;
};

function Line({ nth, opening, wrong, onChange, onRemove }: LineProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  return (
    <li className="lines-item">
      <Field group label={text("line.opening", { nth })} error={wrong ? text("wrong.hours") : undefined}>
        <div className="lines-choices">
          {weekdays[language].map((word, day) => (
            <Checkbox
              key={word}
              label={word}
              checked={opening.days.includes(day)}
              onChange={(checked) =>
                onChange({ ...opening, days: [0, 1, 2, 3, 4, 5, 6].filter((one) => (one === day ? checked : opening.days.includes(one))) })
              }
            />
          ))}
        </div>
        <div className="lines-times">
          <TextInput ltr aria-label={text("line.from")} value={opening.from} onChange={(from) => onChange({ ...opening, from })} />
          <span className="am-t3">–</span>
          <TextInput ltr aria-label={text("line.until")} value={opening.until} onChange={(until) => onChange({ ...opening, until })} />
          <IconButton size="s" label={`${text("remove")} ${nth}`} icon={<X size={16} />} onClick={onRemove} />
        </div>
      </Field>
    </li>
  );
}
