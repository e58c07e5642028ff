import type { Interval } from "@amaliyat/domain/kernel";
import { useShortcut } from "@amaliyat/ui/hooks";
import { useState } from "react";
import { askable } from "./range.ts";
import { shuttle, type ReplayState } from "./replay/replay-state.ts";
import type { Playing } from "./replay/use-replay.ts";
import { stretchAt, type GapStretch, type Stretch } from "./timeline/gaps.ts";

/** Controls of a replay. */
export type Deck = {
  readonly state: ReplayState;
  /** The gap that was asked for last; nothing moved. */
  readonly refusedGap: GapStretch | null;
  readonly seek: (at: number) => void;
  /** By so many ms from the picture on the screen. */
  readonly by: (ms: number) => void;
  readonly frame: (by: 1 | -1) => void;
  readonly toggle: () => void;
  readonly toStart: () => void;
  readonly setSpeed: (speed: number) => void;
};

export type DeckFacts = { readonly span: Interval; readonly openedAt: number; readonly stretches: readonly Stretch[] };

const isControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("button, a, [role=option], label") !== null;

/** The deck and its keys: Space, J K L, comma and full stop, as on an editing table. */
export function useDeck({ player, state }: Playing, { span, openedAt, stretches }: DeckFacts): Deck {
  const [refusedGap, setRefusedGap] = useState<GapStretch | null>(null);
  const seek = (wanted: number): void => {
    const at = askable(span, openedAt, wanted);
    const there = stretchAt(stretches, at);
    setRefusedGap(there?.kind === "gap" ? there : null);
    if (there?.kind !== "gap") void player?.seek(at);
  };
  const by = (ms: number): void => {
    const from = player?.at;
    if (from != null) seek(from + ms);
  };
  const toggle = (): void => (state.playing ? player?.pause() : player?.play());
  const go = (faster: boolean): void => {
    const speed = shuttle(state, faster);
    if (!state.playing) player?.play();
    player?.setSpeed(speed);
  };
  const frame = (step: 1 | -1): void => player?.step(step);

  useShortcut("Space", (event) => (isControl(event.target) && event.target instanceof HTMLElement ? event.target.click() : toggle()));
  useShortcut("KeyK", () => player?.pause());
  useShortcut("KeyL", () => go(true));
  useShortcut("KeyJ", () => go(false));
  useShortcut("Comma", () => frame(-1), { repeat: true });
  useShortcut("Period", () => frame(1), { repeat: true });
  return {
    state,
    refusedGap,
    seek,
    by,
    frame,
    toggle,
    toStart: () => void player?.seek(span.from, true),
    setSpeed: (speed) => player?.setSpeed(speed),
  };
}
