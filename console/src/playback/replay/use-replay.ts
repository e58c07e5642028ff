import { recordings, type Replay } from "@amaliyat/contract/recordings";
import type { Problem } from "@amaliyat/contract/route";
import type { Purpose } from "@amaliyat/domain/cameras";
import { roomNow } from "@amaliyat/ui/hooks";
import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState, type RefObject } from "react";
import { problemOf, read } from "../../api/index.ts";
import { createStore, useStore } from "../../store/index.ts";
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

async function open({ from, to, ...rest }: ReplayAsked, signal: AbortSignal): Promise<Extract<Opening, { kind: "open" }>> {
  const body = { ...rest, from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  const replay = await read(recordings.openReplay, { body, signal });
  return { kind: "open", replay, openedAt: roomNow() };
}

/**
 * Opens a replay, which the room logs with its whole span. A change of the request opens another one, as does the returned function. The
 * last one stays until the next is open.
 */
export function useOpenedReplay(asked: ReplayAsked | null): readonly [Opening, () => void] {
  const query = useQuery({
    queryKey: ["replay", asked],
    queryFn: asked === null ? skipToken : ({ signal }) => open(asked, signal),
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  });
  const again = (): void => void query.refetch();
  if (asked === null) return [{ kind: "none" }, again];
  const problem = problemOf(query.error);
  if (problem) return [{ kind: "refused", problem, at: query.errorUpdatedAt }, again];
  if (query.error) throw query.error;
  return [query.data ?? { kind: "opening" }, again];
}

export type Playing = { readonly player: ReplayPlayer | null; readonly state: ReplayState };

const NOTHING: Playing = { player: null, state: FIRST_STATE };

/** Plays an opened replay in a video element, from `startAt` or the first picture after it. */
export function usePlaying(
  video: RefObject<HTMLVideoElement | null>,
  replay: Replay | null,
  start: { readonly at: number; readonly play: boolean },
  onPicture: (at: number) => void,
): Playing {
  const [store] = useState(() => createStore<Playing>(NOTHING));
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
      onState: (state) => store.set({ player, state }),
      onPicture: (at) => pictured(at),
    });
    store.set({ player, state: FIRST_STATE });
    begin(player);
    return () => {
      player[Symbol.dispose]();
      store.set(NOTHING);
    };
  }, [video, replayId, from, to, store]);
  return useStore(store);
}
