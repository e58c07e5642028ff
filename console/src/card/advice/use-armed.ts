import { useEffect, useEffectEvent } from "react";
import { armedKey } from "./assign-keys.ts";

export type Arming = { readonly armed: boolean; readonly arm: (on: boolean) => void };

/**
 * While armed, a digit sends the nth unit and Escape leaves. It is left by neither time nor another key: a digit that comes late must not
 * mean something else.
 */
export function useArmed(digits: ReadonlyMap<string, number>, { armed, arm }: Arming, onAssign: (id: string) => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog:modal")) return;
    const meant = armedKey(event.code, digits);
    if (meant.kind === "wait") return;
    event.preventDefault();
    event.stopPropagation();
    arm(false);
    if (meant.kind === "assign") onAssign(meant.id);
  });
  useEffect(() => {
    if (!armed) return undefined;
    const listener = (event: KeyboardEvent): void => onKey(event);
    addEventListener("keydown", listener, { capture: true });
    return () => removeEventListener("keydown", listener, { capture: true });
  }, [armed]);
}
