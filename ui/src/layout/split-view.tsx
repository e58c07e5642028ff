import { useRef, useState, type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode } from "react";
import { classNames } from "../controls/class-names.ts";
import { localStore } from "../i18n/local-store.ts";
import { useUiText } from "../i18n/use-i18n.ts";
import { arrowStep } from "./roving.ts";

export interface SplitViewProps {
  readonly label: string;
  /** The pane at the start edge (or the top), whose size is set. */
  readonly first: ReactNode;
  readonly second: ReactNode;
  readonly column?: boolean | undefined;
  /** px */
  readonly initial: number;
  readonly min: number;
  readonly max: number;
  /** Name under which the size is stored on this machine. */
  readonly storedAs?: string | undefined;
}

/** A size (px) inside its limits; a value that is no number (stored by an older version) gives the least. */
export function clampSize(size: number, min: number, max: number): number {
  return Number.isFinite(size) ? Math.round(Math.min(max, Math.max(min, size))) : min;
}

/** The size of the first pane after the pointer moved by `delta` px to the right or down. In a page right to left it shrinks. */
export function sizeAfterDrag(size: number, delta: number, rtl: boolean): number {
  return size + (rtl ? -delta : delta);
}

/** Two panes and a handle between them: dragged, or moved by arrows (8 px; with Shift 48 px), Home and End. */
export function SplitView({ label, first, second, column = false, initial, min, max, storedAs }: SplitViewProps): ReactNode {
  const text = useUiText();
  const key = storedAs === undefined ? undefined : `amaliyat.split.${storedAs}`;
  const [size, setSize] = useState(() => clampSize(Number(key ? (localStore.read(key) ?? initial) : initial), min, max));
  const drag = useRef<{ readonly from: number; readonly size: number } | undefined>(undefined);
  const change = (next: number): void => {
    const clamped = clampSize(next, min, max);
    setSize(clamped);
    if (key) localStore.write(key, String(clamped));
  };
  const rtl = (node: Element): boolean => !column && getComputedStyle(node).direction === "rtl";
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    if (!drag.current) return;
    const to = column ? event.clientY : event.clientX;
    change(sizeAfterDrag(drag.current.size, to - drag.current.from, rtl(event.currentTarget)));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const step = arrowStep(event.key, column ? "vertical" : "horizontal", rtl(event.currentTarget) ? "rtl" : "ltr");
    if (step !== 0) change(size + step * (event.shiftKey ? 48 : 8));
    else if (event.key === "Home") change(min);
    else if (event.key === "End") change(max);
    else return;
    event.preventDefault();
  };
  const style: CSSProperties = column ? { blockSize: size } : { inlineSize: size };
  const handle = {
    role: "separator",
    tabIndex: 0,
    "aria-label": `${text("layout.resize")}: ${label}`,
    "aria-orientation": column ? "horizontal" : "vertical",
    "aria-valuenow": size,
    "aria-valuemin": min,
    "aria-valuemax": max,
    onKeyDown,
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { from: column ? event.clientY : event.clientX, size };
    },
    onPointerMove,
    onPointerUp: () => {
      drag.current = undefined;
    },
    onDoubleClick: () => change(initial),
  } as const;
  return (
    <div className={classNames("am-split", column && "am-split--column")}>
      <div className="am-split__pane" style={{ ...style, flex: "none" }}>
        {first}
      </div>
      <div className="am-split__handle" {...handle} />
      <div className="am-split__pane am-split__pane--rest">{second}</div>
    </div>
  );
}
