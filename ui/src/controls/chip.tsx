import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

export type ChipTone = "normal" | "muted" | "attention" | "act" | "engaged" | "affirm";

export interface ChipProps {
  readonly children: ReactNode;
  readonly tone?: ChipTone | undefined;
  readonly icon?: ReactNode;
  readonly className?: string | undefined;
  /** With it, the chip is a button (a filter, a purpose to change). */
  readonly onClick?: (() => void) | undefined;
  readonly pressed?: boolean | undefined;
  readonly expanded?: boolean | undefined;
}

/** A short state or filter; the colour is never the only sign, the word says it. */
export function Chip({ children, tone = "normal", icon, className, onClick, pressed, expanded }: ChipProps): ReactNode {
  const name = classNames("am-chip", tone !== "normal" && `am-chip--${tone}`, className);
  if (!onClick) {
    return (
      <span className={name}>
        {icon}
        <span>{children}</span>
      </span>
    );
  }
  return (
    <button type="button" className={name} onClick={onClick} aria-pressed={pressed} aria-expanded={expanded}>
      {icon}
      <span>{children}</span>
    </button>
  );
}
