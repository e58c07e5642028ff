import { useCallback, useEffect, useState } from "preact/hooks";
import type { Contact, Walk } from "../storage/kept.ts";
import { theContacts, theWalk } from "./the-walk.ts";

type Contacts = readonly Contact[];

export type Watch = {
  readonly isRead: boolean;
  readonly walk: Walk | null;
  readonly contacts: Contacts;
  readonly setWalk: (walk: Walk | null) => void;
  /** A change and not a list: a slow store may still hold people whom nobody sees yet. */
  readonly changeContacts: (how: (contacts: Contacts) => Contacts) => void;
};

/** The walk and the trusted people as this phone keeps them. */
export function useWalk(): Watch {
  const [isRead, setRead] = useState(false);
  const [, again] = useState(0);
  useEffect(() => {
    const ends = [theWalk, theContacts].map((each) => each.listen(() => again((n) => n + 1)));
    void Promise.all([theWalk.read(), theContacts.read()]).then(() => setRead(true));
    return () => ends.forEach((end) => end());
  }, []);
  const setWalk = useCallback((next: Walk | null) => void theWalk.change(() => next), []);
  const changeContacts = useCallback((how: (contacts: Contacts) => Contacts) => void theContacts.change(how), []);
  return { isRead, walk: theWalk.now(), contacts: theContacts.now(), setWalk, changeContacts };
}
