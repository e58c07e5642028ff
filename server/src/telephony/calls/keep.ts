/** Where calls are kept for the next server: written often, read once. `json` is plain JSON. */
export type Keep = {
  readonly save: (callId: string, json: unknown) => void | Promise<void>;
  readonly forget: (callId: string) => void | Promise<void>;
  readonly all: () => Promise<readonly unknown[]>;
};

/** A keeper whose states go on one after the other: nobody waits for it. */
export type KeepInOrder = {
  /** Keeps the first state of a call; ends once it is on the disk, or the disk did not take it: a full disk refuses no caller. */
  readonly first: (callId: string, json: unknown) => Promise<void>;
  readonly save: (callId: string, json: unknown) => void;
  readonly forget: (callId: string) => void;
  readonly all: Keep["all"];
};

/**
 * Hands each call's states on one after the other, so that none overtakes a later one or the end; of those that wait, the last alone is
 * written.
 */
export function inOrder(keep: Keep, failed: (error: unknown) => void): KeepInOrder {
  const waiting = new Map<string, { next: (() => void | Promise<void>) | null }>();
  async function work(callId: string, turn: { next: (() => void | Promise<void>) | null }): Promise<void> {
    for (let job = turn.next; job !== null; job = turn.next) {
      turn.next = null;
      try {
        await job();
      } catch (error) {
        failed(error);
      }
    }
    waiting.delete(callId);
  }
  function put(callId: string, job: () => void | Promise<void>): void {
    const turn = waiting.get(callId);
    if (turn !== undefined) {
      turn.next = job;
      return;
    }
    const made = { next: job };
    waiting.set(callId, made);
    void work(callId, made);
  }
  return {
    first: async (callId, json) => {
      try {
        await keep.save(callId, json);
      } catch (error) {
        failed(error);
      }
    },
    save: (callId, json) => put(callId, () => keep.save(callId, json)),
    forget: (callId) => put(callId, () => keep.forget(callId)),
    all: keep.all,
  };
}
