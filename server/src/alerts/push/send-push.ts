import { pushOutcome } from "@amaliyat/domain/alerts";
import { letterLimit, post, targetOf } from "../../platform/outbound/index.ts";
import type { AlertsDeps } from "../alerts-deps.ts";
import { letterTo, type PushedAlert } from "./push-letter.ts";
import type { PushSettings } from "./push-settings.ts";
import { openedOf } from "./sealed.ts";
import type { KeptSubscription } from "./subscriptions-store.ts";

type Outcome = ReturnType<typeof pushOutcome>;
export type Sent = { readonly hash: Buffer; readonly outcome: Outcome };

/** Messages under way at once. */
const AT_ONCE = 8;

async function sendOne(deps: AlertsDeps, push: PushSettings, kept: KeptSubscription, pushed: PushedAlert): Promise<Outcome> {
  const subscription = { ...openedOf(deps.vault, kept.sealed), language: kept.language };
  const limit = letterLimit();
  const target = await targetOf(subscription.endpoint, push.hosts, limit);
  // The host was allowed at subscription and no longer is: send nothing and forget the subscription.
  if (target === null) return "gone";
  if (target === "no answer") return "passing";
  return pushOutcome(await post(target, letterTo(push, subscription, pushed, deps.clock()), limit));
}

/** Sends one message to each of these telephones, a few at once; ends early, by an exception, when the program is told to end. */
export async function sendPush(
  deps: AlertsDeps,
  push: PushSettings,
  { to, pushed, signal }: { readonly to: readonly KeptSubscription[]; readonly pushed: PushedAlert; readonly signal: AbortSignal },
): Promise<Sent[]> {
  const sent: Sent[] = [];
  for (let begin = 0; begin < to.length; begin += AT_ONCE) {
    signal.throwIfAborted();
    const some = to.slice(begin, begin + AT_ONCE);
    sent.push(...(await Promise.all(some.map(async (kept) => ({ hash: kept.hash, outcome: await sendOne(deps, push, kept, pushed) })))));
  }
  return sent;
}
