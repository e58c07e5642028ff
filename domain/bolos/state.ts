import type { Text3 } from "../kernel/index.ts";
import type { BoloFacts } from "./facts.ts";
import type { BoloEnd, BoloKind } from "./kinds.ts";

/** Standings of a BOLO. «Expired» is stored nowhere: it follows from the clock. */
export const BOLO_STANDINGS = ["draft", "in_force", "expired", "cancelled"] as const;
export type BoloStanding = (typeof BOLO_STANDINGS)[number];

export const BOLO_STANDING_LABELS: Readonly<Record<BoloStanding, Text3>> = {
  draft: { ar: "مسودة", fr: "Brouillon", en: "Draft" },
  in_force: { ar: "سارٍ", fr: "En vigueur", en: "In force" },
  expired: { ar: "انتهت مدته", fr: "Expiré", en: "Expired" },
  cancelled: { ar: "ملغى", fr: "Annulé", en: "Cancelled" },
};

/** Author and time (ms since the epoch) of an act. */
export type Act = { readonly at: number; readonly by: string };

/**
 * Papers of a BOLO on a person: its writers, and each document with its bringer and time. `decidedAt`: its last publication or renewal,
 * null for a draft.
 */
export type BoloPapers = { readonly writers: readonly string[]; readonly documents: readonly Act[]; readonly decidedAt: number | null };

/** Answer of an author: the words of a BOLO that seem to name a person name nobody. It holds for exactly these words. */
export type NamesNobody = Act & { readonly words: string };

/** Content of a BOLO as written. `hours` is its time in force once published; an empty list of sectors means the whole room. */
export type BoloSaid = {
  readonly kind: BoloKind;
  readonly text: string;
  readonly facts: BoloFacts;
  readonly sectors: readonly string[];
  readonly authority: string | null;
  readonly caseReference: string | null;
  readonly hours: number;
  /** Null or missing if nobody answered, or nothing seems to name a person. */
  readonly namesNobody?: NamesNobody | null;
};

/** `answeredBy`: all who ever answered that its words name nobody, also if the answer was withdrawn; missing if nobody did. */
type Written = BoloSaid & { readonly boloId: string; readonly version: number; readonly answeredBy?: readonly string[] };
type Published = { readonly published: Act; readonly expiresAt: number };

/** One BOLO. One that was cancelled as a draft was never published. */
export type Bolo =
  | (Written & { readonly state: "draft" })
  | (Written & Published & { readonly state: "in_force" })
  | (Written & {
      readonly state: "cancelled";
      readonly published: Act | null;
      readonly expiresAt: number | null;
      readonly cancelled: Act;
      readonly end: BoloEnd;
      readonly words: string;
    });

/** True for a cancelled BOLO that was in force at a moment. */
export const wasInForceAt = (bolo: Bolo, at: number): boolean =>
  bolo.state === "cancelled" && bolo.published !== null && bolo.published.at <= at && at < Math.min(bolo.cancelled.at, bolo.expiresAt ?? 0);

/** THE clock rule: how a BOLO stands at a moment. In force to the last millisecond before its expiry, expired from then on. */
export function standingAt(bolo: { readonly state: Bolo["state"]; readonly expiresAt?: number | null }, at: number): BoloStanding {
  if (bolo.state !== "in_force") return bolo.state;
  return at < (bolo.expiresAt ?? 0) ? "in_force" : "expired";
}
