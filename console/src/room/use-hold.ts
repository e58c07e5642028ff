import { useCallback, useEffect, useRef, useState, type FocusEvent } from "react";

export type Hold<T> = {
  /** Arrangement of the list when the pointer or the focus entered it; null while neither is there. */
  readonly held: T | null;
  /** Takes the newest arrangement: the person asked for it. */
  readonly renew: () => void;
  readonly props: {
    readonly onPointerEnter: () => void;
    readonly onPointerLeave: () => void;
    readonly onFocus: () => void;
    readonly onBlur: (event: FocusEvent) => void;
  };
};

/** Holds an arrangement while pointer or focus is inside, so that nothing moves under the hand. */
export function useHold<T>(current: T): Hold<T> {
  const newest = useRef(current);
  useEffect(() => {
    newest.current = current;
  }, [current]);
  const inside = useRef({ pointer: false, focus: false });
  const [held, setHeld] = useState<T | null>(null);
  const change = useCallback((part: "pointer" | "focus", on: boolean) => {
    const before = inside.current.pointer || inside.current.focus;
    inside.current[part] = on;
    const after = inside.current.pointer || inside.current.focus;
    if (after !== before) setHeld(after ? newest.current : null);
  }, []);
  return {
    held,
    renew: () => setHeld(inside.current.pointer || inside.current.focus ? current : null),
    props: {
      onPointerEnter: () => change("pointer", true),
      onPointerLeave: () => change("pointer", false),
      onFocus: () => change("focus", true),
      onBlur: (event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) change("focus", false);
      },
    },
  };
}
