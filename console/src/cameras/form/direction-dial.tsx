import type { KeyboardEvent, PointerEvent, ReactNode } from "react";
import { useText } from "../text.ts";

export type DirectionDialProps = {
  /** Degrees clockwise from north; null while not set. */
  readonly direction: number | null;
  readonly fieldOfView: number;
  readonly onChange: (degrees: number) => void;
};

const SIZE = 132;
const CENTRE = SIZE / 2;
const REACH = 48;

const at = (degrees: number, reach: number): { readonly x: number; readonly y: number } => {
  const angle = (degrees * Math.PI) / 180;
  return { x: CENTRE + reach * Math.sin(angle), y: CENTRE - reach * Math.cos(angle) };
};

function cone(direction: number, angle: number): string {
  const half = Math.min(angle, 359) / 2;
  const [from, to] = [at(direction - half, REACH), at(direction + half, REACH)];
  return `M${CENTRE} ${CENTRE} L${from.x} ${from.y} A${REACH} ${REACH} 0 ${half > 90 ? 1 : 0} 1 ${to.x} ${to.y} Z`;
}

const STEPS: Readonly<Record<string, number>> = { ArrowUp: 5, ArrowRight: 5, ArrowDown: -5, ArrowLeft: -5, PageUp: 45, PageDown: -45 };

/** Direction of a camera, set by hand: north up in every language, as on the map. Arrows turn by 5°, with Shift by 1°. */
export function DirectionDial({ direction, fieldOfView, onChange }: DirectionDialProps): ReactNode {
  const text = useText();
  const turn = (event: PointerEvent<HTMLElement>): void => {
    if (event.buttons !== 1) return;
    const box = event.currentTarget.getBoundingClientRect();
    const x = event.clientX - (box.left + box.width / 2);
    const y = event.clientY - (box.top + box.height / 2);
    onChange((Math.round((Math.atan2(x, -y) * 180) / Math.PI) + 360) % 360);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const by = event.shiftKey ? Math.sign(step) : step;
    onChange((Math.round(direction ?? 0) + by + 360) % 360);
  };
  const slider = {
    role: "slider",
    tabIndex: 0,
    "aria-label": text("field.direction"),
    "aria-valuemin": 0,
    "aria-valuemax": 359,
    "aria-valuenow": direction ?? undefined,
    "aria-valuetext": direction === null ? text("field.direction_none") : `${direction}°`,
    onKeyDown,
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      turn(event);
    },
    onPointerMove: turn,
  } as const;
  const tip = direction === null ? null : at(direction, REACH);
  return (
    <div className="cameras-dial" {...slider}>
      <svg width={SIZE} height={SIZE} viewBox={`0 0 ${SIZE} ${SIZE}`} aria-hidden="true">
        <circle cx={CENTRE} cy={CENTRE} r={REACH} className="cameras-dial__ring" />
        {Array.from({ length: 24 }, (_, index) => {
          const [from, to] = [at(index * 15, REACH - (index % 6 === 0 ? 8 : 4)), at(index * 15, REACH)];
          return <line key={index} x1={from.x} y1={from.y} x2={to.x} y2={to.y} className="cameras-dial__tick" />;
        })}
        {direction !== null && <path d={cone(direction, fieldOfView)} className="cameras-dial__cone" />}
        {tip && <line x1={CENTRE} y1={CENTRE} x2={tip.x} y2={tip.y} className="cameras-dial__hand" />}
        <circle cx={CENTRE} cy={CENTRE} r={4} className="cameras-dial__centre" />
        <text x={CENTRE} y={12} textAnchor="middle" className="cameras-dial__north">
          {text("north")}
        </text>
      </svg>
    </div>
  );
}
