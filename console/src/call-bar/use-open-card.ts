import { useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect, useEffectEvent, useRef } from "react";
import { callRoute } from "../calls/index.ts";

const TEXT = "textarea, select, [contenteditable=true], input:not([type=button], [type=checkbox], [type=radio], [type=range])";

const hasDialog = (): boolean => document.querySelector("dialog:modal") !== null;

/** True while a hand writes, or answers a dialog: the screen under it must not change then. */
const isWriting = (): boolean => document.activeElement?.matches(TEXT) === true || hasDialog();

/** True if the card of a call is the current screen. */
export const useOnCard = (callId: string | null): boolean => useLocation().pathname === `/calls/${callId}`;

type Stage = "rings" | "talks";

/** Last call here with its stage, and the last call that rang here and was withdrawn unanswered. */
type Cards = { readonly callId: string | null; readonly stage: Stage; readonly takenBack: string | null };

export const NO_CARDS: Cards = { callId: null, stage: "talks", takenBack: null };

/** Follows one's own calls: a call that neither rings nor talks any more was withdrawn. */
export function cardsAfter({ callId: before, stage: was, takenBack }: Cards, callId: string | null, stage: Stage): Cards {
  return { callId, stage, takenBack: was === "rings" && before !== null && before !== callId ? before : takenBack };
}

/**
 * Opens the card of one's own call when it rings and when it is answered, unless something is being written elsewhere. At a locked seat it
 * opens on return. A ringing call may be withdrawn while its card is being written on. Then the card of the call answered in its place
 * opens. The notes stay as a draft of the first call, and must not become the next caller's.
 */
export function useOpenCard(callId: string | null, stage: Stage, locked: boolean): void {
  const navigate = useNavigate();
  const onCard = useOnCard(callId);
  const { pathname } = useLocation();
  const cards = useRef(NO_CARDS);
  const open = useEffectEvent(() => {
    cards.current = cardsAfter(cards.current, callId, stage);
    if (callId === null || locked || onCard) return;
    const isLeft = stage === "talks" && pathname === `/calls/${cards.current.takenBack}` && !hasDialog();
    if (isLeft || !isWriting()) void navigate({ to: "/calls/$callId", params: { callId } });
  });
  useEffect(() => open(), [callId, stage, locked]);
  // The code of the card is read before the first call rings: keys that are pressed before the card stands are lost.
  useEffect(() => void callRoute.component.preload?.(), []);
}
