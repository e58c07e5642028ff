import type { Point } from "@amaliyat/domain/kernel";
import { useRef, type ButtonHTMLAttributes, type KeyboardEvent, type PointerEvent, type ReactNode, type Ref } from "react";
import { heldWithin, isSeen, type Frame } from "./frame.ts";
import type { Spot } from "./plan-frame.ts";

export type Drag = {
  /** Point under the middle of the handle when it was taken, and now. Both are one object once Escape has ended the movement. */
  readonly from: Point;
  readonly to: Point;
  /** False for the first movement after the handle was taken. */
  readonly goesOn: boolean;
};

export type HandleProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "onDrag" | "type"> & {
  readonly frame: Frame;
  /** Middle of the handle, px in the map's box. */
  readonly spot: Spot;
  readonly onDrag?: ((drag: Drag) => void) | undefined;
  readonly ref?: Ref<HTMLButtonElement> | undefined;
};

/** A hand that moved less than this only pressed, px. */
const STILL = 3;
type Grip = { readonly x: number; readonly y: number; readonly spot: Spot; readonly from: Point; moved: boolean };

/** True while a handle within an element is dragged. */
export const isHandHeld = (within: HTMLElement | null): boolean => (within?.querySelector("[data-held]") ?? null) !== null;

/** A part of a drawing that is taken by the hand: a button at its place over the map, dragged with any pointer. Escape takes the drag back. */
export function Handle({ frame, spot, onDrag, onKeyDown, className, children, ref, ...rest }: HandleProps): ReactNode {
  const grip = useRef<Grip | null>(null);
  const { x, y } = heldWithin(spot, frame.size);
  const onPointerDown = (event: PointerEvent<HTMLButtonElement>): void => {
    const from = frame.unproject(spot);
    if (event.button !== 0 || !onDrag || !from) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    grip.current = { x: event.clientX, y: event.clientY, spot, from, moved: false };
  };
  const onPointerMove = ({ clientX, clientY, currentTarget }: PointerEvent<HTMLButtonElement>): void => {
    const { current } = grip;
    if (!current) return;
    const [dx, dy] = [clientX - current.x, clientY - current.y];
    if (!current.moved && Math.hypot(dx, dy) < STILL) return;
    const to = frame.unproject({ x: current.spot.x + dx, y: current.spot.y + dy });
    if (to) onDrag?.({ from: current.from, to, goesOn: current.moved });
    current.moved = true;
    currentTarget.dataset["held"] = "";
  };
  const release = (handle: HTMLButtonElement): void => {
    grip.current = null;
    delete handle.dataset["held"];
  };
  const onKey = (event: KeyboardEvent<HTMLButtonElement>): void => {
    const { current } = grip;
    if (current?.moved !== true) return onKeyDown?.(event);
    // A corner that is removed or put elsewhere under the hand would leave the hand with another one.
    event.preventDefault();
    if (event.key !== "Escape") return;
    release(event.currentTarget);
    onDrag?.({ from: current.from, to: current.from, goesOn: true });
  };
  return (
    <button
      ref={ref}
      type="button"
      {...rest}
      className={className === undefined ? "placing-handle" : `placing-handle ${className}`}
      style={{ insetInlineStart: x, insetBlockStart: y }}
      data-outside={isSeen(spot, frame.size) ? undefined : ""}
      onKeyDown={onKey}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={(event) => release(event.currentTarget)}
      onPointerCancel={(event) => release(event.currentTarget)}
    >
      {children}
    </button>
  );
}
