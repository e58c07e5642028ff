import { useState, type ReactNode } from "react";
import { localTime, type CalendarDay, type ClockTime } from "../i18n/format/local-time.ts";
import { useUiText } from "../i18n/use-i18n.ts";
import { joinDateTime, parseClock, parseDay, stepClock, stepDay, writeClock, writeDay } from "./date-time-text.ts";
import { ParsedInput } from "./parsed-input.tsx";

interface PartProps<T> {
  readonly value: T | null;
  readonly onChange: (value: T | null) => void;
  readonly label?: string | undefined;
  readonly disabled?: boolean | undefined;
}

/** A day, typed `18/04/2026`; ↑ ↓ change it. Not the browser's own field, which follows the machine's language. */
export function DateInput({ label, ...rest }: PartProps<CalendarDay>): ReactNode {
  const text = useUiText();
  return (
    <ParsedInput
      {...rest}
      className="am-date-time__date"
      label={label}
      placeholder={text("date_time.date_shape")}
      unreadable={text("date_time.bad_date")}
      parse={parseDay}
      write={writeDay}
      step={stepDay}
    />
  );
}

/** A time of the 24-hour clock, typed `02:41:07`; ↑ ↓ change the minute. */
export function TimeInput({ label, ...rest }: PartProps<ClockTime>): ReactNode {
  const text = useUiText();
  return (
    <ParsedInput
      {...rest}
      className="am-date-time__time"
      label={label}
      placeholder={text("date_time.time_shape")}
      unreadable={text("date_time.bad_time")}
      parse={parseClock}
      write={writeClock}
      step={stepClock}
    />
  );
}

interface Parts {
  readonly of: number | null;
  readonly day: CalendarDay | null;
  readonly clock: ClockTime | null;
}

function partsOf(at: number | null): Parts {
  const local = at === null ? undefined : localTime(at);
  return { of: at, day: local ?? null, clock: local ?? null };
}

/** Date and time of Algiers as one instant (ms since epoch); null until both parts can be read. Put it in a `Field group`. */
export function DateTimeInput({ value, onChange, disabled }: Omit<PartProps<number>, "label">): ReactNode {
  const text = useUiText();
  const [parts, setParts] = useState(() => partsOf(value));
  const shown = parts.of === value ? parts : partsOf(value);
  const change = (day: CalendarDay | null, clock: ClockTime | null): void => {
    const at = joinDateTime(day, clock);
    setParts({ of: at, day, clock });
    if (at !== value) onChange(at);
  };
  return (
    <span className="am-date-time">
      <DateInput label={text("date_time.date")} value={shown.day} disabled={disabled} onChange={(day) => change(day, shown.clock)} />
      <TimeInput label={text("date_time.time")} value={shown.clock} disabled={disabled} onChange={(clock) => change(shown.day, clock)} />
    </span>
  );
}
