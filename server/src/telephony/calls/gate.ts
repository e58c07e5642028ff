/** So many callers are on their way from our answer to their first sound; others ring on. */
const AT_ONCE = 32;
/** A caller without sound keeps others out for no longer than this, ms: a stranger who never acknowledges our answer has none. */
const SOUND_WITHIN_MS = 600;
/** A caller who could not come in within this time, ms, is refused as busy; the edge tries again. */
const WAITS_MS = 3_000;

/**
 * Lets callers in a few at a time. A room that comes back finds hundreds of ringing calls. If all were answered at once, each would hear
 * nothing until all others are answered. A ringing caller hears that the line rings.
 */
export type Gate = {
  /** True once the caller may be answered; false where it took too long. */
  readonly enter: (callId: string) => Promise<boolean>;
  /** The caller hears something, or is not answered after all. */
  readonly leave: (callId: string) => void;
};

export function makeGate(atOnce = AT_ONCE): Gate {
  const inside = new Map<string, NodeJS.Timeout>();
  const waiting = new Map<string, (comes: boolean) => void>();
  const letIn = (callId: string): void =>
    void inside.set(
      callId,
      setTimeout(() => leave(callId), SOUND_WITHIN_MS),
    );
  const decide = (callId: string, comes: boolean): void => {
    const told = waiting.get(callId);
    waiting.delete(callId);
    told?.(comes);
  };
  function leave(callId: string): void {
    decide(callId, false);
    const timer = inside.get(callId);
    if (timer === undefined) return;
    clearTimeout(timer);
    inside.delete(callId);
    const [next] = waiting.keys();
    if (next === undefined || inside.size >= atOnce) return;
    letIn(next);
    decide(next, true);
  }
  return {
    leave,
    enter: async (callId) => {
      if (inside.size < atOnce) {
        letIn(callId);
        return true;
      }
      const { promise, resolve } = Promise.withResolvers<boolean>();
      waiting.set(callId, resolve);
      const late = setTimeout(() => decide(callId, false), WAITS_MS);
      const comes = await promise;
      clearTimeout(late);
      return comes;
    },
  };
}
