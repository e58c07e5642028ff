import type { PushSubscription as Given } from "@amaliyat/contract/alerts";
import type { Language } from "@amaliyat/domain/kernel";
import type { Answer } from "../api/answer.ts";
import { ask } from "../api/ask.ts";
import * as store from "../storage/store.ts";

/** Part of the browser's push API that pages and the service worker use. */
export type Pushing = Pick<PushManager, "getSubscription" | "subscribe">;

/** `unreached`: the browser's own push service gave no address. All else is the room's answer. */
export type Outcome = Answer<unknown> | { readonly kind: "unreached" };

/** The room is told again after this time: it may have been set up again meanwhile. */
const AGAIN_MS = 7 * 86_400_000;

/** Address and keys of a subscription as the room takes them; null where the browser gives none. */
function givenOf(subscription: PushSubscription): Omit<Given, "language"> | null {
  const { endpoint, keys } = subscription.toJSON();
  const { p256dh, auth } = keys ?? {};
  return endpoint === undefined || p256dh === undefined || auth === undefined ? null : { endpoint, keys: { p256dh, auth } };
}

/** The browser's subscription under the room's key; one under another key is given up first. Null where there is no push service. */
async function subscriptionUnder(pushing: Pushing, pushKey: string): Promise<PushSubscription | null> {
  const kept = (await store.get("push")) ?? null;
  const old = await pushing.getSubscription();
  if (old !== null && kept?.pushKey === pushKey) return old;
  await old?.unsubscribe();
  return pushing.subscribe({ userVisibleOnly: true, applicationServerKey: pushKey }).catch(() => null);
}

/**
 * Subscribes this phone to alerts in a language. If the room refuses, the browser's subscription is removed again, unless it existed
 * before.
 */
export async function subscribe(pushing: Pushing, pushKey: string, language: Language, now: number): Promise<Outcome> {
  const subscription = await subscriptionUnder(pushing, pushKey);
  const given = subscription === null ? null : givenOf(subscription);
  if (subscription === null || given === null) return { kind: "unreached" };
  const before = (await store.get("push")) ?? null;
  const answer = await ask("subscribe", { body: { ...given, language } });
  if (answer.kind === "ok") {
    await store.change("push", () => ({ endpoint: given.endpoint, pushKey, language, at: now }));
    if (before !== null && before.endpoint !== given.endpoint) await ask("unsubscribe", { body: { endpoint: before.endpoint } });
  } else if (before === null) await subscription.unsubscribe();
  return answer;
}

/** Ends it. A room that cannot be told so learns it from the push service, with the next alert. */
export async function unsubscribe(pushing: Pushing): Promise<void> {
  const kept = (await store.get("push")) ?? null;
  await store.change("push", () => null);
  const subscription = await pushing.getSubscription();
  await subscription?.unsubscribe();
  const endpoint = kept?.endpoint ?? subscription?.endpoint;
  if (endpoint !== undefined) await ask("unsubscribe", { body: { endpoint } });
}

/**
 * Renews a subscription. The room is told again after a change of the browser's address, the room's key or the reader's language, and
 * from time to time. If notifications were forbidden meanwhile, it ends.
 */
export async function renewSubscription(
  pushing: Pushing,
  { pushKey, language, isAllowed, now }: { pushKey?: string | null; language?: Language; isAllowed: boolean; now: number },
): Promise<void> {
  const kept = (await store.get("push")) ?? null;
  if (kept === null || pushKey === null) return;
  if (!isAllowed) return unsubscribe(pushing);
  const [key, tongue] = [pushKey ?? kept.pushKey, language ?? kept.language];
  const subscription = await pushing.getSubscription();
  const isSame = subscription?.endpoint === kept.endpoint && key === kept.pushKey && tongue === kept.language;
  if (!isSame || now - kept.at > AGAIN_MS) await subscribe(pushing, key, tongue, now);
}
