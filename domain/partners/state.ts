import type { Text3 } from "../kernel/index.ts";

/** Author of an act on a forward: a person of the room, the partner, or the room by itself. */
export type Author = { readonly kind: "person"; readonly userId: string } | { readonly kind: "partner" } | { readonly kind: "room" };

/** Facts of a forward in every state. Times are in milliseconds since the Unix epoch. */
type Facts = {
  readonly forwardId: string;
  readonly interventionId: string;
  readonly partnerId: string;
  /** Grows by one with every event. */
  readonly version: number;
  /** Time at which it entered its state. */
  readonly since: number;
  /** Tries that were begun since it was queued last, or cancelled: of the notice then. */
  readonly attempts: number;
  /** True once bytes may have reached the partner: a try was begun, whatever became of it. */
  readonly reached: boolean;
  /** The partner's own number for it. */
  readonly partnerReference: string | null;
  /** Number of changes of the content since it was forwarded; 0 at first. */
  readonly revision: number;
  /** Update that the partner does not have yet; null if it has the latest revision. At revision 0 it is the forward itself, unanswered. */
  readonly update: Update | null;
};

/** A change that waits to be told. `nextTryAt` is null once the room gave up on it: a person sends it again, or the next change does. */
export type Update = { readonly attempts: number; readonly nextTryAt: number | null; readonly cause: string | null };

/** One intervention handed to one partner. */
export type Forward =
  | (Facts & { readonly kind: "queued"; readonly nextTryAt: number; readonly cause: string | null })
  | (Facts & { readonly kind: "sent" | "received" | "acknowledged" | "in_progress" | "done" })
  | (Facts & { readonly kind: "refused"; readonly reason: string })
  | (Facts & { readonly kind: "failed"; readonly cause: string })
  | (Facts & { readonly kind: "cancelled"; readonly reason: string; readonly notice: Notice });
export type ForwardKind = Forward["kind"];

/** State of the partner's notice of a cancellation. */
export type Notice = "none" | "due" | "told";

export const FORWARD_KINDS = [
  "queued",
  "sent",
  "received",
  "acknowledged",
  "in_progress",
  "done",
  "refused",
  "failed",
  "cancelled",
] as const satisfies readonly ForwardKind[];

export const FORWARD_KIND_LABELS: Readonly<Record<ForwardKind, Text3>> = {
  queued: { ar: "في انتظار الإرسال", fr: "En attente d’envoi", en: "Waiting to be sent" },
  sent: { ar: "أُرسل", fr: "Envoyée", en: "Sent" },
  received: { ar: "استُلم", fr: "Reçue", en: "Received" },
  acknowledged: { ar: "قُبل", fr: "Prise en compte", en: "Acknowledged" },
  in_progress: { ar: "قيد التنفيذ", fr: "En cours", en: "In progress" },
  done: { ar: "أُنجز", fr: "Terminée", en: "Done" },
  refused: { ar: "رفضته الهيئة", fr: "Refusée par le partenaire", en: "Refused by the partner" },
  failed: { ar: "تعذر إرساله", fr: "Envoi échoué", en: "Could not be sent" },
  cancelled: { ar: "ألغي", fr: "Annulée", en: "Cancelled" },
};

/** States in which the partner has it and works on it, or may: it gets the changes. */
const TAKEN = new Set<ForwardKind>(["sent", "received", "acknowledged", "in_progress"]);
export const isTaken = (kind: ForwardKind): boolean => TAKEN.has(kind);

/**
 * True if a partner acts on a forward although no try was answered. It says that it has it, and may have less than it says. It is told
 * the same again, as the same message, until it takes that.
 */
export const isTakenUnheard = (before: ForwardKind, after: ForwardKind): boolean =>
  (before === "queued" || before === "failed") && isTaken(after);

/** States in which nobody at the partner has said anything of it yet: a system's receipt is no word of a person. */
const UNANSWERED = new Set<ForwardKind>(["queued", "sent", "received", "failed"]);
export const isUnanswered = (kind: ForwardKind): boolean => UNANSWERED.has(kind);

/** Time to tell the partner of a change; null if none may be sent now. */
export const updateDueAt = (state: Forward): number | null => (isTaken(state.kind) ? (state.update?.nextTryAt ?? null) : null);

/** States in which the room still waits for something; two such forwards of one intervention to one partner never stand side by side. */
export const isOpenForward = (kind: ForwardKind): boolean =>
  kind !== "done" && kind !== "refused" && kind !== "failed" && kind !== "cancelled";
