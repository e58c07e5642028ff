import { useCallback, useEffect, useState } from "preact/hooks";
import type { Contact, Walk } from "../keep/kept.ts";
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
    void Promise.all([store.get("walk"), store.get("contacts")]).then(([keptWalk, keptContacts]) => {
      showWalk(keptWalk ?? null);
      showContacts(keptContacts ?? []);
      setRead(true);
    });
  }, []);
  const setWalk = useCallback((next: Walk | null) => {
    showWalk(next);
    void store.change("walk", () => next);
  }, []);
  const setContacts = useCallback((next: readonly Contact[]) => {
    showContacts(next);
    void store.change("contacts", () => next);
  }, []);
  return { isRead, walk, contacts, setWalk, setContacts };
}
