import type { ReactNode } from "react";

/** One part of the foot: its word above, its value below. */
export function StatusPart({ word, children }: { readonly word: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="room-status__part" role="group" aria-label={word}>
      <span className="room-status__word">{word}</span>
      <div className="room-status__said">{children}</div>
    </div>
  );
}
