import { AsyncResource } from "node:async_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseGone } from "./database/index.ts";

type Waiting<Item, Outcome> = { readonly item: Item } & Pick<PromiseWithResolvers<Outcome>, "resolve" | "reject">;

export type GatherOptions<Item, Outcome> = {
  /** Does the work of all of them at once, with an outcome for each, in their order. A refusal is an outcome; what throws is tried singly. */
  readonly work: (items: readonly Item[]) => Promise<readonly Outcome[]>;
  /** From the begin of one work to that of the next, at least. Milliseconds. */
  readonly everyMs: number;
  /** So many are done at once at most. */
  readonly limit: number;
};

/**
 * Batches single requests: a transaction costs as much for twenty as for one. If nothing was requested lately, the first goes at once.
 * Requests within the time after it, or while it is at work, go with the next batch. One that fails fails alone.
 */
export function gather<Item, Outcome>({ work, everyMs, limit }: GatherOptions<Item, Outcome>): (item: Item) => Promise<Outcome> {
  const waiting: Waiting<Item, Outcome>[] = [];
  // Many requests share one work: it belongs to none of them.
  const outsideRequests = new AsyncResource("gather");
  let begunAt = Number.NEGATIVE_INFINITY;
  let isRunning = false;

  async function singly({ item, resolve, reject }: Waiting<Item, Outcome>): Promise<void> {
    try {
      const [outcome] = await work([item]);
      resolve(outcome as Outcome);
    } catch (cause) {
      reject(cause);
    }
  }

  async function together(batch: readonly Waiting<Item, Outcome>[]): Promise<void> {
    try {
      const outcomes = await work(batch.map(({ item }) => item));
      for (const [nth, { resolve }] of batch.entries()) resolve(outcomes[nth] as Outcome);
    } catch (cause) {
      // If the database is gone, fail the whole batch at once: each single try would wait as long in vain.
      if (cause instanceof DatabaseGone) for (const { reject } of batch) reject(cause);
      else for (const each of batch) await singly(each);
    }
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      const waitMs = begunAt + everyMs - performance.now();
      if (waitMs > 0) await sleep(waitMs);
      begunAt = performance.now();
      const batch = waiting.splice(0, limit);
      await (batch.length === 1 ? Promise.all(batch.map(singly)) : together(batch));
    }
    isRunning = false;
  }

  return (item) => {
    const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
    waiting.push({ item, resolve, reject });
    if (!isRunning) {
      isRunning = true;
      outsideRequests.runInAsyncScope(() => void run());
    }
    return promise;
  };
}
