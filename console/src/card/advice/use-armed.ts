import { useEffect, useEffectEvent } from "react";
import { armedKey } from "./assign-keys.ts";

/** Time that A waits for its digit. */
const WAIT_MS = 6000;

export type Arming = { readonly armed: boolean; readonly arm: (on: boolean) => void };

/** While armed, a digit sends the nth unit and Escape leaves; after some seconds without either it is left by itself. */
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
  const leave = useEffectEvent(() => arm(false));
  useEffect(() => {
    if (!armed) return undefined;
    const listener = (event: KeyboardEvent): void => onKey(event);
    addEventListener("keydown", listener, { capture: true });
    const timer = setTimeout(() => leave(), WAIT_MS);
    return () => {
      removeEventListener("keydown", listener, { capture: true });
      clearTimeout(timer);
    };
  }, [armed]);
}
