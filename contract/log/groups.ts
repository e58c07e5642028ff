import type { Text3 } from "@amaliyat/domain/kernel";

/** The families of log entries, in the order in which the auditor's filter shows them. */
export const LOG_GROUPS = [
  "session",
  "account",
  "approval",
  "camera",
  "viewing",
  "intervention",
  "assignment",
  "unit",
  "partner",
  "call",
  "report",
  "bolo",
  "public_alert",
  "shift",
  "plan",
  "place",
  "figures",
  "log",
  "room",
] as const;
export type LogGroup = (typeof LOG_GROUPS)[number];

export const LOG_GROUP_LABELS: Readonly<Record<LogGroup, Text3>> = {
  session: { ar: "الجلسات", fr: "Sessions", en: "Sessions" },
  account: { ar: "المستعملون والقطاعات", fr: "Utilisateurs et secteurs", en: "Users and sectors" },
  approval: { ar: "الموافقات", fr: "Confirmations", en: "Approvals" },
  camera: { ar: "الكاميرات والمواقع", fr: "Caméras et sites", en: "Cameras and sites" },
  viewing: { ar: "المشاهدة والتسجيلات", fr: "Consultation et enregistrements", en: "Viewing and recordings" },
  intervention: { ar: "التدخلات", fr: "Interventions", en: "Interventions" },
  assignment: { ar: "التكليفات", fr: "Affectations", en: "Assignments" },
  unit: { ar: "الدوريات", fr: "Patrouilles", en: "Units" },
  partner: { ar: "الهيئات الشريكة", fr: "Partenaires", en: "Partners" },
  call: { ar: "المكالمات والخطوط", fr: "Appels et lignes", en: "Calls and lines" },
  report: { ar: "تبليغات المواطنين", fr: "Signalements des citoyens", en: "Citizens' reports" },
  bolo: { ar: "نشرات البحث والإنذارات", fr: "Avis de recherche et alertes", en: "BOLOs and alerts" },
  public_alert: { ar: "التنبيهات العامة", fr: "Alertes publiques", en: "Public alerts" },
  shift: { ar: "النوبات", fr: "Vacations", en: "Shifts" },
  plan: { ar: "خطط الاستجابة", fr: "Plans de réponse", en: "Response plans" },
  place: { ar: "الأماكن والأخطار", fr: "Lieux et dangers", en: "Places and hazards" },
  figures: { ar: "الأرقام والحصيلة", fr: "Chiffres et bilan", en: "Figures and bulletin" },
  log: { ar: "السجل نفسه", fr: "Le journal lui-même", en: "The log itself" },
  room: { ar: "القاعة", fr: "La salle", en: "The room" },
};
