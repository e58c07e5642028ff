import { GAP_CAUSE_LABELS } from "@amaliyat/domain/recordings";
import type { Interval } from "@amaliyat/domain/kernel";
import { classNames } from "@amaliyat/ui/controls";
import { localTime, Num, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { useRef, useState, type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode } from "react";
import { useEveryMoment, useSecond, type Moment } from "../moment.ts";
import { useText } from "../text.ts";
import { stretchAt, type Stretch } from "./gaps.ts";
import { LaneBars } from "./lane-bars.tsx";
import { timeAct } from "./time-keys.ts";
import { momentAt, percentOf, ticksOf } from "./scale.ts";

export type Lane = { readonly key: string; readonly name: ReactNode; readonly stretches: readonly Stretch[] };

export type TimelineProps = {
  readonly view: Interval;
  readonly lanes: readonly Lane[];
  readonly moment: Moment;
  readonly onSeek: (at: number) => void;
  /** ms by which a key moves, towards the later if positive. */
  readonly onStep: (ms: number) => void;
  readonly onZoom: (by: 1 | -1, around: number) => void;
};

const LABELS = 11;

/** Recorded stretches and gaps with their causes; left is earlier in every language. Seeking into a gap is impossible. */
export function Timeline(props: TimelineProps): ReactNode {
  const { view, lanes, moment, onSeek, onZoom } = props;
  const text = useText();
  const field = useRef<HTMLDivElement>(null);
  const playhead = useRef<HTMLDivElement>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const [dragging, setDragging] = useState(false);
  useEveryMoment(moment, (at) => {
    const line = playhead.current;
    if (!line) return;
    const percent = at === null ? -1 : percentOf(view, at);
    line.hidden = percent < 0 || percent > 100;
    line.style.left = `${percent}%`;
    line.style.setProperty("--share", `${percent}%`);
  });
  const momentOf = (event: { readonly clientX: number }): number => {
    const box = field.current?.getBoundingClientRect();
    return box ? momentAt(view, (event.clientX - box.left) / box.width) : view.from;
  };
  const down = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setDragging(true);
    setPointed(momentOf(event));
  };
  const up = (event: PointerEvent<HTMLDivElement>): void => {
    if (!dragging) return;
    setDragging(false);
    onSeek(momentOf(event));
  };
  return (
    <div className="playback-time">
      <div className="playback-time__names">
        {lanes.map((lane) => (
          <div key={lane.key} className="am-clip">
            {lane.name}
          </div>
        ))}
      </div>
      <TimelineSlider {...props}>
        <div
          ref={field}
          className="playback-time__field"
          onPointerDown={down}
          onPointerMove={(event) => setPointed(momentOf(event))}
          onPointerUp={up}
          onPointerCancel={() => setDragging(false)}
          onPointerLeave={() => !dragging && setPointed(null)}
          onWheel={(event) => onZoom(event.deltaY > 0 ? -1 : 1, momentOf(event))}
        >
          <Ruler view={view} />
          {lanes.map((lane) => (
            <LaneBars key={lane.key} view={view} stretches={lane.stretches} />
          ))}
          {pointed !== null && <Pointed view={view} at={pointed} stretches={lanes[0]?.stretches ?? []} dragging={dragging} />}
          <div ref={playhead} className="playback-time__playhead" hidden>
            <PlayheadLabel moment={moment} />
          </div>
        </div>
      </TimelineSlider>
      <p className="am-hidden-visually">{text("timeline.hint")}</p>
    </div>
  );
}

/** The timeline as one control: left is earlier and right is later, whatever the language reads. */
function TimelineSlider({ view, moment, onStep, onSeek, children }: TimelineProps & { readonly children: ReactNode }): ReactNode {
  const text = useText();
  const format = useFormat();
  const second = useSecond(moment);
  const onKeyDown = (event: KeyboardEvent): void => {
    const act = timeAct(event);
    if (!act) return;
    if (act.kind === "by") onStep(act.ms);
    else onSeek(view[act.end]);
    event.preventDefault();
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      dir="ltr"
      className="playback-time__slider"
      aria-label={text("timeline.label")}
      aria-valuemin={view.from}
      aria-valuemax={view.to}
      aria-valuenow={second ?? view.from}
      aria-valuetext={format.time(second)}
      onKeyDown={onKeyDown}
    >
      {children}
    </div>
  );
}

function PlayheadLabel({ moment }: { readonly moment: Moment }): ReactNode {
  const format = useFormat();
  const second = useSecond(moment);
  return <Num className="playback-time__label">{second === null ? "" : format.time(second)}</Num>;
}

function Ruler({ view }: { readonly view: Interval }): ReactNode {
  const format = useFormat();
  const local = localTime(view.from);
  const offset = local
    ? Date.UTC(local.year, local.month - 1, local.day, local.hour, local.minute, local.second) - Math.floor(view.from / 1000) * 1000
    : 0;
  const { stepMs, moments } = ticksOf(view, LABELS, offset);
  return (
    <div className="playback-time__ruler" aria-hidden="true">
      {moments.map((at) => (
        <span key={at} className="playback-time__tick" style={{ left: `${percentOf(view, at)}%` }}>
          {stepMs < 60_000 ? format.time(at) : format.shortTime(at)}
        </span>
      ))}
    </div>
  );
}

type PointedProps = { readonly view: Interval; readonly at: number; readonly stretches: readonly Stretch[]; readonly dragging: boolean };

/** The moment under the pointer, and why nothing is there if nothing is. */
function Pointed({ view, at, stretches, dragging }: PointedProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const there = stretchAt(stretches, at);
  const missing = there?.kind === "recorded" ? null : there ? GAP_CAUSE_LABELS[there.cause][language] : text("timeline.not_yet");
  const percent = percentOf(view, at);
  return (
    <div
      className={classNames(
        "playback-time__pointed",
        missing !== null && "playback-time__pointed--gap",
        dragging && "playback-time__pointed--held",
      )}
      style={{ left: `${percent}%`, "--share": `${percent}%` } as CSSProperties}
    >
      <span className="playback-time__bubble">
        <Num>{format.time(at)}</Num>
        {missing !== null && <bdi>{missing}</bdi>}
      </span>
    </div>
  );
}
