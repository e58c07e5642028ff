import type { Text3 } from "../kernel/index.ts";

/** Endings of a report by the room; each is told to the citizen in these words. */
export const REPORT_ENDS = [
  {
    end: "handled",
    labels: { ar: "عولج على عين المكان", fr: "Traité sur place", en: "Dealt with on the spot" },
  },
  {
    end: "known",
    labels: { ar: "كان معروفا ويجري التكفل به", fr: "Déjà connu et pris en charge", en: "Already known and being dealt with" },
  },
  {
    end: "passed_on",
    labels: { ar: "أُحيل على الجهة المختصة", fr: "Transmis au service compétent", en: "Passed on to the service in charge" },
  },
  {
    end: "answered",
    labels: { ar: "أُجيب عن السؤال", fr: "Réponse donnée", en: "Answered" },
  },
  {
    end: "not_found",
    labels: { ar: "لم يُعثر على شيء في المكان", fr: "Rien constaté sur place", en: "Nothing was found there" },
  },
  {
    end: "not_police",
    labels: { ar: "ليس من اختصاص الشرطة", fr: "Ne relève pas de la police", en: "Not a matter for the police" },
  },
  {
    end: "unclear",
    labels: {
      ar: "تعذر فهم التبليغ أو مكانه",
      fr: "Signalement ou lieu incompréhensible",
      en: "The report or its place could not be understood",
    },
  },
  {
    end: "nuisance",
    labels: { ar: "ليس تبليغا", fr: "N’est pas un signalement", en: "Not a report" },
  },
] as const satisfies readonly { readonly end: string; readonly labels: Text3 }[];
export type ReportEnd = (typeof REPORT_ENDS)[number]["end"];

/** States of a report. A joined one follows the course of the intervention. */
export const REPORT_STATES = ["waiting", "taken", "joined", "closed", "withdrawn"] as const;
export type ReportState = (typeof REPORT_STATES)[number];

export const REPORT_STATE_LABELS: Readonly<Record<ReportState, Text3>> = {
  waiting: { ar: "في الانتظار", fr: "En attente", en: "Waiting" },
  taken: { ar: "قيد المعالجة", fr: "Pris en main", en: "Taken" },
  joined: { ar: "ضمن تدخل", fr: "Joint à une intervention", en: "Part of an intervention" },
  closed: { ar: "مغلق", fr: "Clos", en: "Closed" },
  withdrawn: { ar: "سحبه صاحبه", fr: "Retiré par son auteur", en: "Withdrawn by its author" },
};

/** Facts of a report for a decision. `by` is the person who took it; `end` is set once it is closed. */
export type Report = {
  readonly state: ReportState;
  readonly danger: boolean;
  readonly takenBy: string | null;
  readonly interventionId: string | null;
  readonly end: ReportEnd | null;
  /** True while the newest message is a question of the room. */
  readonly asked: boolean;
};

export type ReportCommand =
  | { readonly kind: "take"; readonly by: string }
  | { readonly kind: "give_back" }
  | { readonly kind: "ask" }
  | { readonly kind: "tell" }
  | { readonly kind: "answer" }
  | { readonly kind: "join"; readonly interventionId: string }
  | { readonly kind: "part" }
  | { readonly kind: "close"; readonly end: ReportEnd }
  | { readonly kind: "reopen" }
  | { readonly kind: "withdraw" };
export type ReportCommandKind = ReportCommand["kind"];
