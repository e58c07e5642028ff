import type { Point } from "@amaliyat/domain/kernel";
import { createPersonStore, useStore } from "../store/index.ts";

/** Selection of the room: the lists, the map and the wall mark the same thing. */
export type Selection =
  | { readonly kind: "intervention" | "unit" | "camera" | "site"; readonly id: string }
  | { readonly kind: "place"; readonly point: Point; readonly name?: string };

/** `by` names the chooser: the map does not fly to a thing clicked on it. `nth` grows, so that choosing again flies again. */
type Chosen = { readonly selection: Selection | null; readonly by: "map" | "list"; readonly nth: number };

const store = createPersonStore<Chosen>({ selection: null, by: "list", nth: 0 });

export function select(selection: Selection | null, by: Chosen["by"] = "list"): void {
  store.set({ selection, by, nth: store.get().nth + 1 });
}

/** Calls `heard` after each choice; ends with the returned function. */
export const followSelection = (heard: (selection: Selection | null) => void): (() => void) =>
  store.subscribe(() => heard(store.get().selection));

export const selected = (): Selection | null => store.get().selection;
export const useChosen = (): Chosen => useStore(store);

/** The id of the selection if it is of this kind. */
export function useSelectedId(kind: "intervention" | "unit" | "camera" | "site"): string | null {
  const { selection } = useStore(store);
  return selection?.kind === kind ? selection.id : null;
}
