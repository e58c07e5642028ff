import { useSyncExternalStore } from "react";

/** One value outside of React that screens may follow. */
export type Store<T> = { readonly get: () => T; readonly set: (next: T) => void; readonly subscribe: (listener: () => void) => () => void };

export function createStore<T>(first: T): Store<T> {
  let value = first;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Follows a store from a component. */
export const useStore = <T>(store: Pick<Store<T>, "get" | "subscribe">): T => useSyncExternalStore(store.subscribe, store.get, store.get);
