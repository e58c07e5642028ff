import type { Incoming } from "../sip/endpoint.ts";

/** The edge waits for 4 s after our "Trying", ms; a call that is refused before goes on there. */
const HELD_MS = 3_000;
const MOST = 200;

/** New calls that come while the room takes back those of the last server. */
export type EarlyCalls = Disposable & {
  /** Holds a call until the room is open, or refuses it with 503 where that takes too long. */
  readonly hold: (call: Incoming) => void;
  /** The calls that are held, in their order; they are held no more. */
  readonly all: () => readonly Incoming[];
};

export function earlyCalls(): EarlyCalls {
  const held = new Map<Incoming, NodeJS.Timeout>();
  const empty = (): readonly Incoming[] => {
    const calls = [...held.keys()];
    for (const timer of held.values()) clearTimeout(timer);
    held.clear();
    return calls;
  };
  return {
    hold: (call) => {
      if (held.size >= MOST) return call.reject(503);
      const timer = setTimeout(() => {
        held.delete(call);
        call.reject(503);
      }, HELD_MS);
      held.set(call, timer);
      call.onCancel(() => {
        clearTimeout(timer);
        held.delete(call);
      });
      return undefined;
    },
    all: empty,
    [Symbol.dispose]: () => {
      for (const call of empty()) call.reject(503);
    },
  };
}
