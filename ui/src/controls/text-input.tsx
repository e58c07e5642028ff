import type { InputHTMLAttributes, ReactNode, Ref, TextareaHTMLAttributes } from "react";
import type { Shortcut } from "../hooks/shortcut.ts";
import { classNames } from "./class-names.ts";
import { useFieldAttributes } from "./field.tsx";
import { Kbd } from "./kbd.tsx";

export interface TextInputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "size" | "onChange" | "value"> {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly icon?: ReactNode;
  /** After the text: a unit, a button. */
  readonly end?: ReactNode;
  readonly shortcut?: Shortcut | undefined;
  readonly size?: "s" | "m" | undefined;
  /** Phones, plates, codes, references: written left to right in every language. */
  readonly ltr?: boolean | undefined;
  readonly ref?: Ref<HTMLInputElement> | undefined;
}

export function TextInput(props: TextInputProps): ReactNode {
  const { value, onChange, icon, end, shortcut, size = "m", ltr, ref, className, ...rest } = props;
  const attributes = useFieldAttributes(rest);
  return (
    <span className={classNames("am-input", size === "s" && "am-input--s", className)}>
      {icon && <span className="am-input__icon">{icon}</span>}
      <input
        type="text"
        autoComplete="off"
        dir={ltr || value === "" ? undefined : "auto"}
        {...rest}
        {...attributes}
        ref={ref}
        className={classNames("am-input__box", ltr && "am-input__box--ltr")}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {end}
      {shortcut && <Kbd keys={shortcut} />}
    </span>
  );
}

export interface TextAreaProps extends Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "onChange" | "value"> {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly ref?: Ref<HTMLTextAreaElement> | undefined;
}

export function TextArea(props: TextAreaProps): ReactNode {
  const { value, onChange, ref, className, rows = 3, ...rest } = props;
  const attributes = useFieldAttributes(rest);
  return (
    <textarea
      dir={value === "" ? undefined : "auto"}
      rows={rows}
      {...rest}
      {...attributes}
      ref={ref}
      className={classNames("am-input", "am-input--area", className)}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
