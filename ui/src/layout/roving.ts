import type { KeyboardEvent } from "react";

export type Orientation = "horizontal" | "vertical" | "both";

/** The step of an arrow key among items in a line: +1 next, -1 previous, 0 none. Horizontal arrows follow the page's direction. */
export function arrowStep(key: string, orientation: Orientation, direction: "rtl" | "ltr"): -1 | 0 | 1 {
  if (orientation !== "vertical") {
    if (key === "ArrowRight") return direction === "ltr" ? 1 : -1;
    if (key === "ArrowLeft") return direction === "ltr" ? -1 : 1;
  }
  if (orientation !== "horizontal") {
    if (key === "ArrowDown") return 1;
    if (key === "ArrowUp") return -1;
  }
  return 0;
}

/** The item that receives focus after a key; undefined when the key does not move. `wrap` goes round the ends. */
export function rovingTarget(index: number, count: number, key: string, step: -1 | 0 | 1, wrap: boolean): number | undefined {
  if (count === 0) return undefined;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  if (step === 0) return undefined;
  const next = index + step;
  if (wrap) return (next + count) % count;
  return next < 0 || next >= count ? undefined : next;
}

/**
 * Moves focus by arrows, Home and End among the elements of a container that match `selector` (toolbars, tabs, menus,
 * lists). Answers the element focused, if any.
 */
export function moveRovingFocus(
  event: KeyboardEvent<HTMLElement>,
  selector: string,
  orientation: Orientation,
  wrap = true,
): HTMLElement | undefined {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>(selector)];
  const index = items.findIndex((item) => item.contains(document.activeElement));
  const direction = getComputedStyle(event.currentTarget).direction === "rtl" ? "rtl" : "ltr";
  const target = rovingTarget(index, items.length, event.key, arrowStep(event.key, orientation, direction), wrap);
  const item = target === undefined ? undefined : items[target];
  if (!item) return undefined;
  event.preventDefault();
  item.focus();
  return item;
}
