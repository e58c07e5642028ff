import ChevronDown from "lucide-react/icons/chevron-down";
import type { ReactNode, Ref, SelectHTMLAttributes } from "react";
import { classNames } from "../class-names.ts";
import { useFieldAttributes } from "../field.tsx";

export interface SelectOption<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly disabled?: boolean | undefined;
}

export interface SelectProps<V extends string> extends Omit<
  SelectHTMLAttributes<HTMLSelectElement>,
  "value" | "onChange" | "children" | "size"
> {
  readonly options: readonly SelectOption<V>[];
  /** Null while nothing is chosen: the placeholder shows. */
  readonly value: V | null;
  readonly onChange: (value: V) => void;
  readonly placeholder?: string | undefined;
  readonly size?: "s" | "m" | undefined;
  readonly ref?: Ref<HTMLSelectElement> | undefined;
}

/** A native select: for a short, closed list. For a long or searchable one see Combobox. */
export function Select<V extends string>(props: SelectProps<V>): ReactNode {
  const { options, value, onChange, placeholder, size = "m", ref, className, ...rest } = props;
  const attributes = useFieldAttributes(rest);
  return (
    <span className={classNames("am-select", className)}>
      <select
        {...rest}
        {...attributes}
        ref={ref}
        className={classNames("am-input", "am-select__native", size === "s" && "am-input--s")}
        value={value ?? ""}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        {(placeholder !== undefined || value === null) && (
          <option value="" disabled hidden>
            {placeholder ?? ""}
          </option>
        )}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown className="am-select__arrow" size={16} aria-hidden="true" />
    </span>
  );
}
