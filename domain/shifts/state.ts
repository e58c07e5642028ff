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

/** Who did something, and when (ms since the epoch). */
export type Signature = { readonly at: number; readonly by: string };

/** What is planned of a shift: a name, a span, a chief. */
export type ShiftPlan = { readonly name: string; readonly from: number; readonly to: number; readonly chief: string };

type Facts = ShiftPlan & { readonly shiftId: string; readonly sectorId: string; readonly version: number };
type Begun = Facts & {
  readonly started: Signature;
  /** Where its hand-over log begins: where that of the shift before ended, so that nothing falls between the two. */
  readonly coversFrom: number;
  /** Why another than the chief started it, in the place of a chief who was not there; null where the chief did. */
  readonly startedFor: string | null;
};
/** The first signature, with the SHA-256 of the log that was signed, and why another than the chief signed. */
type Outgoing = { readonly outgoing: Signature; readonly hash: string; readonly inPlaceOf: string | null };

/** One shift of a sector: who answers for it, from when to when, and who took it over from whom. */
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

/** Where the log of a shift begins that starts at `at` after one whose log ended at `previousEnd`. */
export const coversFrom = (previousEnd: number | null, at: number): number =>
  previousEnd !== null && previousEnd <= at && at - previousEnd <= LONGEST_JOIN_MS ? previousEnd : at;
