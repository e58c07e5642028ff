import type { Camera } from "@amaliyat/contract/cameras";
import type { Replay } from "@amaliyat/contract/recordings";
import { codeIn } from "@amaliyat/domain/cameras";
import type { Interval } from "@amaliyat/domain/kernel";
import { roomNow } from "@amaliyat/ui/hooks";
import { Bdi, useLanguage } from "@amaliyat/ui/i18n";
import { useEffect, useEffectEvent, useMemo, useRef, useState, type ReactNode } from "react";
import { createStore } from "../store/index.ts";
import { useEveryMoment, type Moment } from "./moment.ts";
import { usePlaying } from "./replay/use-replay.ts";
import { Screen } from "./screen.tsx";
import { useText } from "./text.ts";
import { nextRecorded, type Stretch } from "./timeline/gaps.ts";
import { Timeline } from "./timeline/timeline.tsx";
import { follow, wider, within, zoomOf, ZOOM_NAMES, ZOOMS, type Zoom } from "./timeline/view.ts";
import { Transport } from "./transport.tsx";
import { useDeck } from "./use-deck.ts";

export type StageProps = {
  readonly camera: Camera;
  readonly replay: Replay;
  readonly stretches: readonly Stretch[];
  readonly openedAt: number;
  /** Start of the replay; the beginning of the span if null. */
  readonly startAt: number | null;
  /** Goes there whenever it is another object. */
  readonly jumpTo: { readonly at: number } | null;
  /** Another span is wanted, to begin at a moment of it. */
  readonly onRange: (range: Interval, at: number) => void;
  /** The replay has run out and is to be opened again. */
  readonly onExpired: () => void;
};

/** Legend of the kinds of stretch. */
function Legend(): ReactNode {
  const text = useText();
  return (
    <footer className="am-panel__foot playback-legend">
      <span>
        <i className="playback-bar" aria-hidden="true" /> {text("legend.recorded")}
      </span>
      <span>
        <i className="playback-gap playback-gap--fault" aria-hidden="true" /> {text("legend.fault")}
      </span>
      <span>
        <i className="playback-gap playback-gap--planned" aria-hidden="true" /> {text("legend.planned")}
      </span>
      <span>
        <i className="playback-gap playback-gap--expired" aria-hidden="true" /> {text("legend.expired")}
      </span>
      <span className="am-grow" />
      <span className="am-t3">{text("legend.direction")}</span>
    </footer>
  );
}

/** The picture, its deck and its timeline. */
export function Stage(props: StageProps): ReactNode {
  const { camera, replay, stretches, openedAt, startAt, jumpTo, onRange, onExpired } = props;
  const text = useText();
  const video = useRef<HTMLVideoElement>(null);
  const moment = useMemo<Moment>(() => createStore<number | null>(null), []);
  const span = useMemo(() => ({ from: Date.parse(replay.from), to: Date.parse(replay.to) }), [replay.from, replay.to]);
  const nothing = nextRecorded(stretches, span.from) === null;
  const playing = usePlaying(video, nothing ? null : replay, { at: startAt ?? span.from, play: true }, moment.set);
  const deck = useDeck(playing, { span, openedAt, stretches });
  const [view, setView] = useState<Interval>(span);
  useEveryMoment(moment, (at) => {
    if (at !== null && playing.state.playing && (at < view.from || at >= view.to)) setView(follow(span, view, at));
  });

  const expired = playing.state.problem?.code === "view.ended";
  const renew = useEffectEvent(onExpired);
  useEffect(() => {
    if (expired) renew();
  }, [expired]);
  const leap = useEffectEvent((to: typeof jumpTo) => to && deck.seek(to.at));
  useEffect(() => void leap(jumpTo), [jumpTo]);

  const zoom = zoomOf(view);
  const around = (): number => moment.get() ?? (view.from + view.to) / 2;
  const zoomTo = (next: Zoom): void => {
    const isWider = ZOOMS[next] > span.to - span.from;
    if (isWider) onRange(wider(ZOOMS[next], around(), roomNow()), around());
    else setView(within(span, ZOOMS[next], around()));
  };
  // A turn of the wheel never opens a longer span: that is an act of its own, in the log.
  const wheel = (by: 1 | -1, at: number): void => {
    const next = ZOOM_NAMES[ZOOM_NAMES.indexOf(zoom) - by];
    if (next !== undefined) setView(within(span, ZOOMS[next], at));
  };
  return (
    <div className="playback-stage">
      <Screen
        video={video}
        camera={camera}
        state={playing.state}
        moment={moment}
        stretches={stretches}
        nothing={nothing}
        refusedGap={deck.refusedGap}
      />
      <section className="am-panel playback-deck" data-region="" tabIndex={-1} aria-label={text("timeline.label")}>
        <Transport deck={deck} moment={moment} zoom={zoom} onZoom={zoomTo} />
        <Timeline
          view={view}
          lanes={[{ key: camera.cameraId, name: <LaneName camera={camera} />, stretches }]}
          moment={moment}
          onSeek={deck.seek}
          onStep={deck.by}
          onZoom={wheel}
        />
        <Legend />
      </section>
    </div>
  );
}

function LaneName({ camera }: { readonly camera: Camera }): ReactNode {
  const { language } = useLanguage();
  return (
    <>
      <Bdi className="am-strong">{codeIn(camera.code, language)}</Bdi> <Bdi className="am-t2">{camera.names[language]}</Bdi>
    </>
  );
}
