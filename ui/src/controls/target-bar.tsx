import type { CSSProperties, ReactNode } from "react";
import { classNames } from "./class-names.ts";

/** Share of the bar at which its target stands; what is more reaches beyond it. The style sheet draws the line there. */
const TARGET_AT = 0.7;

export interface TargetBarProps {
  /** The measured value, in the unit of the target; null where nothing is measured yet. */
  readonly value: number | null;
  /** Null: nothing is aimed at, and no bar is drawn. */
  readonly target: number | null;
  readonly tone: "calm" | "soon" | "late";
  /** It still grows. */
  readonly isRunning?: boolean | undefined;
}

/** A thin bar with a line at its target. Figures beside it say the same: it is left out for those who hear the screen. */
export function TargetBar({ value, target, tone, isRunning = false }: TargetBarProps): ReactNode {
  const share = value === null || target === null || target <= 0 ? null : Math.min(1, (value / target) * TARGET_AT);
  return (
    <span className="am-target-bar" data-target={target === null ? undefined : ""} aria-hidden="true">
      {share !== null && (
        <span
          className={classNames("am-target-bar__fill", `am-target-bar__fill--${tone}`, isRunning && "am-target-bar__fill--runs")}
          style={{ "--share": String(share) } as CSSProperties}
        />
      )}
    </span>
  );
}
