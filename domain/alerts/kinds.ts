import type { Text3 } from "../kernel/index.ts";

/** Kinds of public alert. A missing child is announced by the prosecutor's leave alone, see `child.ts`. */
export const PUBLIC_ALERT_KINDS = ["missing_child", "road_closed", "danger", "other"] as const;
export type PublicAlertKind = (typeof PUBLIC_ALERT_KINDS)[number];

export const PUBLIC_ALERT_KIND_LABELS: Readonly<Record<PublicAlertKind, Text3>> = {
  missing_child: { ar: "طفل مفقود", fr: "Enfant disparu", en: "Missing child" },
  road_closed: { ar: "طريق مغلق", fr: "Route fermée", en: "Road closed" },
  danger: { ar: "خطر في منطقة", fr: "Danger dans une zone", en: "Danger in an area" },
  other: { ar: "تنبيه آخر", fr: "Autre alerte", en: "Other alert" },
};

/** Kinds that wake a phone; the others wait until its screen is on. */
export const isUrgent = (kind: PublicAlertKind): boolean => kind === "missing_child" || kind === "danger";
