import type { Text3 } from "../kernel/index.ts";

export const SHIFT_KINDS = ["planned", "running", "handing_over", "handed_over", "cancelled"] as const;
export type ShiftKind = (typeof SHIFT_KINDS)[number];

export const SHIFT_KIND_LABELS: Readonly<Record<ShiftKind, Text3>> = {
  planned: { ar: "مبرمجة", fr: "Prévue", en: "Planned" },
  running: { ar: "جارية", fr: "En cours", en: "Running" },
  handing_over: { ar: "في انتظار توقيع المستلم", fr: "En attente de la relève", en: "Waiting for the incoming chief" },
  handed_over: { ar: "سُلّمت", fr: "Passée", en: "Handed over" },
  cancelled: { ar: "ملغاة", fr: "Annulée", en: "Cancelled" },
};

/** Author and time (ms since the epoch) of an act. */
export type Signature = { readonly at: number; readonly by: string };

/** Planned part of a shift: a name, a span, a chief. */
export type ShiftPlan = { readonly name: string; readonly from: number; readonly to: number; readonly chief: string };

type Facts = ShiftPlan & { readonly shiftId: string; readonly sectorId: string; readonly version: number };
type Begun = Facts & {
  readonly started: Signature;
  /** Start of its hand-over log: the end of the previous log, so that no time is left out. */
  readonly coversFrom: number;
  /** Reason that another person started it in place of an absent chief; null if the chief did. */
  readonly startedFor: string | null;
};
/** The first signature, with the SHA-256 of the log that was signed, and why another than the chief signed. */
type Outgoing = { readonly outgoing: Signature; readonly hash: string; readonly inPlaceOf: string | null };

/** One shift of a sector: its chief, its span, and its reliefs. */
export type Shift =
  | (Facts & { readonly kind: "planned" })
  | (Facts & { readonly kind: "cancelled"; readonly cancelled: Signature; readonly reason: string })
  | (Begun & { readonly kind: "running" })
  | (Begun & Outgoing & { readonly kind: "handing_over" })
  | (Begun & Outgoing & { readonly kind: "handed_over"; readonly incoming: Signature; readonly relievedFor: string | null });
/** True for a shift past its end that nobody has handed over. */
export const isOverdue = ({ kind, to }: Pick<Shift, "kind" | "to">, at: number): boolean =>
  (kind === "running" || kind === "handing_over") && at >= to;

export type PlannedShift = Extract<Shift, { kind: "planned" }>;

/** A gap between two shifts that is longer than this stays out of the log of the second. Milliseconds. */
export const LONGEST_JOIN_MS = 12 * 3_600_000;

/** Start of the log of a shift that starts at `at` after one whose log ended at `previousEnd`. */
export const coversFrom = (previousEnd: number | null, at: number): number =>
  previousEnd !== null && previousEnd <= at && at - previousEnd <= LONGEST_JOIN_MS ? previousEnd : at;
