import { identity } from "@amaliyat/contract/identity";
import { localStore } from "@amaliyat/ui/i18n";
import { ask } from "../api/index.ts";

/** Delay before a lock that the room did not receive is sent again. */
const AGAIN_MS = 2_000;

const keyOf = (sessionId: string): string => `amaliyat.lock.${sessionId}`;
const KEYS_OF_LOCKS = keyOf("");

/** Locks kept in memory. If this browser stores nothing, the lock lasts as long as the page. */
const untold = new Map<string, string>();
let telling: Promise<void> | null = null;
let attempt: Promise<unknown> = Promise.resolve();

/** Time of a session's lock that the room has not received; null for none. It outlives the page: a reload unlocks nothing. */
export const untoldLock = (sessionId: string): string | null => untold.get(sessionId) ?? localStore.read(keyOf(sessionId));

/** The session is unlocked, or over: there is nothing left to tell. Locks of sessions before it are forgotten too. */
export function forgetLock(): void {
  untold.clear();
  for (const key of localStore.keys(KEYS_OF_LOCKS)) localStore.remove(key);
}

async function tell(sessionId: string): Promise<void> {
  while (untoldLock(sessionId) !== null) {
    const asked = ask(identity.lock, {});
    attempt = asked;
    const answer = await asked;
    if (answer.ok || answer.error.status === 401) return forgetLock();
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

/** Tells the room of a lock until it has heard. */
export function tellLock(sessionId: string, lockedAt: string): void {
  untold.set(sessionId, lockedAt);
  localStore.write(keyOf(sessionId), lockedAt);
  telling ??= tell(sessionId).finally(() => (telling = null));
}

/** Resolves when the current request about a lock has arrived or failed. An unlock is sent after it. */
export const lockHeard = (): Promise<unknown> => attempt;
