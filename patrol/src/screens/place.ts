import { useSyncExternalStore } from "react";

/** The screens of the app, as they stand behind `#`: the phone's own key for going back leads to the duty. */
export const SCREENS = ["duty", "outcome", "refuse", "note", "flag_down", "take_up", "queue", "menu", "bolos", "hazard"] as const;
export type Screen = (typeof SCREENS)[number];
export type Place = { readonly screen: Screen; readonly order: string | null };

const listen = (listener: () => void): (() => void) => {
  addEventListener("hashchange", listener);
  return () => removeEventListener("hashchange", listener);
};
const read = (): string => location.hash.slice(1);

/** Current screen; an unknown one is the duty. */
export function usePlace(): Place {
  const [name = "", order] = useSyncExternalStore(listen, read).split("/");
  return { screen: SCREENS.find((each) => each === name) ?? "duty", order: order === undefined ? null : decodeURIComponent(order) };
}

export function goTo(screen: Screen, order?: string): void {
  location.hash = order === undefined ? screen : `${screen}/${encodeURIComponent(order)}`;
}

/** Back to the duty, leaving nothing to go back to. */
export function goHome(): void {
  history.replaceState(null, "", "#duty");
  dispatchEvent(new HashChangeEvent("hashchange"));
}
