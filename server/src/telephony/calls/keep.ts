/** Where calls are kept for the next server: written often, read once. `json` is plain JSON. */
export type Keep = {
  readonly save: (callId: string, json: unknown) => void | Promise<void>;
  readonly forget: (callId: string) => void | Promise<void>;
  readonly all: () => Promise<readonly unknown[]>;
};

/** A keeper whose states go on one after the other. */
export type KeepInOrder = {
  /** Keeps a state of a call; ends once it or a later one is on the disk, or the disk did not take it: a full disk refuses no caller. */
  readonly kept: (callId: string, json: unknown) => Promise<void>;
  readonly save: (callId: string, json: unknown) => void;
  readonly forget: (callId: string) => void;
  readonly all: Keep["all"];
};

type Job = () => void | Promise<void>;
type Turn = { next: Job | null; waiting: (() => void)[] };

/**
 * Hands each call's states on one after the other, so that none overtakes a later one or the end; of those that wait, the last alone is
 * written.
 */
export function inOrder(keep: Keep, failed: (error: unknown) => void): KeepInOrder {
  const turns = new Map<string, Turn>();
  async function work(callId: string, turn: Turn): Promise<void> {
    for (let job = turn.next; job !== null; job = turn.next) {
      const told = turn.waiting;
      [turn.next, turn.waiting] = [null, []];
      try {
        await job();
      } catch (error) {
        failed(error);
      }
      for (const tell of told) tell();
    }
    turns.delete(callId);
  }
  function put(callId: string, job: Job): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const turn = turns.get(callId);
    if (turn !== undefined) {
      turn.next = job;
      turn.waiting.push(resolve);
    } else {
      const made = { next: job, waiting: [resolve] };
      turns.set(callId, made);
      void work(callId, made);
    }
    return promise;
  }
  return {
    kept: (callId, json) => put(callId, () => keep.save(callId, json)),
    save: (callId, json) => void put(callId, () => keep.save(callId, json)),
    forget: (callId) => void put(callId, () => keep.forget(callId)),
    all: keep.all,
  };
}
