import type { Text3 } from "../kernel/index.ts";

/** Kinds of unit, by vehicle or by purpose. */
export const UNIT_KINDS = ["car", "motorcycle", "foot", "traffic", "rapid_response", "judicial"] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

export const UNIT_KIND_LABELS: Readonly<Record<UnitKind, Text3>> = {
  car: { ar: "سيارة", fr: "Voiture", en: "Car" },
  motorcycle: { ar: "دراجة نارية", fr: "Moto", en: "Motorcycle" },
  foot: { ar: "راجلة", fr: "À pied", en: "On foot" },
  traffic: { ar: "المرور", fr: "Circulation", en: "Traffic" },
  rapid_response: { ar: "تدخل سريع", fr: "Intervention rapide", en: "Rapid response" },
  judicial: { ar: "شرطة قضائية", fr: "Police judiciaire", en: "Judicial police" },
};

export const UNIT_STATUSES = ["available", "reserved", "assigned", "en_route", "on_scene", "unavailable"] as const;
export type UnitStatus = (typeof UNIT_STATUSES)[number];

export const UNIT_STATUS_LABELS: Readonly<Record<UnitStatus, Text3>> = {
  available: { ar: "متاحة", fr: "Disponible", en: "Available" },
  reserved: { ar: "محجوزة", fr: "Réservée", en: "Reserved" },
  assigned: { ar: "مكلَّفة", fr: "Affectée", en: "Assigned" },
  en_route: { ar: "في الطريق", fr: "En route", en: "En route" },
  on_scene: { ar: "في المكان", fr: "Sur place", en: "On scene" },
  unavailable: { ar: "غير متاحة", fr: "Indisponible", en: "Unavailable" },
};

/** Skills of a crew beyond those of every crew. */
export const SKILLS = ["first_aid", "accident_report", "minors", "negotiation", "female_officer", "drugs", "armed", "dog", "tow"] as const;
export type Skill = (typeof SKILLS)[number];

export const SKILL_LABELS: Readonly<Record<Skill, Text3>> = {
  first_aid: { ar: "إسعافات أولية", fr: "Premiers secours", en: "First aid" },
  accident_report: { ar: "معاينة حوادث المرور", fr: "Constat d’accident", en: "Accident report" },
  minors: { ar: "حماية القصّر", fr: "Protection des mineurs", en: "Protection of minors" },
  negotiation: { ar: "التفاوض", fr: "Négociation", en: "Negotiation" },
  female_officer: { ar: "شرطية في الطاقم", fr: "Policière dans l’équipage", en: "Female officer in the crew" },
  drugs: { ar: "مكافحة المخدرات", fr: "Stupéfiants", en: "Drugs" },
  armed: { ar: "تسليح معزّز", fr: "Armement renforcé", en: "Reinforced arms" },
  dog: { ar: "فرقة سينوتقنية", fr: "Équipe cynophile", en: "Dog" },
  tow: { ar: "قطر المركبات", fr: "Remorquage", en: "Towing" },
};

/** Reasons that a unit is out of service. */
export const OUT_REASONS = ["meal", "fuel", "vehicle", "station", "court", "training", "sick", "end_of_shift", "other"] as const;
export type OutReason = (typeof OUT_REASONS)[number];

export const OUT_REASON_LABELS: Readonly<Record<OutReason, Text3>> = {
  meal: { ar: "استراحة أكل", fr: "Repas", en: "Meal" },
  fuel: { ar: "تزود بالوقود", fr: "Carburant", en: "Fuel" },
  vehicle: { ar: "عطب في المركبة", fr: "Véhicule en panne", en: "Vehicle broken down" },
  station: { ar: "إجراءات في المقر", fr: "Procédure au poste", en: "Procedure at the station" },
  court: { ar: "أمام العدالة", fr: "Au tribunal", en: "At court" },
  training: { ar: "تدريب", fr: "Formation", en: "Training" },
  sick: { ar: "وعكة في الطاقم", fr: "Équipier souffrant", en: "Crew member ill" },
  end_of_shift: { ar: "نهاية النوبة", fr: "Fin de vacation", en: "End of shift" },
  other: { ar: "سبب آخر", fr: "Autre motif", en: "Other reason" },
};

/** Activities of a unit on scene, finer than its status. */
export const ACTIVITIES = ["securing", "report", "search", "transport", "hospital", "handing_over"] as const;
export type Activity = (typeof ACTIVITIES)[number];

export const ACTIVITY_LABELS: Readonly<Record<Activity, Text3>> = {
  securing: { ar: "تأمين المكان", fr: "Sécurisation", en: "Securing" },
  report: { ar: "معاينة وتحرير", fr: "Constatations", en: "Taking a report" },
  search: { ar: "بحث في المحيط", fr: "Recherches", en: "Searching" },
  transport: { ar: "نقل أشخاص", fr: "Transport", en: "Transporting" },
  hospital: { ar: "في المستشفى", fr: "À l’hôpital", en: "At the hospital" },
  handing_over: { ar: "تسليم لجهة أخرى", fr: "Remise à un autre service", en: "Handing over" },
};
