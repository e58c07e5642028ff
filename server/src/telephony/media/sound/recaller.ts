import { Worker } from "node:worker_threads";
import type { FromRecall, ToRecall } from "./recall-worker.ts";
import type { RecallAsked, Recalled } from "./recall-sound.ts";

/** Longest wait for one recall, on a busy machine too (ms); then the thread is ended, and the next recall begins another. */
const PATIENCE_MS = 4_000;

/** Reads the last seconds of talks in a thread of its own: the loop that carries all calls decodes nothing. */
export type Recaller = AsyncDisposable & { readonly recall: (asked: RecallAsked) => Promise<Recalled | null> };

export function makeRecaller(): Recaller {
  let worker: Worker | null = null;
  let last = 0;
  const waiting = new Map<number, (made: Recalled | null) => void>();
  function stop(): void {
    const ended = worker;
    worker = null;
    for (const tell of waiting.values()) tell(null);
    waiting.clear();
    void ended?.terminate();
  }
  function started(): Worker {
    const made = new Worker(new URL("./recall-worker.ts", import.meta.url), { name: "recall" });
    made.unref();
    made.on("message", ({ id, made: sound }: FromRecall) =>
      waiting.get(id)?.(sound === null ? null : { wav: Buffer.from(sound.wav), seconds: sound.seconds }),
    );
    made.on("error", () => worker === made && stop());
    return made;
  }
  return {
    recall: async (asked) => {
      worker ??= started();
      const id = ++last;
      const { promise, resolve } = Promise.withResolvers<Recalled | null>();
      waiting.set(id, resolve);
      const patience = setTimeout(stop, PATIENCE_MS);
      worker.postMessage({ ...asked, id } satisfies ToRecall);
      try {
        return await promise;
      } finally {
        clearTimeout(patience);
        waiting.delete(id);
      }
    },
    [Symbol.asyncDispose]: async () => {
      const ended = worker;
      stop();
      await ended?.terminate();
    },
  };
}
