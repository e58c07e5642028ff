import type { EidoStatus, Issuer } from "./eido.ts";
import { incidentIdOf } from "./eido.ts";
import type { Handover } from "./handover.ts";
import { capTime, element } from "./xml.ts";

/** How urgent and how severe a priority is in CAP's words; left out of the handover, neither is known. */
const URGENCY: Readonly<Record<string, readonly [urgency: string, severity: string]>> = {
  P1: ["Immediate", "Extreme"],
  P2: ["Immediate", "Severe"],
  P3: ["Expected", "Moderate"],
  P4: ["Future", "Minor"],
};

/** CAP identifiers take no space, comma or restricted sign (3.2.1). */
const identifier = (given: Handover, issuer: Issuer, suffix: string): string =>
  `${incidentIdOf(given.interventionId, issuer.agency)}${suffix}`.replace(/[\s,<&]/g, "-");

function info(given: Handover, issuer: Issuer, language: "ar" | "fr"): string {
  const [urgency, severity] = URGENCY[given.priority?.code ?? ""] ?? ["Unknown", "Unknown"];
  const label = given.subcategory.labels[language];
  const lines = [
    given.message,
    ...given.attributes.map(({ labels }) => labels[language]),
    ...given.notes.map(({ text }) => text),
    ...given.people.map(({ role, text }) => `${role}: ${text}`),
  ].filter((line) => line !== null);
  const area =
    given.place === null
      ? ""
      : `<area>${element("areaDesc", given.place.text ?? given.reference)}${
          given.place.point === null ? "" : element("circle", `${given.place.point.lat},${given.place.point.lon} 0`)
        }</area>`;
  const parts = [
    element("language", language === "ar" ? "ar-DZ" : "fr-DZ"),
    element("category", "Safety"),
    element("event", label),
    element("urgency", urgency),
    element("severity", severity),
    element("certainty", "Unknown"),
    `<eventCode>${element("valueName", "amaliyat:subcategory")}${element("value", given.subcategory.code)}</eventCode>`,
    element("senderName", issuer.names[language]),
    element("headline", `${given.reference} · ${label}`),
    ...(lines.length === 0 ? [] : [element("description", lines.join("\n"))]),
    area,
  ];
  return `<info>${parts.join("")}</info>`;
}

/**
 * A CAP 1.2 alert of what was handed over, for one addressee: scope Private, in Arabic and French. A cancellation refers to the alert
 * that it takes back. `at` is when it was handed over: each try has the same identifier and the same bytes.
 */
export function capOf(given: Handover, issuer: Issuer, partner: string, at: number, status: EidoStatus = "Active"): string {
  const alert = identifier(given, issuer, "");
  const cancels = status === "Cancelled";
  const parts = [
    element("identifier", cancels ? identifier(given, issuer, ":cancel") : alert),
    element("sender", issuer.agency),
    element("sent", capTime(at)),
    element("status", "Actual"),
    element("msgType", cancels ? "Cancel" : "Alert"),
    element("scope", "Private"),
    element("addresses", `"${partner}"`),
    ...(cancels ? [element("references", `${issuer.agency},${alert},${capTime(at)}`)] : []),
    element("incidents", given.reference),
    info(given, issuer, "ar"),
    info(given, issuer, "fr"),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">${parts.join("")}</alert>\n`;
}
