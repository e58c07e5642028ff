import type { PushMessage } from "@amaliyat/contract/alerts";
import type { PushSubscription } from "@amaliyat/contract/alerts";
import { alertTextIn, pushedWords, urgencyOf, type PublicAlertSaid } from "@amaliyat/domain/alerts";
import webPush from "web-push";
import type { Letter } from "../../platform/outbound/index.ts";
import type { PushSettings } from "./push-settings.ts";

/** Content of a push message: an alert is in force, or it is over. */
export type PushedAlert = {
  readonly alertId: string;
  readonly event: PushMessage["event"];
  readonly said: Pick<PublicAlertSaid, "kind" | "texts" | "until">;
};

/** The same for all messages on one alert, 32 letters as RFC 8030 allows: what a sleeping phone was not told yet is replaced. */
const topicOf = (alertId: string): string => alertId.replaceAll("-", "");

export function messageOf({ alertId, event, said }: PushedAlert, language: PushSubscription["language"]): PushMessage {
  const { title, words, area } = alertTextIn(said.texts, language);
  const until = new Date(said.until).toISOString();
  return { event, tag: topicOf(alertId), alertId, kind: said.kind, language, title, words: pushedWords(words), area, until };
}

/** Time for which a push service keeps the message «alert over» for a phone that is off, in seconds: a day. */
const OVER_KEPT_S = 86_400;

/** Encrypted for one telephone (RFC 8291) and signed with the room's key: its push service reads to whom, from whom and for how long. */
export function letterTo(
  { keys, contact }: PushSettings,
  { endpoint, keys: theirs, language }: PushSubscription,
  pushed: PushedAlert,
  at: number,
): Letter {
  const ttl = pushed.event === "ended" ? OVER_KEPT_S : Math.max(0, Math.floor((pushed.said.until - at) / 1_000));
  const { headers, body } = webPush.generateRequestDetails({ endpoint, keys: theirs }, JSON.stringify(messageOf(pushed, language)), {
    TTL: ttl,
    urgency: urgencyOf(pushed.said.kind),
    topic: topicOf(pushed.alertId),
    contentEncoding: "aes128gcm",
    vapidDetails: { subject: contact, ...keys },
  });
  const told = Object.entries(headers).filter(([name]) => !/^content-(length|type)$/i.test(name));
  return { type: "application/octet-stream", body, headers: Object.fromEntries(told.map(([name, value]) => [name, String(value)])) };
}
