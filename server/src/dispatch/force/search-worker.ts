import { timesTo, type RoadGraph, type Snapped, type TravelMode, type Used } from "@amaliyat/domain/dispatch";
import { parentPort } from "node:worker_threads";

/** Roads to search from now on, or a search in them whose result is written into `used`, a memory that both threads see. */
export type ToSearcher =
  | { readonly graph: RoadGraph }
  | { readonly id: number; readonly mode: TravelMode; readonly goal: Snapped; readonly used: Used };
/** A search that is done, or that the thread listens from now on. */
export type FromSearcher = { readonly id: number } | { readonly isReady: true };

const graphs = new Map<TravelMode, RoadGraph>();

parentPort?.on("message", (asked: ToSearcher) => {
  if ("graph" in asked) {
    graphs.set(asked.graph.mode, asked.graph);
    return;
  }
  const graph = graphs.get(asked.mode);
  if (graph === undefined) throw new Error(`a search ${asked.mode} before its roads`);
  timesTo(graph, asked.goal, asked.used);
  parentPort?.postMessage({ id: asked.id } satisfies FromSearcher);
});
parentPort?.postMessage({ isReady: true } satisfies FromSearcher);
