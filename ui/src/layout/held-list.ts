import { useState } from "react";

export interface HeldEntry<T> {
  readonly item: T;
  /** It has left the list; it stays on the screen, as it last was, until the hand is away. */
  readonly gone: boolean;
}

export interface HeldOrder<T> {
  readonly shown: readonly HeldEntry<T>[];
  /** Number of new rows that wait to be shown. */
  readonly waiting: number;
}

/** Rows to show while the order is frozen: those of `before` in their places with their latest content, new ones waiting. */
export function freezeOrder<T>(before: readonly T[], now: readonly T[], keyOf: (item: T) => string): HeldOrder<T> {
  const latest = new Map(now.map((item) => [keyOf(item), item]));
  const kept = new Set(before.map(keyOf));
  const shown = before.map((old) => {
    const item = latest.get(keyOf(old));
    return item === undefined ? { item: old, gone: true } : { item, gone: false };
  });
  return { shown, waiting: now.filter((item) => !kept.has(keyOf(item))).length };
}

export interface HeldList<T> extends HeldOrder<T> {
  /** Shows the list as it is now: the strip "3 new". */
  readonly apply: () => void;
  /** For the element around the list. */
  readonly handlers: {
    readonly onPointerEnter: () => void;
    readonly onPointerLeave: () => void;
    readonly onFocus: () => void;
    readonly onBlur: (event: { readonly currentTarget: Node; readonly relatedTarget: EventTarget | null }) => void;
  };
}

/** A list that does not move under the hand: its order is frozen while pointer or focus is on it. */
export function useHeldList<T>(items: readonly T[], keyOf: (item: T) => string): HeldList<T> {
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  const [held, setHeld] = useState<readonly T[]>(items);
  const holding = pointed || focused;
  const grab = (set: (on: boolean) => void) => (): void => {
    if (!holding) setHeld(items);
    set(true);
  };
  const order = holding ? freezeOrder(held, items, keyOf) : { shown: items.map((item) => ({ item, gone: false })), waiting: 0 };
  return {
    ...order,
    apply: () => setHeld(items),
    handlers: {
      onPointerEnter: grab(setPointed),
      onPointerLeave: () => setPointed(false),
      onFocus: grab(setFocused),
      onBlur: (event) => {
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setFocused(false);
      },
    },
  };
}
