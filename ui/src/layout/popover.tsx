import { useEffect, useEffectEvent, useRef, type ReactNode, type RefObject } from "react";
import { classNames } from "../controls/class-names.ts";
import { useAnchored, type AnchoredOptions } from "../controls/use-anchored.ts";

export interface PopoverProps extends AnchoredOptions {
  readonly anchor: RefObject<HTMLElement | null>;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly label: string;
  readonly children: ReactNode;
  /** No inner space: for a list. */
  readonly flush?: boolean | undefined;
  readonly className?: string | undefined;
}

/** A small panel beside its button, over everything. A click elsewhere or Escape closes it; Escape gives focus back. */
export function Popover(props: PopoverProps): ReactNode {
  const { anchor, open, onClose, label, children, flush = false, className, ...placement } = props;
  const box = useRef<HTMLDialogElement>(null);
  useAnchored(anchor, box, open, placement);
  useDismiss(anchor, box, open, onClose);
  return (
    <dialog ref={box} popover="manual" aria-label={label} className={classNames("am-popover", flush && "am-popover--flush", className)}>
      {open && children}
    </dialog>
  );
}

/** Calls `onClose` on a pointer press outside both elements, on Escape (focus returns to the anchor), and when focus leaves. */
export function useDismiss(
  anchor: RefObject<HTMLElement | null>,
  box: RefObject<HTMLElement | null>,
  open: boolean,
  onClose: () => void,
): void {
  const isInside = (target: EventTarget | null): boolean =>
    target instanceof Node && (anchor.current?.contains(target) === true || box.current?.contains(target) === true);
  const outside = useEffectEvent((event: Event) => {
    if (!isInside(event.target)) onClose();
  });
  const escape = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    onClose();
    const base = anchor.current;
    (base?.matches("button, a, input") ? base : base?.querySelector<HTMLElement>("button, a, input"))?.focus();
  });
  useEffect(() => {
    if (!open) return undefined;
    const onOutside = (event: Event): void => outside(event);
    const onKeyDown = (event: KeyboardEvent): void => escape(event);
    addEventListener("pointerdown", onOutside, { capture: true });
    addEventListener("focusin", onOutside);
    addEventListener("keydown", onKeyDown, { capture: true });
    return () => {
      removeEventListener("pointerdown", onOutside, { capture: true });
      removeEventListener("focusin", onOutside);
      removeEventListener("keydown", onKeyDown, { capture: true });
    };
  }, [open]);
}
