import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";

/** Work that is done a few at a time; whoever comes while the waiting list is full is refused. */
export type Turns = {
  /** Does `work` when its turn comes. `by` is who asks: one address may not hold the whole list. */
  readonly run: <T>(by: string, work: () => Promise<T>) => Promise<Result<T, Refusal<"request.too_many">>>;
  /** Length of the queue. */
  readonly waiting: () => number;
};

export type TurnsOptions = { readonly atOnce: number; readonly waiting: number; readonly each: number };

/** A wait that a full list is worth: twenty hashes two by two are done well within it. */
const TRY_AGAIN_SECONDS = 2;

export function makeTurns({ atOnce, waiting, each }: TurnsOptions): Turns {
  const queue: (() => void)[] = [];
  const held = new Map<string, number>();
  let running = 0;
  const count = (by: string, change: 1 | -1): void => {
    const next = (held.get(by) ?? 0) + change;
    if (next === 0) held.delete(by);
    else held.set(by, next);
  };
  return {
    waiting: () => queue.length,
    async run(by, work) {
      const isFull = running >= atOnce && queue.length >= waiting;
      if (isFull || (held.get(by) ?? 0) >= each) return refuse({ code: "request.too_many", params: { seconds: TRY_AGAIN_SECONDS } });
      count(by, 1);
      if (running < atOnce) running += 1;
      else await new Promise<void>((resolve) => queue.push(resolve));
      try {
        return ok(await work());
      } finally {
        count(by, -1);
        // The turn goes on to the next in line; only without one is it given back.
        const next = queue.shift();
        if (next) next();
        else running -= 1;
      }
    },
  };
}
