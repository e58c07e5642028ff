import { decimal } from "../kernel/index.ts";
import type { Issuer } from "./eido.ts";
import { incidentIdOf } from "./eido.ts";
import type { Disclosure } from "./disclosure.ts";
import { capTime, element } from "./xml.ts";

/** Urgency and severity of a priority in CAP's words. Without a priority in the disclosure, both are unknown. */
const URGENCY: Readonly<Record<string, readonly [urgency: string, severity: string]>> = {
  P1: ["Immediate", "Extreme"],
  P2: ["Immediate", "Severe"],
  P3: ["Expected", "Moderate"],
  P4: ["Future", "Minor"],
};

/** CAP category of a sub-category (3.2.2); the first match counts. */
const CATEGORIES: readonly (readonly [codes: RegExp, category: string])[] = [
  [/^OTH\.FIR$/, "Fire"],
  [/^OTH\.MED$|^OTH\.SUI$/, "Health"],
  [/^OTH\.AST$|^OTH\.MIS$/, "Rescue"],
  [/^OTH\.ENV$|^OTH\.ANI$/, "Env"],
  [/^OTH\.UTL$/, "Infra"],
  [/^(?:TRF|ACC|PRK)\./, "Transport"],
  [/^(?:THF|SUS|DRG)\.|^OTH\.(?:WPN|ASL|SEX|HAR|DOM|GAT|DAM)$/, "Security"],
];
/** Values that the messages of the room have, by element. */
export const CAP_CATEGORIES: readonly string[] = [...new Set([...CATEGORIES.map(([, category]) => category), "Safety"])];
export const CAP_URGENCIES: readonly string[] = [...new Set([...Object.values(URGENCY).map(([urgency]) => urgency), "Unknown"])];
export const CAP_SEVERITIES: readonly string[] = [...new Set([...Object.values(URGENCY).map(([, severity]) => severity), "Unknown"])];
export const CAP_CERTAINTIES = ["Observed", "Likely", "Unknown"] as const;
export const CAP_RESPONSES = ["Execute", "AllClear"] as const;
export const CAP_MESSAGE_TYPES = ["Alert", "Update", "Cancel"] as const;

const categoryOf = (code: string): string => CATEGORIES.find(([codes]) => codes.test(code))?.[1] ?? "Safety";

/** Validity of a message that is not replaced, from the try by which it goes: work of the room ends within a day. */
const HOLDS_MS = 24 * 3_600_000;

/** CAP identifiers take no space, comma or restricted sign (3.2.1). */
const identifier = (given: Disclosure, issuer: Issuer, suffix: string): string =>
  `${incidentIdOf(given.interventionId, issuer.agency)}${suffix}`.replace(/[\s,<&]/g, "-");

function info(
  given: Disclosure,
  issuer: Issuer,
  language: "ar" | "fr",
  told: { readonly triedAt: number; readonly isOver: boolean },
): string {
  const [urgency, severity] = URGENCY[given.priority?.code ?? ""] ?? ["Unknown", "Unknown"];
  const label = given.subcategory.labels[language];
  const lines = [
    ...given.attributes.map(({ labels }) => labels[language]),
    ...given.notes.map(({ text }) => text),
    ...given.people.map(({ role, labels, text }) => `${labels?.[language] ?? role}: ${text}`),
  ];
  const area =
    given.place === null
      ? ""
      : `<area>${element("areaDesc", given.place.text ?? given.reference)}${
          given.place.point === null ? "" : element("circle", `${decimal(given.place.point.lat)},${decimal(given.place.point.lon)} 0`)
        }</area>`;
  const parts = [
    element("language", language === "ar" ? "ar-DZ" : "fr-DZ"),
    element("category", categoryOf(given.subcategory.code)),
    element("event", label),
    // The partner is asked to act, or to stop.
    element("responseType", told.isOver ? "AllClear" : "Execute"),
    element("urgency", urgency),
    element("severity", severity),
    element("certainty", given.certainty ?? "Unknown"),
    `<eventCode>${element("valueName", "amaliyat:subcategory")}${element("value", given.subcategory.code)}</eventCode>`,
    element("expires", capTime(told.triedAt + HOLDS_MS)),
    element("senderName", issuer.names[language]),
    element("headline", `${given.reference} · ${label}`),
    ...(lines.length === 0 ? [] : [element("description", lines.join("\n"))]),
    ...(given.message === null ? [] : [element("instruction", given.message)]),
    area,
  ];
  return `<info>${parts.join("")}</info>`;
}

/**
 * One of the messages of a forward: its alert (`name` empty), an update or a cancellation, with those that it replaces. An ended incident
 * is cancelled: CAP has no other word that makes receivers put an alert away.
 */
export type CapMessage = {
  readonly type: (typeof CAP_MESSAGE_TYPES)[number];
  readonly name: string;
  readonly replaces: readonly { readonly name: string; readonly at: number }[];
};
export const CAP_ALERT: CapMessage = { type: "Alert", name: "", replaces: [] };

/**
 * A CAP 1.2 alert of a disclosure, for one addressee: scope Private, in Arabic and French. Updates and cancellations refer to the messages
 * that they replace. `at` is the time of the disclosure or its last change: each try has the same identifier, `sent` and words. Only its
 * expiry goes with the time of the try: after an outage of a day a receiver would drop it as expired.
 */
export function capOf(
  given: Disclosure,
  issuer: Issuer,
  partner: string,
  at: number,
  message: CapMessage = CAP_ALERT,
  triedAt: number = at,
): string {
  const { type, name, replaces } = message;
  const told = { triedAt: Math.max(at, triedAt), isOver: type === "Cancel" };
  const references = replaces.map((one) => `${issuer.agency},${identifier(given, issuer, one.name)},${capTime(one.at)}`);
  // Identifiers of the same work are added: CAP groups the messages of one incident by these names.
  const replacing = given.replacedBy === undefined ? [] : [incidentIdOf(given.replacedBy, issuer.agency)];
  const incidents = [given.reference, ...replacing].join(" ");
  const parts = [
    element("identifier", identifier(given, issuer, name)),
    element("sender", issuer.agency),
    element("sent", capTime(at)),
    element("status", "Actual"),
    element("msgType", type),
    element("scope", "Private"),
    element("addresses", `"${partner}"`),
    ...(references.length === 0 ? [] : [element("references", references.join(" "))]),
    element("incidents", incidents),
    info(given, issuer, "ar", told),
    info(given, issuer, "fr", told),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">${parts.join("")}</alert>\n`;
}
