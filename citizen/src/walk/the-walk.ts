import type { Walk } from "../storage/kept.ts";
import { Steady } from "../storage/steady.ts";
import * as store from "../storage/store.ts";

const steady = new Steady<Walk | null>(
  { get: () => store.get("walk"), change: (how) => store.change("walk", (old) => how(old ?? null)) },
  null,
);
const listeners = new Set<() => void>();

/** The walk of this phone, for every screen of this page; in memory alone where the phone's store fails. */
export const theWalk = {
  now: (): Walk | null => steady.now(),
  read: (): Promise<Walk | null> => steady.read(),
  async change(how: (walk: Walk | null) => Walk | null): Promise<Walk | null> {
    const changed = steady.change(how);
    for (const listener of listeners) listener();
    return changed;
  },
  listen(listener: () => void): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};

/** Changes the walk of this code alone: another one may have begun meanwhile. */
export const changeOf = (code: string, how: (walk: Walk) => Walk): Promise<Walk | null> =>
  theWalk.change((walk) => (walk === null || walk.code !== code ? walk : how(walk)));
