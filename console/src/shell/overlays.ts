import { shortcutsInForce } from "@amaliyat/ui/hooks";
import { createPersonStore } from "../store/index.ts";

/** Overlay over the screen; one at a time. */
export type Overlay = "palette" | "keys" | null;

export const overlay = createPersonStore<Overlay>(null);
/** Keys that acted before the palette was opened. */
export const before = createPersonStore<{ readonly keys: ReadonlySet<string> }>({ keys: new Set() });
export function openPalette(): void {
  before.set({ keys: shortcutsInForce(document.activeElement) });
  overlay.set("palette");
}
export const openKeys = (): void => overlay.set("keys");
export const closeOverlay = (): void => overlay.set(null);
