import { identity, type Session } from "@amaliyat/contract/identity";
import { queryOptions } from "@tanstack/react-query";
import { ask, read, Refused, SESSION_KEYS } from "../api/index.ts";
import { liveFeature } from "../live/index.ts";
import { tellLock, untoldLock } from "./untold-lock.ts";

/** A lock that the room has not received holds all the same, and is sent. */
function withUntoldLock(session: Session): Session {
  const lockedAt = untoldLock(session.sessionId);
  if (lockedAt === null || session.lockedAt !== null) return session;
  tellLock(session.sessionId, lockedAt);
  return { ...session, lockedAt };
}

/** Session on this machine; null without one. */
export const sessionQuery = queryOptions({
  queryKey: SESSION_KEYS.session,
  queryFn: async ({ signal }): Promise<Session | null> => {
    const answer = await ask(identity.me, { signal });
    if (answer.ok) return withUntoldLock(answer.value);
    if (answer.error.status === 401) return null;
    throw new Refused(answer.error);
  },
});

/** Asks if the room still waits for its first administrator, only while nobody is signed in. */
export const firstRunQuery = queryOptions({
  queryKey: SESSION_KEYS.firstRun,
  queryFn: async ({ signal }): Promise<boolean> => (await read(identity.firstRun, { signal })).needed,
  staleTime: 0,
});

/** Notices of sign-in codes come with the session. */
export const sessionLive = liveFeature({
  name: "session",
  lists: [SESSION_KEYS.session],
  topics: ["sign_in_code"],
  write: (client) => void client.invalidateQueries({ queryKey: SESSION_KEYS.session }),
});
