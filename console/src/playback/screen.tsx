import type { Camera } from "@amaliyat/contract/cameras";
import { codeIn } from "@amaliyat/domain/cameras";
import { GAP_CAUSE_LABELS } from "@amaliyat/domain/recordings";
import { EmptyState } from "@amaliyat/ui/feedback";
import { useDelayed, useNow } from "@amaliyat/ui/hooks";
import { Bdi, Num, Time, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import FastForward from "lucide-react/icons/fast-forward";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import VideoOff from "lucide-react/icons/video-off";
import { useEffect, useRef, useState, type ReactNode, type RefObject } from "react";
import { sentence } from "../api/index.ts";
import { useSession } from "../session/index.ts";
import { useEveryMoment, type Moment } from "./moment.ts";
import type { ReplayState } from "./replay/replay-state.ts";
import { useText } from "./text.ts";
import { gapsBetween, type GapStretch, type Stretch } from "./timeline/gaps.ts";

type ScreenProps = {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly camera: Camera;
  readonly state: ReplayState;
  readonly moment: Moment;
  readonly stretches: readonly Stretch[];
  /** Nothing at all is recorded in the span. */
  readonly nothing: boolean;
  readonly refusedGap: GapStretch | null;
};

/** The recorded picture, whole, with its moment burned over it; important notices lie above. */
export function Screen({ video, camera, state, moment, stretches, nothing, refusedGap }: ScreenProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const frame = useRef<HTMLDivElement>(null);
  useEveryMoment(moment, (at) => {
    if (frame.current && at !== null) frame.current.dataset["atMs"] = String(Math.round(at));
  });
  return (
    <div className="playback-screen" data-theme="dark">
      <div ref={frame} className="playback-frame" data-state={state.phase} data-seek-ms={state.seekMs ?? undefined}>
        <video ref={video} muted playsInline disablePictureInPicture className="playback-video" />
        {nothing && <EmptyState icon={<VideoOff size={24} />} title={text("nothing")} text={text("nothing_text")} />}
        <div className="playback-frame__head">
          <span className="am-clip am-clip--name am-strong">
            <Bdi>{codeIn(camera.code, language)}</Bdi> · <Bdi>{camera.names[language]}</Bdi>
          </span>
          <span className="am-grow" />
          {state.phase === "ended" && <span className="am-t2">{text("ended")}</span>}
          <Waiting on={!nothing && (state.phase === "seeking" || state.phase === "waiting")} />
        </div>
        <Notice state={state} stretches={stretches} refusedGap={refusedGap} />
        {state.size && <Mark />}
        <div className="playback-frame__foot">
          {state.size && (
            <span className="am-t2">
              {text("original")} · <Num>{`${state.size.width}×${state.size.height}`}</Num>
            </span>
          )}
          <span className="am-grow" />
          <Stamp moment={moment} />
        </div>
      </div>
    </div>
  );
}

function Waiting({ on }: { readonly on: boolean }): ReactNode {
  const text = useText();
  return useDelayed(on, 300) && on ? <span className="am-t2">{text("fetching")}</span> : null;
}

/** Viewer's badge and the time, drawn over every picture. */
function Mark(): ReactNode {
  const { badge } = useSession().user;
  const format = useFormat();
  const now = useNow();
  return (
    <span className="playback-frame__mark" dir="ltr" aria-hidden="true">
      {badge} · {format.time(now)}
    </span>
  );
}

function Stamp({ moment }: { readonly moment: Moment }): ReactNode {
  const format = useFormat();
  const stamp = useRef<HTMLElement>(null);
  useEveryMoment(moment, (at) => {
    if (stamp.current) stamp.current.textContent = at === null ? "" : `${format.numericDay(at)}  ${format.frameTime(at)}`;
  });
  return <bdi ref={stamp} dir="ltr" className="am-num am-strong playback-frame__stamp" />;
}

const NOTICE_MS = 6000;

/** A jump over a gap, a gap that was asked for, or why the last act did nothing. */
function Notice({ state, stretches, refusedGap }: Pick<ScreenProps, "state" | "stretches" | "refusedGap">): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const format = useFormat();
  const { jump, problem } = state;
  const jumped = useFresh(jump?.nth);
  if (refusedGap) {
    return (
      <p className="playback-notice" role="status">
        <TriangleAlert size={16} aria-hidden="true" />
        <span>
          {text("gap")} <Time at={refusedGap.from} /> – <Time at={refusedGap.to} />: {GAP_CAUSE_LABELS[refusedGap.cause][language]}
        </span>
      </p>
    );
  }
  if (problem) {
    return (
      <p className="playback-notice" role="status">
        <TriangleAlert size={16} aria-hidden="true" />
        <span>{sentence(problem, language)}</span>
      </p>
    );
  }
  if (!jump || !jumped) return null;
  const [longest] = gapsBetween(stretches, jump.from, jump.to).toSorted((a, b) => b.to - b.from - (a.to - a.from));
  return (
    <p className="playback-notice" role="status" data-jump={jump.nth}>
      <FastForward size={16} aria-hidden="true" />
      <span>
        {text("jumped")} <Num>{format.duration(jump.to - jump.from)}</Num>: {GAP_CAUSE_LABELS[longest?.cause ?? "unknown"][language]}
      </span>
    </p>
  );
}

/** True for some seconds after a number changed. */
function useFresh(nth: number | undefined): boolean {
  const [old, setOld] = useState<number | undefined>(undefined);
  useEffect(() => {
    const timer = setTimeout(() => setOld(nth), NOTICE_MS);
    return () => clearTimeout(timer);
  }, [nth]);
  return nth !== undefined && nth !== old;
}
