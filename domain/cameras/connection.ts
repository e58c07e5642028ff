import type { Text3 } from "../kernel/index.ts";

/** States of a camera's picture; every screen shows the same glyph and word for each. */
export const CONNECTION_STATES = ["connecting", "live", "stalled", "lost", "out_of_service", "no_permission"] as const;
export type ConnectionState = (typeof CONNECTION_STATES)[number];

export const CONNECTION_LABELS: Readonly<Record<ConnectionState, Text3>> = {
  connecting: { ar: "جارٍ الاتصال", fr: "Connexion", en: "Connecting" },
  live: { ar: "مباشر", fr: "Direct", en: "Live" },
  stalled: { ar: "متوقفة", fr: "Figée", en: "Stalled" },
  lost: { ar: "منقطعة", fr: "Perdue", en: "Lost" },
  out_of_service: { ar: "خارج الخدمة", fr: "Hors service", en: "Out of service" },
  no_permission: { ar: "دون إذن", fr: "Sans autorisation", en: "No permission" },
};
