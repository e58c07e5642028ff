import type { PushMessage } from "@amaliyat/contract/alerts";
import { isUrgent } from "@amaliyat/domain/alerts";
import { LANGUAGES, type Language } from "@amaliyat/domain/kernel";
import { sentence, type Strings } from "@amaliyat/ui/sentence";
import { addressOf, BASE } from "../pages/address.ts";
import ar from "./locales/ar.json";
import en from "./locales/en.json";
import fr from "./locales/fr.json";

const STRINGS: Readonly<Record<Language, Strings>> = { ar, fr, en };

/** Target of a notification. */
export type Led = { readonly language: Language; readonly alertId: string };
/** Data stored with a notification: its target, the time it was shown, and whether it says that its alert is over. */
export type Kept = Led & { readonly at: number; readonly isOver: boolean };
export type Notice = {
  readonly title: string;
  readonly options: NotificationOptions & { readonly renotify: boolean; readonly data: Kept };
};

const TEXTS = ["tag", "alertId", "title", "words", "area"] as const;

/** True for a message of the room. Its shape stands in the contract; the check is by hand because zod is heavier than this worker. */
function isMessage(given: unknown): given is PushMessage {
  if (typeof given !== "object" || given === null) return false;
  const { event, language } = given as Partial<PushMessage>;
  const isText = (name: (typeof TEXTS)[number]): boolean => typeof Reflect.get(given, name) === "string";
  return (event === "published" || event === "ended") && LANGUAGES.some((each) => each === language) && TEXTS.every(isText);
}

/**
 * Makes the notification of a message. «Alert over» replaces the alert itself, quietly: browsers demand that each message is shown. An
 * unreadable message, as from a newer room, leads to the alerts; `own` is then the app's language.
 */
export function noticeOf(given: unknown, own: Language, at: number): Notice {
  const icons = { icon: `${BASE}icon-192.png`, badge: `${BASE}badge-96.png` };
  const common = (language: Language) => ({ ...icons, lang: language, dir: language === "ar" ? ("rtl" as const) : ("ltr" as const) });
  if (!isMessage(given)) {
    const say = (key: string): string => sentence(own, STRINGS[own], key);
    const data = { language: own, alertId: "", at, isOver: false };
    return { title: say("push.unread"), options: { ...common(own), body: say("push.unreadHint"), tag: "alerts", renotify: false, data } };
  }
  const { event, tag, alertId, kind, language, title, words, area } = given;
  const isOver = event === "ended";
  return {
    title: isOver ? sentence(language, STRINGS[language], "push.over", { title }) : title,
    options: {
      ...common(language),
      body: isOver ? area : `${area}\n${words}`,
      tag,
      renotify: !isOver,
      silent: isOver,
      requireInteraction: !isOver && isUrgent(kind),
      data: { language, alertId, at, isOver },
    },
  };
}

/** The room's answer may have been cached on its way for half a minute; later changes are not in it. */
const FRESH_MS = 60_000;

/**
 * True if a notification no longer holds, by the alerts in force. It says that an alert is over, or belongs to one that ended or expired.
 */
export const isStale = ({ alertId, at, isOver }: Kept, inForce: ReadonlySet<string>, now: number): boolean =>
  isOver || (now - at > FRESH_MS && !inForce.has(alertId));

/** Target address of a notification: its alert, on the open page or on the first page of its language. */
export const ledTo = ({ language, alertId }: Led, openPath: string | null): string =>
  `${openPath ?? addressOf(language)}#alerts${alertId === "" ? "" : `/${alertId}`}`;
