import { useCallback, useEffect, useState } from "preact/hooks";
import type { Contact, Walk } from "../keep/kept.ts";
import { within } from "../keep/steady.ts";
import * as store from "../keep/store.ts";

export type Watch = {
  readonly isRead: boolean;
  readonly walk: Walk | null;
  readonly contacts: readonly Contact[];
  readonly setWalk: (walk: Walk | null) => void;
  readonly setContacts: (contacts: readonly Contact[]) => void;
};

/** The walk and the trusted people as this phone keeps them. */
export function useWalk(): Watch {
  const [isRead, setRead] = useState(false);
  const [walk, showWalk] = useState<Walk | null>(null);
  const [contacts, showContacts] = useState<readonly Contact[]>([]);
  useEffect(() => {
    void Promise.all([within(store.get("walk"), undefined), within(store.get("contacts"), undefined)]).then(([keptWalk, keptContacts]) => {
      showWalk(keptWalk ?? null);
      showContacts(keptContacts ?? []);
      setRead(true);
    });
  }, []);
  const setWalk = useCallback((next: Walk | null) => {
    showWalk(next);
    // A store that fails stops nobody on the way: the walk is in this page then.
    void store.change("walk", () => next).catch(() => undefined);
  }, []);
  const setContacts = useCallback((next: readonly Contact[]) => {
    showContacts(next);
    void store.change("contacts", () => next).catch(() => undefined);
  }, []);
  return { isRead, walk, contacts, setWalk, setContacts };
}
