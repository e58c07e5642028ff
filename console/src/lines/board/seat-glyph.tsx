import type { TakerShown } from "@amaliyat/contract/calls";
import type { ReactNode } from "react";

/** A shape for a call-taker's state; the word stands beside it. */
export function SeatGlyph({ kind }: { readonly kind: TakerShown["state"]["kind"] }): ReactNode {
  return (
    <svg className="lines-seat-glyph" viewBox="0 0 24 24" aria-hidden="true">
      {SHAPES[kind]}
    </svg>
  );
}

const ring = { cx: 12, cy: 12, r: 8.5, fill: "none", strokeWidth: 3 } as const;

const SHAPES: Readonly<Record<TakerShown["state"]["kind"], ReactNode>> = {
  ready: <circle {...ring} stroke="var(--text-2)" />,
  talking: <rect x="3" y="3" width="18" height="18" rx="2" fill="var(--engaged)" />,
  consulted: <rect x="3" y="3" width="18" height="18" rx="2" fill="none" stroke="var(--engaged)" strokeWidth="3" />,
  offered: <circle {...ring} stroke="var(--attention)" strokeDasharray="4 3" />,
  wrap_up: (
    <>
      <circle {...ring} stroke="var(--engaged)" />
      <path d="M12 3.5a8.5 8.5 0 0 0 0 17z" fill="var(--engaged)" />
    </>
  ),
  paused: (
    <>
      <circle {...ring} stroke="var(--text-3)" />
      <path d="M9.5 8.5v7M14.5 8.5v7" stroke="var(--text-3)" strokeWidth="2.4" />
    </>
  ),
  off: (
    <>
      <circle {...ring} stroke="var(--text-3)" strokeWidth={2.4} />
      <path d="M6 18 18 6" stroke="var(--text-3)" strokeWidth="2.4" />
    </>
  ),
};
