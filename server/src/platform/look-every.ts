import type { Log } from "./log.ts";

/** Looks at once and then every so often, one look at a time; a look that fails is logged and the next one follows. */
export function lookEvery(everyMs: number, look: () => Promise<unknown>, log: Log, failure: string): AsyncDisposable {
  let looking: Promise<unknown> | null = null;
  const turn = (): void => {
    looking ??= look()
      .catch((cause: unknown) => log.error({ err: cause }, failure))
      .finally(() => (looking = null));
  };
  turn();
  const timer = setInterval(turn, everyMs);
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await looking;
    },
  };
}
