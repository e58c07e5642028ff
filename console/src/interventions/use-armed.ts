import { useShortcut } from "@amaliyat/ui/hooks";
import { useEffect, useEffectEvent, useState } from "react";
import { armedKey } from "./assign-keys.ts";

/** How long A waits for its digit. */
const WAIT_MS = 6000;

/** A, then a digit: sends the nth unit. True while a digit is waited for. */
export function useArmed(
  digits: ReadonlyMap<string, number>,
  onAssign: (id: string) => void,
  { enabled, atFirst }: { readonly enabled: boolean; readonly atFirst: boolean },
): boolean {
  const [armed, setArmed] = useState(atFirst);
  useShortcut("KeyA", () => setArmed(true), { enabled });
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog:modal")) return;
    const meant = armedKey(event.code, digits);
    if (meant.kind === "wait") return;
    event.preventDefault();
    event.stopPropagation();
    setArmed(false);
    if (meant.kind === "assign") onAssign(meant.id);
  });
  useEffect(() => {
    if (!armed || !enabled) return undefined;
    const listener = (event: KeyboardEvent): void => onKey(event);
    addEventListener("keydown", listener, { capture: true });
    const timer = setTimeout(() => setArmed(false), WAIT_MS);
    return () => {
      removeEventListener("keydown", listener, { capture: true });
      clearTimeout(timer);
    };
  }, [armed, enabled]);
  return armed && enabled;
}
