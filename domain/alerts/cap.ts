import { decimal, LANGUAGES, xmlText, type Language } from "../kernel/index.ts";
import { PUBLIC_ALERT_KIND_LABELS, type PublicAlertKind } from "./kinds.ts";
import type { PublicAlertSaid } from "./state.ts";

/** Types of a message of the feed (CAP 1.2, 3.2.1 msgType). */
export const CAP_ACTS = ["Alert", "Update", "Cancel"] as const;
export type CapAct = (typeof CAP_ACTS)[number];

/** One message on an alert as it was sent: it never changes. `seq` counts from 1 within its alert; `at` in ms. */
export type AlertMessage = {
  readonly reference: string;
  readonly seq: number;
  readonly act: CapAct;
  readonly at: number;
  readonly said: PublicAlertSaid;
};

/** Sender of the feed: the domain name of the room and its names. */
export type CapSender = { readonly agency: string; readonly names: Readonly<Record<Language, string>> };

type Weight = {
  readonly category: string;
  readonly responseType: string;
  readonly urgency: string;
  readonly severity: string;
  readonly certainty: string;
};

/** CAP values of each kind. */
const WEIGHTS: Readonly<Record<PublicAlertKind, Weight>> = {
  missing_child: { category: "Rescue", responseType: "Monitor", urgency: "Immediate", severity: "Severe", certainty: "Observed" },
  road_closed: { category: "Transport", responseType: "Avoid", urgency: "Expected", severity: "Minor", certainty: "Observed" },
  danger: { category: "Safety", responseType: "Avoid", urgency: "Immediate", severity: "Severe", certainty: "Likely" },
  other: { category: "Other", responseType: "Monitor", urgency: "Unknown", severity: "Unknown", certainty: "Unknown" },
};

const OVER: Readonly<Record<Language, string>> = {
  ar: "انتهى هذا التنبيه.",
  fr: "Cette alerte est terminée.",
  en: "This alert is over.",
};

const element = (name: string, text: string): string => `<${name}>${xmlText(text)}</${name}>`;

/** ISO 8601 in UTC with an offset in digits and whole seconds, as CAP 1.2 (3.3.2) asks: never `Z`. */
const capTime = (at: number): string => new Date(at).toISOString().replace(/\.\d{3}Z$/, "-00:00");

/** CAP identifiers take no space, comma or restricted sign (3.2.1). */
export const capIdentifier = (sender: CapSender, { reference, seq }: Pick<AlertMessage, "reference" | "seq">): string =>
  `${sender.agency}.${reference}.${seq}`.replace(/[\s,<&]/g, "-");

/**
 * One language of a message. Without an English text its block names the kind and the area alone: French under the name of English would be
 * read out as English. A cancellation repeats no words of the ended alert.
 */
function info(sender: CapSender, { act, at, said }: AlertMessage, language: Language): string {
  const { category, responseType, urgency, severity, certainty } = WEIGHTS[said.kind];
  const label = PUBLIC_ALERT_KIND_LABELS[said.kind][language];
  const text = said.texts[language];
  const isOver = act === "Cancel";
  const { reach, from, until } = said;
  const parts = [
    element("language", language === "en" ? "en" : `${language}-DZ`),
    element("category", category),
    element("event", label),
    element("responseType", isOver ? "AllClear" : responseType),
    element("urgency", isOver ? "Past" : urgency),
    element("severity", severity),
    element("certainty", certainty),
    element("effective", capTime(at)),
    ...(from !== null && from > at ? [element("onset", capTime(from))] : []),
    element("expires", capTime(isOver ? Math.max(at, until) : until)),
    element("senderName", sender.names[language]),
    element("headline", isOver ? `${label}: ${OVER[language]}` : (text?.title ?? label)),
    ...(isOver ? [element("description", OVER[language])] : text === null ? [] : [element("description", text.words)]),
    `<area>${element("areaDesc", (text ?? said.texts.fr).area)}${
      reach === null ? "" : element("circle", `${decimal(reach.point.lat)},${decimal(reach.point.lon)} ${decimal(reach.radiusM / 1000)}`)
    }</area>`,
  ];
  return `<info>${parts.join("")}</info>`;
}

/** A CAP 1.2 document of a message, public and actual, in Arabic, French and English; `earlier` are the messages that it takes the place of. */
export function capOfAlert(sender: CapSender, message: AlertMessage, earlier: readonly AlertMessage[]): string {
  const references = earlier.map((one) => `${sender.agency},${capIdentifier(sender, one)},${capTime(one.at)}`);
  const parts = [
    element("identifier", capIdentifier(sender, message)),
    element("sender", sender.agency),
    element("sent", capTime(message.at)),
    element("status", "Actual"),
    element("msgType", message.act),
    element("scope", "Public"),
    ...(references.length === 0 ? [] : [element("references", references.join(" "))]),
    ...LANGUAGES.map((language) => info(sender, message, language)),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">${parts.join("")}</alert>\n`;
}

/** One alert of the feed: its last message, and where its document is. */
export type FeedEntry = { readonly alertId: string; readonly message: AlertMessage; readonly href: string };

/** An Atom feed (RFC 4287) of the messages that stand, newest first. `at` is when it was last changed, `self` its own address. */
export function atomOfAlerts(sender: CapSender, entries: readonly FeedEntry[], at: number, self: string): string {
  const entry = ({ alertId, message, href }: FeedEntry): string => {
    const { ar, fr } = message.said.texts;
    const isOver = message.act === "Cancel";
    const title = isOver ? OVER.ar : `${ar.title} · ${fr.title}`;
    return `<entry>${[
      element("id", `urn:uuid:${alertId}`),
      element("title", title),
      element("updated", new Date(message.at).toISOString()),
      `<link rel="alternate" type="application/cap+xml" href="${xmlText(href)}"/>`,
      `<category term="${message.act}"/>`,
      element("summary", isOver ? `${OVER.ar} ${OVER.fr} ${OVER.en}` : `${ar.area} · ${fr.area}`),
    ].join("")}</entry>`;
  };
  const head = [
    element("id", `tag:${sender.agency},2026:public-alerts`),
    element("title", `${sender.names.ar} · ${sender.names.fr}`),
    element("updated", new Date(at).toISOString()),
    `<author>${element("name", sender.names.fr)}</author>`,
    `<link rel="self" type="application/atom+xml" href="${xmlText(self)}"/>`,
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">${head.join("")}${entries.map(entry).join("")}</feed>\n`;
}
