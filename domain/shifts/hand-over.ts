import type { Text3 } from "../kernel/index.ts";

/** Kinds of line in the hand-over log: automatic ones, and the notes of people. */
export const HAND_OVER_KINDS = [
  "opened",
  "raised",
  "closed",
  "cancelled",
  "merged",
  "split",
  "reopened",
  "refused",
  "unit_out",
  "unit_back",
  "help_called",
  "help_ended",
  "camera_lost",
  "camera_back",
  "note",
] as const;
export type HandOverKind = (typeof HAND_OVER_KINDS)[number];

export const HAND_OVER_LABELS: Readonly<Record<HandOverKind, Text3>> = {
  opened: { ar: "فتح تدخل", fr: "Intervention ouverte", en: "Intervention opened" },
  raised: { ar: "رفع إلى فوري", fr: "Passée en immédiat", en: "Raised to immediate" },
  closed: { ar: "غلق تدخل", fr: "Intervention close", en: "Intervention closed" },
  cancelled: { ar: "إلغاء تدخل", fr: "Intervention annulée", en: "Intervention cancelled" },
  merged: { ar: "ضم تدخل مكرر", fr: "Intervention fusionnée", en: "Intervention merged" },
  split: { ar: "فصل تدخل مضموم", fr: "Fusion défaite", en: "Merge undone" },
  reopened: { ar: "إعادة فتح تدخل", fr: "Intervention rouverte", en: "Intervention reopened" },
  refused: { ar: "رفض دورية للتكليف", fr: "Affectation refusée", en: "Assignment refused" },
  unit_out: { ar: "خروج دورية من الخدمة", fr: "Patrouille hors service", en: "Unit out of service" },
  unit_back: { ar: "عودة دورية إلى الخدمة", fr: "Patrouille de retour", en: "Unit back in service" },
  help_called: { ar: "استغاثة دورية", fr: "Appel de détresse", en: "Call for help" },
  help_ended: { ar: "إنهاء استغاثة", fr: "Fin de l’appel de détresse", en: "Call for help ended" },
  camera_lost: { ar: "انقطاع كاميرا", fr: "Caméra perdue", en: "Camera lost" },
  camera_back: { ar: "عودة كاميرا", fr: "Caméra revenue", en: "Camera back" },
  note: { ar: "ملاحظة", fr: "Note", en: "Note" },
};

type Line = { readonly at: string; readonly key: string };

/** The lines in the order of their events. Two of one moment have a fixed order, so that the same log has the same hash. */
export const inOrder = <T extends Line>(lines: readonly T[]): T[] =>
  lines.toSorted((a, b) => (a.at === b.at ? (a.key < b.key ? -1 : 1) : a.at < b.at ? -1 : 1));
