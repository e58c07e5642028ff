import { recordings, type Replay } from "@amaliyat/contract/recordings";
import type { Problem } from "@amaliyat/contract/route";
import type { Purpose } from "@amaliyat/domain/cameras";
import { useCallback, useEffect, useEffectEvent, useState, type RefObject } from "react";
import { ask } from "../../api/index.ts";
import { ReplayPlayer } from "./replay-player.ts";
import { roomSource } from "./replay-source.ts";
import { FIRST_STATE, type ReplayState } from "./replay-state.ts";

/** A replay to open: which camera, what span (ms since epoch), and why. */
export type ReplayAsked = {
  readonly cameraId: string;
  readonly from: number;
  readonly to: number;
  readonly purpose?: Purpose;
  readonly interventionId?: string;
};

export type Opening =
  | { readonly kind: "none" | "opening" }
  | { readonly kind: "open"; readonly replay: Replay; readonly openedAt: number }
  | { readonly kind: "refused"; readonly problem: Problem; readonly at: number };

/** Opens a replay, which the room logs with its whole span; another one whenever what is asked changes, or by `again`. */
export function useOpenedReplay(asked: ReplayAsked | null): readonly [Opening, () => void] {
  const [opening, setOpening] = useState<Opening>({ kind: "none" });
  const [nth, setNth] = useState(0);
  const key = JSON.stringify(asked);
  useEffect(() => {
    const wanted = JSON.parse(key) as ReplayAsked | null;
    if (!wanted) return setOpening({ kind: "none" });
    const leaving = new AbortController();
    const { from, to, ...rest } = wanted;
    setOpening((last) => (last.kind === "open" ? last : { kind: "opening" }));
    const body = { ...rest, from: new Date(from).toISOString(), to: new Date(to).toISOString() };
    ask(recordings.openReplay, { body, signal: leaving.signal }).then(
      (answer) => {
        if (leaving.signal.aborted) return;
        if (answer.ok) setOpening({ kind: "open", replay: answer.value, openedAt: Date.now() });
        else setOpening({ kind: "refused", problem: answer.error, at: Date.now() });
      },
      () => undefined,
    );
    return () => leaving.abort();
  }, [key, nth]);
  return [opening, useCallback(() => setNth((last) => last + 1), [])];
}

export type Playing = { readonly player: ReplayPlayer | null; readonly state: ReplayState };

/** Plays an opened replay in a video element, from `startAt` or the first picture after it. */
export function usePlaying(
  video: RefObject<HTMLVideoElement | null>,
  replay: Replay | null,
  start: { readonly at: number; readonly play: boolean },
  onPicture: (at: number) => void,
): Playing {
  const [playing, setPlaying] = useState<Playing>({ player: null, state: FIRST_STATE });
  const pictured = useEffectEvent(onPicture);
  const begin = useEffectEvent((player: ReplayPlayer) => {
    if (start.play) player.play();
    void player.seek(start.at, true);
  });
  const replayId = replay?.replayId;
  const [from, to] = [replay?.from, replay?.to];
  useEffect(() => {
    const element = video.current;
    if (!element || replayId === undefined || from === undefined || to === undefined) return undefined;
    const span = { from: Date.parse(from), to: Date.parse(to) };
    const player: ReplayPlayer = new ReplayPlayer(element, roomSource(replayId), span, {
      onState: (state) => setPlaying({ player, state }),
      onPicture: (at) => pictured(at),
    });
    setPlaying({ player, state: FIRST_STATE });
    begin(player);
    return () => {
      player[Symbol.dispose]();
      setPlaying({ player: null, state: FIRST_STATE });
    };
  }, [video, replayId, from, to]);
  return playing;
}
