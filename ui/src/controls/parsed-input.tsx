import { useState, type ReactNode } from "react";
import { TextInput } from "./text-input.tsx";

export interface ParsedInputProps<T> {
  readonly value: T | null;
  readonly onChange: (value: T | null) => void;
  readonly parse: (text: string) => T | undefined;
  readonly write: (value: T) => string;
  /** The value after ↑ (+1) or ↓ (-1). */
  readonly step?: ((value: T, by: 1 | -1) => T) | undefined;
  /** Text announced, and shown under the pointer, if the typed text is unreadable. */
  readonly unreadable: string;
  readonly label?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly className?: string | undefined;
}

/** A typed value: read at every stroke, written tidily when left, kept as typed and marked when it cannot be read. */
export function ParsedInput<T>(props: ParsedInputProps<T>): ReactNode {
  const { value, onChange, parse, write, step, unreadable, label, ...rest } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const [writing, setWriting] = useState(false);
  const shown = typed !== null && (writing || value === null) ? typed : value === null ? "" : write(value);
  const wrong = !writing && shown.trim() !== "" && parse(shown) === undefined;
  return (
    <TextInput
      {...rest}
      ltr
      inputMode="numeric"
      aria-label={label}
      aria-invalid={wrong || undefined}
      aria-description={wrong ? unreadable : undefined}
      title={wrong ? unreadable : undefined}
      value={shown}
      onFocus={() => setWriting(true)}
      onBlur={() => {
        setWriting(false);
        if (typed !== null && parse(typed) !== undefined) setTyped(null);
      }}
      onChange={(text) => {
        setTyped(text);
        onChange(parse(text) ?? null);
      }}
      onKeyDown={(event) => {
        const by = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : undefined;
        if (by === undefined || value === null || !step) return;
        event.preventDefault();
        setTyped(null);
        onChange(step(value, by));
      }}
    />
  );
}
