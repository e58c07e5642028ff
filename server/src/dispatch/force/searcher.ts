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

/** A thread is ended after this many searches, one after the other, without any answer. */
const MOST_SILENT = 3;

/** A thread is ended if it has not said that it listens this long after its start. Milliseconds. */
const START_MS = 10_000;

type Running = {
  readonly worker: Worker;
  readonly waiting: Map<number, (isDone: boolean) => void>;
  /** True once the thread listens. While it loads its program its silence tells nothing. */
  isReady: boolean;
  /** Searches without an answer in time since the last answer, be it a late one. Searches that wait at once for the same are one. */
  silent: number;
  /** Number of the last search that was sent when the newest silence was counted. */
  silentUpTo: number;
};

/** Failure of a thread: an error, its end, searches without an answer, or a start that took too long. */
type Cause = { readonly err: unknown } | { readonly exitCode: number } | { readonly silent: number } | { readonly silentMs: number };

/** `file` and `startMs` are another program of the thread, and a shorter time for its start, in tests. */
export function makeSearcher(log: Log, file = new URL("./search-worker.ts", import.meta.url), startMs = START_MS): Searcher {
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
  /** Ends a thread that is of no use, and rests. `cause` goes into the log. */
  function giveUp(given: Running, cause: Cause): void {
    if (running !== given) return;
    log.error(cause, "roads: the thread of searches failed");
    restUntil = performance.now() + REST_MS;
    void stop();
  }
  /** Counts a search that was given no answer in time. */
  function countSilence(asked: Running, id: number): void {
    if (!asked.isReady || id <= asked.silentUpTo) return;
    asked.silent += 1;
    asked.silentUpTo = last;
    if (asked.silent >= MOST_SILENT) giveUp(asked, { silent: asked.silent });
  }
  function started(): Running {
    const worker = new Worker(file, { name: "roads" });
    worker.unref();
    const made: Running = { worker, waiting: new Map(), isReady: false, silent: 0, silentUpTo: 0 };
    const start = setTimeout(() => giveUp(made, { silentMs: startMs }), startMs).unref();
    worker.on("message", (said: FromSearcher) => {
      clearTimeout(start);
      made.silent = 0;
      if ("id" in said) made.waiting.get(said.id)?.(true);
      else [made.isReady, made.silentUpTo] = [true, last];
    });
    worker.on("error", (err) => giveUp(made, { err }));
    // A thread may end without an error too.
    worker.on("exit", (exitCode) => {
      clearTimeout(start);
      giveUp(made, { exitCode });
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
      const asked = running;
      const id = ++last;
      const { promise, resolve } = Promise.withResolvers<boolean>();
      asked.waiting.set(id, resolve);
      const patience = setTimeout(() => {
        resolve(false);
        countSilence(asked, id);
      }, PATIENCE_MS);
      send(asked, { id, mode, goal, used });
      try {
        return await promise;
      } finally {
        clearTimeout(patience);
        asked.waiting.delete(id);
      }
    },
    [Symbol.asyncDispose]: stop,
  };
}
