import type { Text3 } from "../kernel/index.ts";

/** Roles that a person can be designated to. One person has one role; another need is another designation. */
export const ROLES = [
  "operator",
  "call_taker",
  "dispatcher",
  "supervisor",
  "evidence_officer",
  "analyst",
  "technician",
  "auditor",
  "administrator",
  "patrol",
] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_LABELS: Readonly<Record<Role, Text3>> = {
  operator: { ar: "عون المراقبة بالفيديو", fr: "Opérateur vidéo", en: "Video operator" },
  call_taker: { ar: "عون استقبال المكالمات", fr: "Opérateur 17", en: "Call-taker" },
  dispatcher: { ar: "منسق الدوريات", fr: "Répartiteur", en: "Dispatcher" },
  supervisor: { ar: "رئيس النوبة", fr: "Chef de vacation", en: "Shift supervisor" },
  evidence_officer: { ar: "مكلف بالأدلة", fr: "Chargé des preuves", en: "Evidence officer" },
  analyst: { ar: "محلل الإحصائيات", fr: "Analyste", en: "Analyst" },
  technician: { ar: "تقني", fr: "Technicien", en: "Technician" },
  auditor: { ar: "مدقق", fr: "Auditeur", en: "Auditor" },
  administrator: { ar: "مدير النظام", fr: "Administrateur", en: "Administrator" },
  patrol: { ar: "دورية", fr: "Patrouille", en: "Patrol" },
};

/** True if the text names a role. */
export const isRole = (text: string): text is Role => ROLES.some((role) => role === text);
