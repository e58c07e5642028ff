import { useCallback, useEffect, useState } from "preact/hooks";
import type { Contact, Walk } from "../storage/kept.ts";
import { within } from "@amaliyat/ui/phone-store";
import * as store from "../storage/store.ts";
import { theWalk } from "./the-walk.ts";

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
  const [, again] = useState(0);
  const [contacts, showContacts] = useState<readonly Contact[]>([]);
  useEffect(() => {
    const ends = theWalk.listen(() => again((n) => n + 1));
    void Promise.all([theWalk.read(), within(store.get("contacts"), undefined)]).then(([, keptContacts]) => {
      showContacts(keptContacts ?? []);
      setRead(true);
    });
    return ends;
  }, []);
  const setWalk = useCallback((next: Walk | null) => void theWalk.change(() => next), []);
  const setContacts = useCallback((next: readonly Contact[]) => {
    showContacts(next);
    void store.change("contacts", () => next).catch(() => undefined);
  }, []);
  return { isRead, walk: theWalk.now(), contacts, setWalk, setContacts };
}
