import { useFormat } from "@amaliyat/ui/i18n";
import type { KeyboardEvent, PointerEvent, ReactNode } from "react";
import { useText } from "../text.ts";
import type { Gap } from "./marks.ts";

export type Peaks = { readonly caller: readonly number[]; readonly others: readonly number[] };

const [BARS, LANE, GAP] = [240, 26, 4];
const WIDTH = BARS * 3;

export type WaveformProps = {
  /** Null until they were computed. */
  readonly peaks: Peaks | null;
  /** Seconds. */
  readonly at: number;
  readonly length: number;
  /** Seconds at which a call-taker answered; null where nobody did. */
  readonly answeredAt: number | null;
  readonly gaps: readonly Gap[];
  readonly onSeek: (at: number) => void;
};

/** The loudest of each bar when slices (0 to 255) are drawn as so many bars; shares from 0 to 1. */
export function barsOf(peaks: readonly number[], bars: number): readonly number[] {
  if (peaks.length === 0) return [];
  return Array.from({ length: Math.min(bars, peaks.length) }, (_, nth) => {
    const count = Math.min(bars, peaks.length);
    const [from, to] = [Math.floor((nth * peaks.length) / count), Math.floor(((nth + 1) * peaks.length) / count)];
    return Math.max(...peaks.slice(from, Math.max(to, from + 1))) / 255;
  });
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 5, ArrowUp: 5, ArrowLeft: -5, ArrowDown: -5, PageUp: 30, PageDown: -30 };

/** Target of a key on the waveform, in seconds: → is later in every language. Null for any other key. */
export function seekBy(key: string, at: number, length: number): number | null {
  if (key === "Home") return 0;
  if (key === "End") return length;
  const step = STEPS[key];
  return step === undefined ? null : Math.min(length, Math.max(0, at + step));
}

/** The loudness of both sides over time, the caller above. Time runs from left to right in every language; a press goes there. */
export function Waveform({ peaks, at, length, answeredAt, gaps, onSeek }: WaveformProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const share = length === 0 ? 0 : Math.min(1, at / length);
  const placeOf = (seconds: number): number => (length === 0 ? 0 : Math.min(1, seconds / length)) * WIDTH;
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = event.ctrlKey || event.altKey || event.metaKey ? null : seekBy(event.key, at, length);
    if (next === null) return;
    event.preventDefault();
    onSeek(next);
  };
  const onPress = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.type === "pointermove" && event.buttons !== 1) return;
    const box = event.currentTarget.getBoundingClientRect();
    onSeek(Math.min(1, Math.max(0, (event.clientX - box.x) / box.width)) * length);
  };
  return (
    <div
      className="lines-wave"
      dir="ltr"
      role="slider"
      tabIndex={0}
      aria-label={text("recording.position")}
      aria-valuemin={0}
      aria-valuemax={Math.round(length)}
      aria-valuenow={Math.round(at)}
      aria-valuetext={`${format.age(at * 1000)} / ${format.age(length * 1000)}`}
      onKeyDown={onKeyDown}
      onPointerDown={onPress}
      onPointerMove={onPress}
    >
      <svg viewBox={`0 0 ${WIDTH} ${2 * LANE + GAP}`} preserveAspectRatio="none" aria-hidden="true">
        {gaps.map(({ from, to }) => (
          <rect
            key={from}
            x={placeOf(from)}
            width={placeOf(to) - placeOf(from)}
            y={0}
            height={2 * LANE + GAP}
            className="lines-wave__gap"
          />
        ))}
        <Lane bars={barsOf(peaks?.caller ?? [], BARS)} top={0} share={share} />
        <Lane bars={barsOf(peaks?.others ?? [], BARS)} top={LANE + GAP} share={share} />
        {answeredAt !== null && (
          <line x1={placeOf(answeredAt)} x2={placeOf(answeredAt)} y1={0} y2={2 * LANE + GAP} className="lines-wave__answer" />
        )}
        <line x1={share * WIDTH} x2={share * WIDTH} y1={0} y2={2 * LANE + GAP} className="lines-wave__head" />
      </svg>
    </div>
  );
}

function Lane({ bars, top, share }: { readonly bars: readonly number[]; readonly top: number; readonly share: number }): ReactNode {
  const slot = WIDTH / Math.max(1, bars.length);
  const middle = top + LANE / 2;
  return (
    <g>
      <line x1={0} x2={WIDTH} y1={middle} y2={middle} className="lines-wave__rest" />
      {bars.map((loud, nth) => {
        const height = Math.max(1, loud * LANE);
        return (
          <rect
            // A bar is named by its place in time.
            key={nth}
            x={nth * slot}
            y={middle - height / 2}
            width={slot * 0.7}
            height={height}
            className={(nth + 0.5) / bars.length <= share ? "lines-wave__bar lines-wave__bar--heard" : "lines-wave__bar"}
          />
        );
      })}
    </g>
  );
}
