import type { Text3 } from "../kernel/index.ts";

/** Origins of an intervention. */
export const ORIGINS = ["video", "call", "report", "patrol", "agency", "desk"] as const;
export type Origin = (typeof ORIGINS)[number];

export const ORIGIN_LABELS: Readonly<Record<Origin, Text3>> = {
  video: { ar: "المراقبة بالفيديو", fr: "Vidéo", en: "Video" },
  call: { ar: "مكالمة", fr: "Appel", en: "Call" },
  report: { ar: "تبليغ", fr: "Signalement", en: "Report" },
  patrol: { ar: "دورية", fr: "Patrouille", en: "Patrol" },
  agency: { ar: "هيئة شريكة", fr: "Service partenaire", en: "Partner body" },
  desk: { ar: "مواطن في المصلحة", fr: "Citoyen au service", en: "Walk-in" },
};

/** True if the text names an origin. */
export const isOrigin = (text: string): text is Origin => ORIGINS.some((one) => one === text);
