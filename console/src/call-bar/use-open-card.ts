import { useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect, useEffectEvent, useRef } from "react";
import { callRoute } from "../calls/index.ts";
import { cardsAfter, NO_CARDS, type Stage } from "./cards-after.ts";

const TEXT = "textarea, select, [contenteditable=true], input:not([type=button], [type=checkbox], [type=radio], [type=range])";

const hasDialog = (): boolean => document.querySelector("dialog:modal") !== null;

/** True while a hand writes, or answers a dialog: the screen under it must not change then. */
const isWriting = (): boolean => document.activeElement?.matches(TEXT) === true || hasDialog();

/** True if the card of a call is the current screen. */
export const useOnCard = (callId: string | null): boolean => useLocation().pathname === `/calls/${callId}`;

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
