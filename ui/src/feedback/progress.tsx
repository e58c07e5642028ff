import { useId, type ReactNode } from "react";
import { Button } from "../controls/button.tsx";
import { classNames } from "../controls/class-names.ts";
import { Num } from "../i18n/isolated.tsx";
import { useFormat, useUiText } from "../i18n/use-i18n.ts";

export interface ProgressProps {
  readonly label: string;
  /** 0–1; null while the whole is not known yet. */
  readonly ratio: number | null;
  /** Instead of the percentage: "3 of 12 files", "7 د". */
  readonly detail?: string | undefined;
  readonly onCancel?: (() => void) | undefined;
}

export function Progress({ label, ratio, detail, onCancel }: ProgressProps): ReactNode {
  const text = useUiText();
  const format = useFormat();
  const id = useId();
  const part = ratio === null ? null : Math.min(1, Math.max(0, ratio));
  const said = detail ?? (part === null ? undefined : format.percent(part, 0));
  const bar = {
    role: "progressbar",
    "aria-labelledby": id,
    "aria-valuemin": 0,
    "aria-valuemax": 100,
    "aria-valuenow": part === null ? undefined : Math.round(part * 100),
    "aria-valuetext": said,
  } as const;
  return (
    <div className={classNames("am-progress", part === null && "am-progress--indeterminate")}>
      <div className="am-progress__head">
        <span className="am-progress__label" id={id}>
          {label}
        </span>
        {said && <Num className="am-progress__value">{said}</Num>}
        {onCancel && (
          <Button size="s" variant="quiet" onClick={onCancel}>
            {text("cancel")}
          </Button>
        )}
      </div>
      <div className="am-progress__track" {...bar}>
        <div className="am-progress__bar" style={part === null ? undefined : { inlineSize: `${part * 100}%` }} />
      </div>
    </div>
  );
}
