/** Store of calls for the next server: written often, read once. `json` is plain JSON. */
export type StoredCalls = {
  readonly save: (callId: string, json: unknown) => void | Promise<void>;
  readonly forget: (callId: string) => void | Promise<void>;
  readonly all: () => Promise<readonly unknown[]>;
};

/** A store whose writes go on one after the other. */
export type StoredCallsInOrder = AsyncDisposable & {
  /**
   * Stores a state of a call. Resolves once it or a later one is on the disk, or the disk did not take it at once: a full disk refuses no
   * caller.
   */
  readonly kept: (callId: string, json: unknown) => Promise<void>;
  readonly save: (callId: string, json: unknown) => void;
  readonly forget: (callId: string) => void;
  readonly all: StoredCalls["all"];
};

type Job = { readonly run: () => void | Promise<void>; hasFailed: boolean };
type Turn = { next: Job | null; waiting: (() => void)[]; wake: () => void };

/** Wait before a failed write is tried again (ms). */
const AGAIN_MS = 1_000;

/**
 * Hands each call's states on one after the other, so that none overtakes a later one or the end; of those that wait, only the last is
 * written. A failed write is repeated until it is done or a later one of its call takes its place: a forgotten call must not come back with
 * the next server. `failed` is called once for each.
 */
export function inOrder(stored: StoredCalls, failed: (error: unknown) => void, againMs = AGAIN_MS): StoredCallsInOrder {
  const turns = new Map<string, Turn>();
  const working = new Set<Promise<void>>();
  let isEnding = false;
  /** Ends after a while, or as soon as there is another state of the call. */
  function pause(turn: Turn): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, againMs).unref();
      turn.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
  async function work(callId: string, turn: Turn): Promise<void> {
    for (let job = turn.next; job !== null; job = turn.next) {
      const told = turn.waiting;
      [turn.next, turn.waiting] = [null, []];
      const isLast = isEnding;
      let isDone = true;
      try {
        await job.run();
      } catch (error) {
        isDone = false;
        if (!job.hasFailed) failed(error);
        job.hasFailed = true;
      }
      for (const tell of told) tell();
      if (isDone || isLast) continue;
      if (turn.next === null && !isEnding) await pause(turn);
      turn.next ??= job;
    }
    turns.delete(callId);
  }
  function put(callId: string, run: Job["run"]): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const job = { run, hasFailed: false };
    const turn = turns.get(callId);
    if (turn !== undefined) {
      turn.next = job;
      turn.waiting.push(resolve);
      turn.wake();
    } else {
      const made = { next: job, waiting: [resolve], wake: () => undefined };
      turns.set(callId, made);
      const done = work(callId, made).finally(() => working.delete(done));
      working.add(done);
    }
    return promise;
  }
  return {
    kept: (callId, json) => put(callId, () => stored.save(callId, json)),
    save: (callId, json) => void put(callId, () => stored.save(callId, json)),
    forget: (callId) => void put(callId, () => stored.forget(callId)),
    all: stored.all,
    /** Tries each write that is not done once more. The next server asks the parties of the calls that are left. */
    [Symbol.asyncDispose]: async () => {
      isEnding = true;
      for (const turn of turns.values()) turn.wake();
      await Promise.all(working);
    },
  };
}
