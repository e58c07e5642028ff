import type { Incoming } from "../sip/endpoint.ts";
import { sayQueued } from "./context.ts";

/** A call that is refused after this (ms) goes on at the edge. Until then the edge hears each second that it is queued. */
const HELD_MS = 3_000;
const MOST = 200;

/** New calls that come while the room takes back those of the last server. */
export type EarlyCalls = Disposable & {
  /** Queues a call until the room is open, or refuses it with 503 if that takes too long. */
  readonly queue: (call: Incoming) => void;
  /** The queued calls, in their order; the queue is empty afterwards. */
  readonly all: () => readonly Incoming[];
};

export function earlyCalls(): EarlyCalls {
  const held = new Map<Incoming, { readonly timer: NodeJS.Timeout; readonly queued: Disposable }>();
  const letGo = (call: Incoming): void => {
    const { timer, queued } = held.get(call) ?? {};
    clearTimeout(timer);
    queued?.[Symbol.dispose]();
    held.delete(call);
  };
  const empty = (): readonly Incoming[] => {
    const calls = [...held.keys()];
    for (const call of calls) letGo(call);
    return calls;
  };
  return {
    queue: (call) => {
      if (held.size >= MOST) return call.reject(503);
      const timer = setTimeout(() => {
        letGo(call);
        call.reject(503);
      }, HELD_MS);
      const queued = sayQueued(call);
      held.set(call, { timer, queued });
      call.onCancel(() => letGo(call));
      return undefined;
    },
    all: empty,
    [Symbol.dispose]: () => {
      for (const call of empty()) call.reject(503);
    },
  };
}
