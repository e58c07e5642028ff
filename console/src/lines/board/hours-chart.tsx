import { useFormat } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { axisStep, type HourBar } from "./board-facts.ts";

const [WIDTH, HEIGHT, START, FLOOR, TOP] = [720, 330, 40, 290, 33];

/** Calls by hour as bars; the present hour, which is not over, is dashed. Time runs from left to right in every language. */
export function HoursChart({ bars, label }: { readonly bars: readonly HourBar[]; readonly label: string }): ReactNode {
  const format = useFormat();
  const step = axisStep(Math.max(0, ...bars.map(({ calls }) => calls)));
  const yOf = (calls: number): number => FLOOR - ((FLOOR - TOP) * calls) / (3 * step);
  const slot = (WIDTH - START) / Math.max(6, bars.length);
  return (
    <svg className="lines-hours" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {[0, 1, 2, 3].map((nth) => (
        <g key={nth}>
          <line x1={START} x2={WIDTH} y1={yOf(nth * step)} y2={yOf(nth * step)} stroke="var(--line)" />
          <text x={START - 8} y={yOf(nth * step) + 6} textAnchor="end">
            {format.number(nth * step)}
          </text>
        </g>
      ))}
      {bars.map(({ hour, calls, isNow }, nth) => {
        const middle = START + slot * (nth + 0.5);
        const look = isNow ? { fill: "none", stroke: "var(--text-2)", strokeWidth: 2, strokeDasharray: "5 4" } : { fill: "var(--control)" };
        return (
          <g key={hour}>
            <rect x={middle - slot * 0.3} width={slot * 0.6} y={yOf(calls)} height={FLOOR - yOf(calls)} {...look} />
            <text x={middle} y={yOf(calls) - 9} textAnchor="middle" className="lines-hours__count">
              {format.number(calls)}
            </text>
            <text x={middle} y={FLOOR + 28} textAnchor="middle">
              {String(hour).padStart(2, "0")}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
