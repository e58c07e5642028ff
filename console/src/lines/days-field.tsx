import type { LocalDay } from "@amaliyat/domain/calendar";
import { DateInput } from "@amaliyat/ui/controls";
import type { ReactNode } from "react";
import { dayOf, isoOf } from "../lists/index.ts";
import { useText } from "./text.ts";
import "./lines.css";

export type Days = { readonly from: LocalDay | undefined; readonly to: LocalDay | undefined };
export type DaysFieldProps = Days & { readonly onChange: (change: Partial<Days>) => void };

/** From a day to a day, both included; either may stay open. */
export function DaysField({ from, to, onChange }: DaysFieldProps): ReactNode {
  const text = useText();
  return (
    <span className="am-row lines-days">
      <DateInput
        label={text("filter.from")}
        value={dayOf(from ?? "")}
        onChange={(day) => onChange({ from: day === null ? undefined : isoOf(day) })}
      />
      <span className="am-t3">–</span>
      <DateInput
        label={text("filter.to")}
        value={dayOf(to ?? "")}
        onChange={(day) => onChange({ to: day === null ? undefined : isoOf(day) })}
      />
    </span>
  );
}
