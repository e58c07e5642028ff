import { useLayoutEffect, type RefObject } from "react";
import { place, type Placement } from "./place.ts";

export interface AnchoredOptions {
  readonly side?: Placement["side"] | undefined;
  readonly align?: Placement["align"] | undefined;
  /** The floating box is at least as wide as its anchor. */
  readonly matchWidth?: boolean | undefined;
}

/** Shows `floating` (an element with `popover`) in the top layer beside `anchor` while `open`, and keeps it there. */
export function useAnchored(
  anchor: RefObject<HTMLElement | null>,
  floating: RefObject<HTMLElement | null>,
  open: boolean,
  { side = "below", align = "start", matchWidth = false }: AnchoredOptions = {},
): void {
  useLayoutEffect(() => {
    const [base, box] = [anchor.current, floating.current];
    if (!open || !base || !box) return undefined;
    const move = (): void => {
      const rect = base.getBoundingClientRect();
      box.style.minWidth = matchWidth ? `${rect.width}px` : "";
      box.style.maxHeight = "";
      const size = { width: box.offsetWidth, height: box.offsetHeight };
      const direction = getComputedStyle(base).direction === "rtl" ? "rtl" : "ltr";
      const at = place(rect, size, { width: innerWidth, height: innerHeight }, { side, align, direction });
      box.style.left = `${at.left}px`;
      box.style.top = `${at.top}px`;
      if (size.height > at.maxHeight) box.style.maxHeight = `${at.maxHeight}px`;
    };
    if (!box.matches(":popover-open")) box.showPopover();
    move();
    const observer = new ResizeObserver(move);
    observer.observe(box);
    const onScroll = (event: Event): void => {
      if (!(event.target instanceof Node && box.contains(event.target))) move();
    };
    addEventListener("resize", move);
    addEventListener("scroll", onScroll, { capture: true, passive: true });
    return () => {
      observer.disconnect();
      removeEventListener("resize", move);
      removeEventListener("scroll", onScroll, { capture: true });
      if (box.matches(":popover-open")) box.hidePopover();
    };
  }, [anchor, floating, open, side, align, matchWidth]);
}
