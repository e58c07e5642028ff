import type { Point } from "@amaliyat/domain/kernel";
import { createStore, useStore } from "../store/index.ts";

type Asked = { readonly open: boolean; readonly point: Point | null };

const store = createStore<Asked>({ open: false, point: null });

/** Asks for the form of a new intervention, from anywhere; with a point when it was asked on the map. */
export const askNewIntervention = (point: Point | null = null): void => store.set({ open: true, point });
export const leaveNewIntervention = (): void => store.set({ open: false, point: null });
export const useNewIntervention = (): Asked => useStore(store);
