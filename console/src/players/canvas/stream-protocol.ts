import type { EngineEvent } from "../facts.ts";

/** Messages of the page to a worker that draws streams. `id` names one stream for its lifetime. */
export type ToWorker =
  | { readonly kind: "begin"; readonly id: number; readonly canvas: OffscreenCanvas }
  | { readonly kind: "connect"; readonly id: number; readonly url: string }
  | { readonly kind: "show"; readonly id: number; readonly width: number }
  | { readonly kind: "end"; readonly id: number };

export type FromWorker = { readonly id: number; readonly event: EngineEvent };
