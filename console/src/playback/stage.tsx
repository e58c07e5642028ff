import { GAP_CAUSE_LABELS } from "@amaliyat/domain/recordings";
import type { Replay } from "@amaliyat/contract/recordings";
import type { Interval } from "@amaliyat/domain/kernel";
import { useLanguage, Bdi, Num, useFormat } from "@amaliyat/ui/i18n";
import { showToast } from "@amaliyat/ui/feedback";
import { useEffect, useEffectEvent, useMemo, useRef, useState, type ReactNode } from "react";
import type { Camera } from "@amaliyat/contract/cameras";
import { roomNow } from "@amaliyat/ui/hooks";
import { createStore } from "../store/index.ts";
import { useEveryMoment, type Moment } from "./moment.ts";
import { Screen } from "./screen.tsx";
import { usePlaying } from "./replay/use-replay.ts";
import { useText } from "./text.ts";
import { gapsBetween, nextRecorded, stretchesOf, type GapStretch } from "./timeline/gaps.ts";
import { Legend } from "./timeline/legend.tsx";
import { Timeline } from "./timeline/timeline.tsx";
import { follow, wider, within, zoomOf, ZOOM_NAMES, ZOOMS, type Zoom } from "./timeline/view.ts";
import { Transport } from "./transport.tsx";
import { useDeck } from "./use-deck.ts";

export type StageProps = {
  readonly camera: Camera;
  readonly replay: Replay;
  readonly openedAt: number;
  /** Where to begin; the begin of the span if not given. */
  readonly startAt: number | null;
  /** Another span is wanted, to begin at a moment of it. */
  readonly onRange: (range: Interval, at: number) => void;
  /** The replay has run out and is to be opened again. */
  readonly onExpired: () => void;
};

/** The picture, its deck and its timeline. */
export function Stage({ camera, replay, openedAt, startAt, onRange, onExpired }: StageProps): ReactNode {
  const { language } = useLanguage();
  const video = useRef<HTMLVideoElement>(null);
  const moment = useMemo<Moment>(() => createStore<number | null>(null), []);
  const span = useMemo(() => ({ from: Date.parse(replay.from), to: Date.parse(replay.to) }), [replay.from, replay.to]);
  const stretches = useMemo(() => stretchesOf(replay.pieces), [replay.pieces]);
  const playing = usePlaying(video, replay, { at: startAt ?? span.from, play: true }, moment.set);
  const deck = useDeck(playing, { span, openedAt, stretches });
  const [view, setView] = useState<Interval>(span);
  const shown = view.from >= span.from && view.to <= span.to ? view : span;
  useEveryMoment(moment, (at) => {
    if (at !== null && playing.state.playing) setView((last) => (at < last.from || at >= last.to ? follow(span, last, at) : last));
  });
  const expired = playing.state.problem?.code === "view.ended";
  const renew = useEffectEvent(onExpired);
  useEffect(() => {
    if (expired) renew();
  }, [expired]);
  useJumpNotice(playing.state.jump, stretches);

  const zoomTo = (zoom: Zoom, around: number): void => {
    const length = ZOOMS[zoom];
    if (length <= span.to - span.from) setView(within(span, length, around));
    else onRange(wider(length, around, roomNow()), around);
  };
  const around = (): number => moment.get() ?? (shown.from + shown.to) / 2;
  const zoom = zoomOf(shown);
  const nothing = nextRecorded(stretches, span.from) === null;
  const lanes = [
    {
      name: (
        <>
          <Bdi className="am-strong">{camera.code}</Bdi> <Bdi className="am-t2">{camera.names[language]}</Bdi>
        </>
      ),
      stretches,
    },
  ];
  return (
    <div className="playback-stage">
      <Screen video={video} camera={camera} state={playing.state} moment={moment} nothing={nothing} refusedGap={deck.refusedGap} />
      <section className="am-panel playback-deck" data-region="" tabIndex={-1}>
        <Transport deck={deck} moment={moment} zoom={zoom} onZoom={(next) => zoomTo(next, around())} />
        <Timeline
          view={shown}
          lanes={lanes}
          moment={moment}
          onSeek={deck.seek}
          onStep={deck.by}
          onZoom={(by, at) => {
            const next = ZOOM_NAMES[ZOOM_NAMES.indexOf(zoom) - by];
            // A turn of the wheel never opens a longer span: that is an act of its own, in the log.
            if (next !== undefined && ZOOMS[next] <= span.to - span.from) zoomTo(next, at);
            else if (next !== undefined && by === -1) setView(span);
          }}
        />
        <Legend />
      </section>
    </div>
  );
}

/** Says what playing jumped over. */
function useJumpNotice(jump: { readonly from: number; readonly to: number; readonly nth: number } | null, stretches: readonly (GapStretch | { readonly kind: "recorded"; readonly from: number; readonly to: number })[]): void {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const say = useEffectEvent(() => {
    if (!jump) return;
    const cause = gapsBetween(stretches, jump.from, jump.to).toSorted((a, b) => b.to - b.from - (a.to - a.from))[0]?.cause ?? "unknown";
    showToast({
      text: text("jumped", { length: format.duration(jump.to - jump.from), cause: GAP_CAUSE_LABELS[cause][language] }),
      tone: "attention",
    });
  });
  const nth = jump?.nth;
  useEffect(() => say(), [nth]);
}

export function Empty(): ReactNode {
  return <Num>0</Num>;
}
