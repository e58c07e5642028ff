import { useId, type ReactNode } from "react";
import { classNames } from "./class-names.ts";

export interface SegmentedProps<V extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: V; readonly label: ReactNode; readonly icon?: ReactNode }[];
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly size?: "s" | "m" | undefined;
  readonly className?: string | undefined;
}

/** A few exclusive choices side by side: native radios drawn as one control, so the browser's own keys move and choose. */
export function Segmented<V extends string>({ label, options, value, onChange, size = "m", className }: SegmentedProps<V>): ReactNode {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={classNames("am-segmented", size === "s" && "am-segmented--s", className)}>
      {options.map((option) => (
        <label key={option.value} className="am-segmented__item">
          <input
            type="radio"
            className="am-hidden-visually"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.icon}
          {option.label}
        </label>
      ))}
    </div>
  );
}
