import { useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect, useEffectEvent } from "react";

const TEXT = "textarea, select, [contenteditable=true], input:not([type=button], [type=checkbox], [type=radio], [type=range])";

/** True while a hand writes, or answers a dialog: the screen under it must not change then. */
const isWriting = (): boolean => document.activeElement?.matches(TEXT) === true || document.querySelector("dialog:modal") !== null;

/** Whether the card of a call is the screen that is shown. */
export const useOnCard = (callId: string | null): boolean => useLocation().pathname === `/calls/${callId}`;

/**
 * Opens the card of one's own call when it rings and when it is answered, unless something is being written elsewhere. On a locked screen
 * that is the password, and the card stands there for whoever has given it.
 */
export function useOpenCard(callId: string | null, stage: "rings" | "talks", locked: boolean): void {
  const navigate = useNavigate();
  const onCard = useOnCard(callId);
  const open = useEffectEvent(() => {
    if (callId !== null && !onCard && (locked || !isWriting())) void navigate({ to: "/calls/$callId", params: { callId } });
  });
  useEffect(() => open(), [callId, stage]);
}
