import { useFormat } from "@amaliyat/ui/i18n";
import { useEffect, useRef, type KeyboardEvent, type MouseEvent, type PointerEvent, type ReactNode } from "react";
import { useText } from "../../text.ts";
import { isSeen, linesOf, type Frame } from "../frame.ts";
import { Handle } from "../handle.tsx";
import { movedBy, stepOf } from "../metres.ts";
import { cornerBehind, ringKey, type Drawing, type RingAct } from "./ring-edit.ts";

export type RingLayerProps = {
  readonly frame: Frame;
  readonly drawing: Drawing;
  /** The two sides that cross, by the corner at which each begins; null if none do. */
  readonly crossed: readonly [number, number] | null;
  readonly onAct: (act: RingAct) => void;
  /** Takes the focus of the last corner once that was removed. */
  readonly onEmptied: () => void;
};

/** A press on a side would give the focus to nothing; the new corner has it. */
const leaveFocus = (event: MouseEvent): void => event.preventDefault();
/** With more corners than this, only those in sight have handles: Tab would walk through all of them. */
const MANY = 200;
/** A double click whose first half made the corner ends a drawing by habit: it does not remove the corner, ms. */
const HABIT_MS = 700;

/**
 * A ring over the map. A corner is dragged, or moved by the arrows (5 m, with Shift 50 m); Enter adds one behind it, Delete or a double click
 * removes it. A press on a side adds a corner there.
 */
export function RingLayer({ frame, drawing, crossed, onAct, onEmptied }: RingLayerProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const { corners } = drawing;
  const handles = useRef(new Map<number, HTMLButtonElement>());
  /** Corner that has the focus. No event tells that a corner was removed under it. */
  const focused = useRef<number | null>(null);
  const grownAt = useRef(-Infinity);
  const count = corners.length;
  const length = useRef(count);
  useEffect(() => {
    if (count > length.current) grownAt.current = performance.now();
    length.current = count;
    // The focus goes with the corner in hand: without it, the next Ctrl+Z would undo an act outside of the drawing.
    if (focused.current === null || (focused.current === drawing.current && count > 0)) return;
    focused.current = null;
    if (count === 0) onEmptied();
    else handles.current.get(drawing.current)?.focus({ preventScroll: true });
  });
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>, nth: number): void => {
    const corner = corners[nth];
    const step = event.ctrlKey || event.altKey || event.metaKey ? null : stepOf(event);
    const key = ringKey(event);
    if (corner === undefined || (step === null && key !== "add" && key !== "remove")) return;
    event.preventDefault();
    if (step !== null) {
      const point = movedBy(corner, step.eastM, step.northM);
      if (!isSeen(frame.project(point), frame.size)) frame.reveal(point);
      return onAct({ kind: "move", nth, point, goesOn: event.repeat });
    }
    // A key that is held would put corners closer and closer, or remove all of them.
    if (event.repeat) return;
    if (key === "remove") return onAct({ kind: "remove", nth });
    const point = cornerBehind(corners, nth);
    if (point !== null) onAct({ kind: "add", after: nth, point });
  };
  const onDoubleClick = (event: MouseEvent, nth: number): void => {
    const isNew = nth === drawing.current && performance.now() - grownAt.current < HABIT_MS;
    if (!isNew) onAct({ kind: "remove", nth });
    event.preventDefault();
  };
  const pressSide = (event: PointerEvent<SVGLineElement>, nth: number): void => {
    const box = event.currentTarget.ownerSVGElement?.getBoundingClientRect();
    const point = box && frame.unproject({ x: event.clientX - box.left, y: event.clientY - box.top });
    if (event.button !== 0 || !point) return;
    focused.current = nth;
    onAct({ kind: "add", after: nth, point });
  };
  const spots = corners.map(frame.project);
  return (
    <>
      <svg className="placing-shape" aria-hidden="true">
        {count > 2 && <polygon points={linesOf(frame, corners)} className="placing-area" />}
        {spots.map((from, nth) => {
          const to = spots[(nth + 1) % count];
          if (to === undefined || count < 2 || (count === 2 && nth === 1)) return null;
          const ends = { x1: from.x, y1: from.y, x2: to.x, y2: to.y };
          return (
            <g key={nth}>
              <line {...ends} className="placing-side" data-crossed={crossed?.includes(nth) === true ? "" : undefined} />
              <line {...ends} className="placing-side__reach" onPointerDown={(event) => pressSide(event, nth)} onMouseDown={leaveFocus} />
            </g>
          );
        })}
      </svg>
      {spots.map((spot, nth) => {
        if (count > MANY && nth !== drawing.current && !isSeen(spot, frame.size)) return null;
        return (
          <Handle
            key={nth}
            ref={(node) => {
              if (node) handles.current.set(nth, node);
              else handles.current.delete(nth);
            }}
            frame={frame}
            spot={spot}
            className="placing-corner"
            aria-label={text("placing.corner", { nth: format.number(nth + 1), count: format.number(count) })}
            data-current={nth === drawing.current ? "" : undefined}
            onDrag={({ from, to, goesOn }) => onAct(to === from ? { kind: "undo" } : { kind: "move", nth, point: to, goesOn })}
            onBlur={() => (focused.current = null)}
            onFocus={() => {
              focused.current = nth;
              onAct({ kind: "take", nth });
              const corner = corners[nth];
              if (corner && !isSeen(spot, frame.size)) frame.reveal(corner);
            }}
            onKeyDown={(event) => onKeyDown(event, nth)}
            onDoubleClick={(event) => onDoubleClick(event, nth)}
          />
        );
      })}
    </>
  );
}
