import { ERRORS, type Lock, type Locker } from "@tus/server";
import { setTimeout as sleep } from "node:timers/promises";

type Holder = { readonly askToLeave: () => Promise<void> | void; readonly left: PromiseWithResolvers<void> };

const WAIT_MS = 15_000;

/**
 * One request at a time has a file. A new request asks the one before to leave: its link is gone most times, and it does not know. The wait
 * costs no turn of the processor.
 */
export class Turns implements Locker {
  readonly #holders = new Map<string, Holder>();

  newLock(id: string): Lock {
    const left = Promise.withResolvers<void>();
    return {
      lock: async (signal, askToLeave) => {
        const until = Date.now() + WAIT_MS;
        for (let before = this.#holders.get(id); before !== undefined; before = this.#holders.get(id)) {
          void before.askToLeave();
          const over = new AbortController();
          await Promise.race([
            before.left.promise,
            sleep(until - Date.now(), undefined, { signal: AbortSignal.any([signal, over.signal]) }).catch(() => undefined),
          ]);
          over.abort();
          if (signal.aborted || Date.now() >= until) throw ERRORS.ERR_LOCK_TIMEOUT;
        }
        this.#holders.set(id, { askToLeave, left });
      },
      unlock: () => {
        this.#holders.delete(id);
        left.resolve();
        return Promise.resolve();
      },
    };
  }
}
