import type { RoadGraph, Snapped, TravelMode, Used } from "@amaliyat/domain/dispatch";
import { Worker } from "node:worker_threads";
import type { Log } from "../../platform/log.ts";
import type { FromSearcher, ToSearcher } from "./search-worker.ts";

/** Longest wait for one search, on a busy machine too; then the loop searches itself. Milliseconds. */
const PATIENCE_MS = 250;
/** After a thread failed, the loop searches itself for this long before another thread begins. Milliseconds. */
const REST_MS = 60_000;

/**
 * Searches roads in a thread of its own. Two searches for one piece of advice take 3 ms, and were 38 % of what the loop did for it: beside it
 * they are done while the database reads.
 */
export type Searcher = AsyncDisposable & {
  /** Takes roads instead of those that it had for their mode. */
  readonly use: (graph: RoadGraph) => void;
  /** Writes the times to a place into a memory that both threads see. False if it gave no answer; the memory is lost then. */
  readonly search: (mode: TravelMode, goal: Snapped, used: Used) => Promise<boolean>;
};

type Running = { readonly worker: Worker; readonly waiting: Map<number, (isDone: boolean) => void> };

/** `file` is another program of the thread in tests. */
export function makeSearcher(log: Log, file = new URL("./search-worker.ts", import.meta.url)): Searcher {
  const graphs = new Map<TravelMode, RoadGraph>();
  let running: Running | null = null;
  let restUntil = -Infinity;
  let last = 0;
  const send = ({ worker }: Running, asked: ToSearcher): void => worker.postMessage(asked);
  async function stop(): Promise<void> {
    const ended = running;
    running = null;
    for (const tell of ended?.waiting.values() ?? []) tell(false);
    await ended?.worker.terminate();
  }
  function started(): Running {
    const worker = new Worker(file, { name: "roads" });
    worker.unref();
    const made: Running = { worker, waiting: new Map() };
    worker.on("message", ({ id }: FromSearcher) => made.waiting.get(id)?.(true));
    worker.on("error", (cause) => {
      log.error({ err: cause }, "roads: the thread of searches failed");
      if (running !== made) return;
      restUntil = performance.now() + REST_MS;
      void stop();
    });
    for (const graph of graphs.values()) send(made, { graph });
    return made;
  }
  return {
    use: (graph) => {
      graphs.set(graph.mode, graph);
      if (running !== null) send(running, { graph });
      // At once, so that the first piece of advice finds it ready.
      else if (performance.now() >= restUntil) running = started();
    },
    search: async (mode, goal, used) => {
      if (running === null && performance.now() < restUntil) return false;
      running ??= started();
      const { waiting } = running;
      const id = ++last;
      const { promise, resolve } = Promise.withResolvers<boolean>();
      waiting.set(id, resolve);
      const patience = setTimeout(resolve, PATIENCE_MS, false);
      send(running, { id, mode, goal, used });
      try {
        return await promise;
      } finally {
        clearTimeout(patience);
        waiting.delete(id);
      }
    },
    [Symbol.asyncDispose]: stop,
  };
}
