import { useCallback, useSyncExternalStore } from "react";
import { localStore } from "./local-store.ts";

export const themes = ["dark", "light"] as const;
export type Theme = (typeof themes)[number];

const key = "amaliyat.theme";
const listeners = new Set<() => void>();
let current: Theme | undefined;

/** The theme kept on this machine; dark at first, because the room is kept dim. */
export function storedTheme(): Theme {
  return localStore.read(key) === "light" ? "light" : "dark";
}

function theme(): Theme {
  current ??= storedTheme();
  return current;
}

/** Sets `data-theme` on the document, keeps the choice, tells every component that uses it. */
export function applyTheme(next: Theme): void {
  current = next;
  localStore.write(key, next);
  if (typeof document !== "undefined") document.documentElement.dataset["theme"] = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useTheme(): { readonly theme: Theme; readonly setTheme: (theme: Theme) => void } {
  const value = useSyncExternalStore(subscribe, theme, () => "dark" as const);
  return { theme: value, setTheme: useCallback((next: Theme) => applyTheme(next), []) };
}
