import { LoadingState } from "@amaliyat/ui/feedback";
import { roomNow } from "@amaliyat/ui/hooks";
import { Kbd } from "@amaliyat/ui/controls";
import { useFormat, useLanguage } from "@amaliyat/ui/i18n";
import RotateCcw from "lucide-react/icons/rotate-ccw";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { sentence } from "../../api/index.ts";
import { useOpenedReplay, usePlaying } from "../../playback/index.ts";
import { useText } from "../text.ts";
import type { Why } from "./tile-state.ts";

const SPAN_MS = 30_000;

type ReplayProps = { readonly cameraId: string; readonly why: Why; readonly onEnd: () => void };

/** The last 30 seconds of a camera, in its own tile and over its live picture, which comes back at the end. */
export function ReplayInPlace({ cameraId, why, onEnd }: ReplayProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const video = useRef<HTMLVideoElement>(null);
  const clock = useRef<HTMLElement>(null);
  const [to] = useState(roomNow);
  const [opening] = useOpenedReplay({ cameraId, from: to - SPAN_MS, to, ...why });
  const replay = opening.kind === "open" ? opening.replay : null;
  const { state } = usePlaying(video, replay, { at: to - SPAN_MS, play: true }, (at) => {
    if (clock.current) clock.current.textContent = format.time(at);
  });
  const over = state.phase === "ended";
  useEffect(() => {
    if (over) onEnd();
  }, [over, onEnd]);
  const problem = opening.kind === "refused" ? opening.problem : state.problem;
  return (
    <div className="wall-replay" data-replay={problem ? "refused" : state.phase} data-seek-ms={state.seekMs ?? undefined}>
      <video ref={video} muted playsInline disablePictureInPicture className="wall-replay__video" />
      {problem ? (
        <div className="wall-cover wall-cover--plain">
          <span className="wall-cover__text">
            {problem.code === "replay.nothing_recorded" ? text("replay.nothing") : sentence(problem, language)}
          </span>
        </div>
      ) : (
        state.size === null && <LoadingState />
      )}
      <div className="wall-tile__foot wall-replay__foot">
        <RotateCcw size={14} aria-hidden="true" />
        <span>{text("replay.title")}</span>
        <span className="am-grow" />
        <span className="wall-tile__keys">
          <span>
            {text("replay.live")} <Kbd keys="Escape" />
          </span>
        </span>
        <bdi ref={clock} dir="ltr" className="am-num wall-tile__clock" />
      </div>
    </div>
  );
}
