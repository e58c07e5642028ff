import type { Text3 } from "../kernel/index.ts";

/** States of an alert on a missing child. The room itself never publishes one. */
export const ALERT_STATES = ["proposed", "checked", "authorised", "refused", "withdrawn"] as const;
export type AlertState = (typeof ALERT_STATES)[number];

export const ALERT_STATE_LABELS: Readonly<Record<AlertState, Text3>> = {
  proposed: { ar: "مقترح، في انتظار المراجعة", fr: "Proposée, à vérifier", en: "Proposed, to be checked" },
  checked: {
    ar: "روجع، في انتظار قرار وكيل الجمهورية",
    fr: "Vérifiée, en attente du procureur",
    en: "Checked, waiting for the prosecutor",
  },
  authorised: { ar: "أذن به وكيل الجمهورية", fr: "Autorisée par le procureur", en: "Authorised by the prosecutor" },
  refused: { ar: "رفضه وكيل الجمهورية", fr: "Refusée par le procureur", en: "Refused by the prosecutor" },
  withdrawn: { ar: "مسحوب", fr: "Retirée", en: "Withdrawn" },
};

export const ALERT_COMMANDS = ["check", "authorise", "refuse", "hand_over", "withdraw"] as const;
export type AlertCommandKind = (typeof ALERT_COMMANDS)[number];

/** State after each command, by state; `none` is before it is proposed. Commands missing here are refused. */
export const ALERT_TRANSITIONS = {
  none: { propose: "proposed" },
  proposed: { check: "checked", withdraw: "withdrawn" },
  checked: { authorise: "authorised", refuse: "refused", withdraw: "withdrawn" },
  authorised: { hand_over: "authorised", withdraw: "withdrawn" },
  refused: {},
  withdrawn: {},
} as const satisfies Record<"none" | AlertState, Partial<Record<"propose" | AlertCommandKind, AlertState>>>;

/** True while something may still be done with it; a BOLO has one such alert at most. */
export const isAlertOpen = (state: AlertState): boolean => Object.keys(ALERT_TRANSITIONS[state]).length > 0;

const table: Record<AlertState, Partial<Record<AlertCommandKind, AlertState>>> = ALERT_TRANSITIONS;

/** The state after a command, or null where the command makes no sense. */
export const alertAfter = (from: AlertState, command: AlertCommandKind): AlertState | null => table[from][command] ?? null;
