import type { Point } from "@amaliyat/domain/kernel";
import { createPersonStore, useStore } from "../../store/index.ts";

type Asked = { readonly open: boolean; readonly point: Point | null; readonly name: string | null };

const store = createPersonStore<Asked>({ open: false, point: null, name: null });

/** Asks for the form of a new intervention, from anywhere. A request on the map brings its point, and its name if it has one. */
export const askNewIntervention = (point: Point | null = null, name: string | null = null): void => store.set({ open: true, point, name });
export const leaveNewIntervention = (): void => store.set({ open: false, point: null, name: null });
export const useNewIntervention = (): Asked => useStore(store);
