import { calls, type CallRecordingShown } from "@amaliyat/contract/calls";
import { address } from "@amaliyat/contract/route";
import { Button, IconButton, Segmented } from "@amaliyat/ui/controls";
import { Num, useFormat } from "@amaliyat/ui/i18n";
import { useQuery } from "@tanstack/react-query";
import Pause from "lucide-react/icons/pause";
import Play from "lucide-react/icons/play";
import { useRef, useState, type ReactNode } from "react";
import { read } from "../../api/index.ts";
import { useText } from "../text.ts";
import { answeredAfter, gapsOf } from "./marks.ts";
import { Waveform } from "./waveform.tsx";

const SPEEDS = ["0.75", "1", "1.25", "1.5", "2"] as const;
/** Interval between requests for peaks that are not computed yet. */
const AGAIN_MS = 3_000;

export type ListeningDeckProps = { readonly listeningId: string; readonly recording: CallRecordingShown; readonly onEnded: () => void };

/** The sound itself, its picture and its keys. Leaving the screen stops it. */
export function ListeningDeck({ listeningId, recording, onEnded }: ListeningDeckProps): ReactNode {
  const text = useText();
  const format = useFormat();
  const audio = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [length, setLength] = useState(recording.seconds);
  const [speed, setSpeed] = useState<(typeof SPEEDS)[number]>("1");
  const [failed, setFailed] = useState(false);
  const peaks = useQuery({
    queryKey: ["call-peaks", listeningId],
    queryFn: ({ signal }) => read(calls.recordingPeaks, { params: { listeningId }, signal }),
    refetchInterval: ({ state }) => (state.data?.peaks === null ? AGAIN_MS : false),
    gcTime: 0,
  });
  const answered = answeredAfter(recording);
  const gaps = gapsOf(recording);
  const seek = (next: number): void => {
    setAt(next);
    if (audio.current) audio.current.currentTime = next;
  };
  const toggle = (): void => {
    const { current } = audio;
    if (current === null) return;
    // A play refused by the browser ends as an error of the element, which is shown below.
    if (current.paused) void current.play().catch(() => undefined);
    else current.pause();
  };
  if (failed)
    return (
      <div className="am-row am-row--wrap" role="alert">
        <span className="am-attention">{text("recording.ended")}</span>
        <Button size="s" onClick={onEnded}>
          {text("recording.again")}
        </Button>
      </div>
    );
  return (
    <div className="lines-deck">
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- the room keeps no written form of what was said */}
      <audio
        ref={audio}
        src={address(calls.recordingBytes, { listeningId }, undefined)}
        preload="metadata"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onTimeUpdate={(event) => setAt(event.currentTarget.currentTime)}
        onLoadedMetadata={(event) => Number.isFinite(event.currentTarget.duration) && setLength(event.currentTarget.duration)}
        onError={() => setFailed(true)}
      />
      <div className="lines-deck__wave">
        <div className="lines-deck__sides am-t3 am-caption">
          <span>{text("recording.caller")}</span>
          <span>{text("recording.others")}</span>
        </div>
        <Waveform peaks={peaks.data?.peaks ?? null} at={at} length={length} answeredAt={answered} gaps={gaps} onSeek={seek} />
      </div>
      {gaps.length > 0 && (
        <ul className="lines-deck__gaps am-small">
          {gaps.map(({ from, to, reason }) => (
            <li key={from}>
              {text("recording.gap")} <Num>{`${format.age(from * 1000)}–${format.age(to * 1000)}`}</Num> ·{" "}
              {text(`recording.gap_reason.${reason}`)}
            </li>
          ))}
        </ul>
      )}
      <div className="lines-deck__acts">
        <IconButton
          bordered
          size="m"
          label={text(playing ? "recording.pause" : "recording.play")}
          icon={playing ? <Pause size={18} aria-hidden="true" /> : <Play size={18} aria-hidden="true" />}
          onClick={toggle}
        />
        <Num className="am-strong">{`${format.age(at * 1000)} / ${format.age(length * 1000)}`}</Num>
        {answered !== null && (
          <Button size="s" onClick={() => seek(answered)}>
            {text("recording.to_answer")}
          </Button>
        )}
        <Segmented
          size="s"
          label={text("recording.speed")}
          options={SPEEDS.map((value) => ({ value, label: <Num>{`×${format.number(Number(value))}`}</Num> }))}
          value={speed}
          onChange={(next) => {
            setSpeed(next);
            if (audio.current) audio.current.playbackRate = Number(next);
          }}
        />
      </div>
    </div>
  );
}
