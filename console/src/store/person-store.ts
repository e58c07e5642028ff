import { createStore, type Store } from "./store.ts";

/** Place where a browser keeps a value of a person, under the person's id. */
export type PersonMemory<T> = {
  readonly read: (userId: string) => T;
  readonly write: (userId: string, value: T) => void;
  /** Called when the person leaves; without it the value waits for the person's return. */
  readonly forget?: (userId: string) => void;
};

/** User id of the person whose values this window holds; null while nobody is signed in. */
const current = createStore<string | null>(null);
const resets = new Set<(userId: string | null) => void>();
const leavings = new Set<(userId: string) => void>();

/**
 * Holds one value of the signed-in person. It is back at `first` when the person changes; a lock or a renewed session changes nothing. A
 * `memory` keeps it over a reload.
 */
export function createPersonStore<T>(first: T, memory?: PersonMemory<T>): Store<T> {
  const firstOf = (userId: string | null): T => (userId === null ? first : (memory?.read(userId) ?? first));
  const store = createStore<T>(firstOf(current.get()));
  resets.add((userId) => store.set(firstOf(userId)));
  if (memory?.forget) leavings.add(memory.forget);
  return {
    ...store,
    set(next) {
      store.set(next);
      const userId = current.get();
      if (userId !== null) memory?.write(userId, next);
    },
  };
}

/** Calls `leave` with the user id of each person who leaves: for timers and senders, which a store cannot hold. */
export function onPersonLeft(leave: (userId: string) => void): void {
  leavings.add(leave);
}

/**
 * Sets every value back for the next person, or for nobody. Called with nobody when a session is left, and with the next person before the
 * first screen is drawn: a screen of the last person may have written meanwhile. Returns the person before.
 */
export function changePerson(userId: string | null): string | null {
  const before = current.get();
  if (before === userId) return before;
  if (before !== null) for (const leave of leavings) leave(before);
  current.set(userId);
  for (const reset of resets) reset(userId);
  return before;
}

/** The person whose values this window holds. */
export const currentPerson: Pick<Store<string | null>, "get" | "subscribe"> = current;
