import { createStore } from "../store/index.ts";

/** Overlay over the screen; one at a time. */
export type Overlay = "palette" | "keys" | null;

export const overlay = createStore<Overlay>(null);
export const openPalette = (): void => overlay.set("palette");
export const openKeys = (): void => overlay.set("keys");
export const closeOverlay = (): void => overlay.set(null);
