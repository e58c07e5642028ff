import type { Name, Things } from "./kept.ts";
import { Steady, type Disk } from "./steady.ts";
import * as store from "./store.ts";

/** A kept value of this phone, for every screen of this page; in memory alone where the phone's store fails. */
export type Told<T> = {
  readonly now: () => T;
  readonly read: () => Promise<T>;
  /** Changes it on top of what the store holds, also where that is read later. */
  readonly change: (how: (value: T) => T) => Promise<T>;
  /** Tells of each change of this page, and of what a slow store held; returns the end of that. */
  readonly listen: (listener: () => void) => () => void;
};

export function told<T>(disk: Disk<T>, none: T): Told<T> {
  const steady = new Steady<T>(disk, none);
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  void steady.whenRead.then(tell);
  return {
    now: () => steady.now(),
    read: () => steady.read(),
    change(how) {
      const changed = steady.change(how);
      tell();
      return changed;
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export const toldValue = <N extends Name>(name: N, none: Things[N]): Told<Things[N]> =>
  told<Things[N]>({ get: () => store.get(name), change: (how) => store.change(name, (old) => how(old ?? none)) }, none);
