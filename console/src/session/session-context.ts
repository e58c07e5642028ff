import type { Session } from "@amaliyat/contract/identity";
import type { Route } from "@amaliyat/contract/route";
import { createContext, useContext } from "react";
import { mayCall } from "../api/index.ts";

export type SessionHold = {
  readonly session: Session;
  /** Ends the session on the server and here. */
  readonly signOut: () => Promise<void>;
};

export const SessionContext = createContext<SessionHold | null>(null);

function useHold(): SessionHold {
  const hold = useContext(SessionContext);
  if (!hold) throw new Error("a screen was drawn outside of a session");
  return hold;
}

/** Session of the signed-in person. */
export const useSession = (): Session => useHold().session;

export const useSignOut = (): (() => Promise<void>) => useHold().signOut;

/** True if the person's role may call a route: to hide or explain an act that the server would refuse. */
export const useMay = (target: Pick<Route, "access">): boolean => mayCall(target, useHold().session.user.role);

/** The name of a draft of this person: a seat is shared, and one does not find another's words. */
export const useDraftName = (name: string): string => draftName(useHold().session.user.userId, name);

/** The same for a name that is known later: of a thing that the form makes. */
export function useDraftNames(): (name: string) => string {
  const { userId } = useHold().session.user;
  return (name) => draftName(userId, name);
}

/** The same of a given person. */
export const draftName = (userId: string, name: string): string => `${userId}.${name}`;

/** End reason of a session opened by a one-time code: the password is set, and the second factor is still missing. */
export const PASSWORD_SET = "password_set";
