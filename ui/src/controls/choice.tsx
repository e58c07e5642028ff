import { createContext, useContext, useEffect, useId, useRef, type ReactNode } from "react";
import { classNames } from "./class-names.ts";

interface ChoiceProps {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly disabled?: boolean | undefined;
  readonly className?: string | undefined;
}

export interface CheckboxProps extends ChoiceProps {
  readonly checked: boolean;
  /** Some of its items are chosen. */
  readonly mixed?: boolean | undefined;
  readonly onChange: (checked: boolean) => void;
}

export function Checkbox({ label, hint, checked, mixed = false, disabled, onChange, className }: CheckboxProps): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const hintId = useId();
  useEffect(() => {
    if (input.current) input.current.indeterminate = mixed;
  }, [mixed]);
  return (
    <label className={classNames("am-choice", className)}>
      <input
        ref={input}
        type="checkbox"
        className="am-check"
        checked={checked}
        disabled={disabled}
        aria-describedby={hint ? hintId : undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
      <ChoiceText label={label} hint={hint} hintId={hintId} />
    </label>
  );
}

export interface SwitchProps extends ChoiceProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** Takes effect at once; what must be sent with a form is a Checkbox. */
export function Switch({ label, hint, checked, disabled, onChange, className }: SwitchProps): ReactNode {
  const id = useId();
  return (
    <span className={classNames("am-choice", className)}>
      <button
        type="button"
        role="switch"
        className="am-switch"
        id={id}
        aria-checked={checked}
        aria-labelledby={`${id}-label`}
        aria-describedby={hint ? `${id}-hint` : undefined}
        disabled={disabled}
        onClick={() => onChange(!checked)}
      />
      <label className="am-choice__text" htmlFor={id}>
        <span id={`${id}-label`}>{label}</span>
        {hint && (
          <span id={`${id}-hint`} className="am-choice__hint">
            {hint}
          </span>
        )}
      </label>
    </span>
  );
}

interface Group {
  readonly name: string;
  readonly value: string | null;
  readonly onChange: (value: string) => void;
}
const GroupContext = createContext<Group | undefined>(undefined);

export interface RadioGroupProps<V extends string> {
  readonly label: string;
  readonly value: V | null;
  readonly onChange: (value: V) => void;
  readonly options: readonly {
    readonly value: V;
    readonly label: ReactNode;
    readonly hint?: ReactNode;
    readonly disabled?: boolean | undefined;
  }[];
  readonly row?: boolean | undefined;
}

export function RadioGroup<V extends string>({ label, value, onChange, options, row }: RadioGroupProps<V>): ReactNode {
  const name = useId();
  const choose = (next: string): void => {
    const option = options.find((one) => one.value === next);
    if (option) onChange(option.value);
  };
  return (
    <div role="radiogroup" aria-label={label} className={classNames("am-choice-group", row && "am-choice-group--row")}>
      <GroupContext value={{ name, value, onChange: choose }}>
        {options.map((option) => (
          <Radio key={option.value} value={option.value} label={option.label} hint={option.hint} disabled={option.disabled} />
        ))}
      </GroupContext>
    </div>
  );
}

function Radio({ value, label, hint, disabled }: ChoiceProps & { readonly value: string }): ReactNode {
  const group = useContext(GroupContext);
  const hintId = useId();
  return (
    <label className="am-choice">
      <input
        type="radio"
        className="am-radio"
        name={group?.name}
        value={value}
        checked={group?.value === value}
        disabled={disabled}
        aria-describedby={hint ? hintId : undefined}
        onChange={() => group?.onChange(value)}
      />
      <ChoiceText label={label} hint={hint} hintId={hintId} />
    </label>
  );
}

function ChoiceText({ label, hint, hintId }: { readonly label: ReactNode; readonly hint: ReactNode; readonly hintId: string }): ReactNode {
  return (
    <span className="am-choice__text">
      <span>{label}</span>
      {hint && (
        <span id={hintId} className="am-choice__hint">
          {hint}
        </span>
      )}
    </span>
  );
}
