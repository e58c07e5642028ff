import { identity } from "@amaliyat/contract/identity";
import { localStore } from "@amaliyat/ui/i18n";
import { ask } from "../api/index.ts";

/** How long before a lock that the room did not hear of is told again. */
const AGAIN_MS = 2_000;

const keyOf = (sessionId: string): string => `amaliyat.lock.${sessionId}`;
const KEYS_OF_LOCKS = keyOf("");

/** Where this browser keeps nothing, the lock lasts as long as the page. */
const untold = new Map<string, string>();
let telling: Promise<void> | null = null;
let attempt: Promise<unknown> = Promise.resolve();

/** Since when a session is locked of which the room has not heard; null for none. It outlives the page: loading it again opens nothing. */
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

/** What is on its way to the room of a lock has arrived, or never will: an unlocking comes after it. */
export const lockHeard = (): Promise<unknown> => attempt;
