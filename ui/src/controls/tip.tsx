import { useRef, type DOMAttributes, type FocusEvent, type PointerEvent, type ReactNode } from "react";
import type { Shortcut } from "../hooks/shortcut.ts";
import { place } from "./place.ts";
import { Kbd } from "./kbd.tsx";

type Handlers = Pick<DOMAttributes<HTMLElement>, "onPointerEnter" | "onPointerLeave" | "onFocus" | "onBlur" | "onKeyDown">;

export interface Tip {
  /** Handlers for the control, each calling the control's own after. */
  readonly props: (own: Handlers) => Handlers;
  /** To be put inside the control. */
  readonly node: ReactNode;
}

/**
 * A short text over everything else while a control is pointed at or has keyboard focus; Escape hides it (WCAG 1.4.13).
 * It only repeats the control's name or description, so it is hidden from screen readers.
 */
export function useTip(text: string | undefined, shortcut?: Shortcut): Tip {
  const tip = useRef<HTMLSpanElement>(null);
  const show = (anchor: HTMLElement): void => {
    const node = tip.current;
    if (!node || !text) return;
    node.showPopover();
    const { offsetWidth: width, offsetHeight: height } = node;
    const direction = getComputedStyle(anchor).direction === "rtl" ? "rtl" : "ltr";
    const viewport = { width: innerWidth, height: innerHeight };
    const at = place(anchor.getBoundingClientRect(), { width, height }, viewport, { side: "below", align: "center", direction });
    node.style.left = `${at.left}px`;
    node.style.top = `${at.top}px`;
  };
  const hide = (): void => {
    if (tip.current?.matches(":popover-open")) tip.current.hidePopover();
  };
  return {
    props: (own) => ({
      onPointerEnter: (event: PointerEvent<HTMLElement>) => {
        if (event.pointerType === "mouse") show(event.currentTarget);
        own.onPointerEnter?.(event);
      },
      onPointerLeave: (event) => {
        hide();
        own.onPointerLeave?.(event);
      },
      onFocus: (event: FocusEvent<HTMLElement>) => {
        if (event.currentTarget.matches(":focus-visible")) show(event.currentTarget);
        own.onFocus?.(event);
      },
      onBlur: (event) => {
        hide();
        own.onBlur?.(event);
      },
      onKeyDown: (event) => {
        if (event.key === "Escape") hide();
        own.onKeyDown?.(event);
      },
    }),
    node: text ? (
      <span ref={tip} popover="manual" className="am-tip" aria-hidden="true">
        {text}
        {shortcut && <Kbd keys={shortcut} className="am-tip__keys" />}
      </span>
    ) : null,
  };
}
