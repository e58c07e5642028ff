import { identity, type Session } from "@amaliyat/contract/identity";
import { queryOptions } from "@tanstack/react-query";
import { ask, KEYS, read, Refused } from "../api/index.ts";

/** Who is signed in on this machine; null when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: KEYS.session,
  queryFn: async ({ signal }): Promise<Session | null> => {
    const answer = await ask(identity.me, { signal });
    if (answer.ok) return answer.value;
    if (answer.error.status === 401) return null;
    throw new Refused(answer.error);
  },
});

/** Whether the room still waits for its first administrator. Asked only while nobody is signed in. */
export const firstRunQuery = queryOptions({
  queryKey: KEYS.firstRun,
  queryFn: async ({ signal }): Promise<boolean> => (await read(identity.firstRun, { signal })).needed,
  staleTime: 0,
});
