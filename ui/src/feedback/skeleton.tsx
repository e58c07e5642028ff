import type { ReactNode } from "react";
import { useDelayed } from "../hooks/use-environment.ts";

const widths = ["70%", "45%", "80%", "52%", "62%", "40%"] as const;

/** Grey lines where a text will be; drawn only once waiting has lasted 300 ms. Silent: `LoadingState` says it in words. */
export function Skeleton({
  lines = 5,
  delay = 300,
}: {
  readonly lines?: number | undefined;
  readonly delay?: number | undefined;
}): ReactNode {
  const late = useDelayed(true, delay);
  if (!late && delay > 0) return null;
  return (
    <div className="am-skeleton" aria-hidden="true">
      {Array.from({ length: lines }, (_, index) => (
        <div key={index} className="am-skeleton__line" style={{ inlineSize: widths[index % widths.length] }} />
      ))}
    </div>
  );
}
