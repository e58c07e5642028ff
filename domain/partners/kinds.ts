import type { Text3 } from "../kernel/index.ts";

/** Kinds of partner body. */
export const PARTNER_KINDS = ["civil_protection", "gendarmerie", "forests", "municipality", "health", "other"] as const;
export type PartnerKind = (typeof PARTNER_KINDS)[number];

export const PARTNER_KIND_LABELS: Readonly<Record<PartnerKind, Text3>> = {
  civil_protection: { ar: "الحماية المدنية", fr: "Protection civile", en: "Civil protection" },
  gendarmerie: { ar: "الدرك الوطني", fr: "Gendarmerie", en: "Gendarmerie" },
  forests: { ar: "الغابات", fr: "Forêts", en: "Forests" },
  municipality: { ar: "البلدية", fr: "Commune", en: "Municipality" },
  health: { ar: "الصحة", fr: "Santé", en: "Health" },
  other: { ar: "هيئة أخرى", fr: "Autre service", en: "Other body" },
};

/**
 * Transports to a partner. EIDO over the WebSocket of NENA-STA-024, EIDO by HTTP POST, a CAP 1.2 alert by HTTP POST, a signed webhook.
 * `screen` is the narrow screen of a partner without a system.
 */
export const TRANSPORTS = ["eido_ws", "eido_http", "cap", "webhook", "screen"] as const;
export type Transport = (typeof TRANSPORTS)[number];

export const TRANSPORT_LABELS: Readonly<Record<Transport, Text3>> = {
  eido_ws: { ar: "EIDO بقناة مفتوحة", fr: "EIDO par canal ouvert", en: "EIDO by open channel" },
  eido_http: { ar: "EIDO بالإرسال", fr: "EIDO par envoi", en: "EIDO by HTTP" },
  cap: { ar: "إنذار CAP", fr: "Alerte CAP", en: "CAP alert" },
  webhook: { ar: "إرسال موقّع", fr: "Envoi signé", en: "Signed webhook" },
  screen: { ar: "شاشة محدودة", fr: "Poste restreint", en: "Restricted desk" },
};

/** Ways on which the room itself calls on the partner, and so needs its address. */
export const needsAddress = (transport: Transport): boolean => transport === "eido_http" || transport === "cap" || transport === "webhook";

/** Ways on which the room signs or names itself with a secret. */
export const needsSecret = (transport: Transport): boolean => transport === "webhook";
