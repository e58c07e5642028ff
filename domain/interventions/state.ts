import type { Point, Text3 } from "../kernel/index.ts";
import type { Attribute } from "./attributes.ts";
import type { ChannelCode } from "./channels.ts";
import type { ChosenFacts } from "./chosen.ts";
import type { DispositionCode } from "./dispositions.ts";
import type { Origin } from "./origins.ts";
import type { Priority } from "./priorities.ts";

/** Time and user of an act. */
export type Act = { readonly at: number; readonly by: string };

/** Place as a point, words (a landmark, an address), or both; never neither. */
export type Place = { readonly point: Point | null; readonly text: string | null };

/** Priority and marks of an intervention. */
export type Danger = { readonly priority: Priority; readonly attributes: readonly Attribute[] };

/** Danger that a caller told; a null priority raises none. */
export type ToldDanger = { readonly priority: Priority | null; readonly attributes: readonly Attribute[] };

/** Danger of an intervention by its log, with the danger that merged interventions brought. */
export type DangerKnown = Danger & {
  readonly priorityByHand: boolean;
  /** The most urgent priority that merged interventions brought; null if nothing is merged into it. */
  readonly joinedPriority: Priority | null;
};

type Facts = ChosenFacts & {
  readonly interventionId: string;
  readonly reference: string;
  /** Grows by one with every event; a command names the version that its author saw. */
  readonly version: number;
  readonly opened: Act;
  readonly origin: Origin;
  readonly channel: ChannelCode;
  readonly cameraId: string | null;
  readonly sectorId: string | null;
  readonly place: Place | null;
  /** True once a person chose the priority: then neither a new sub-category nor an attribute changes it. */
  readonly priorityByHand: boolean;
  /** The most urgent priority that merged interventions brought; unless a person chose another, it is not below that. Null: none. */
  readonly joinedPriority: Priority | null;
  /** A supervisor must still classify it. */
  readonly needsReview: boolean;
};

export type OpenIntervention = Facts & { readonly kind: "open" };
/**
 * Closed by a person at a moment; or history without a recorded end: it is over, and no time is invented for it. Its disposition may be
 * unknown too.
 */
export type ClosedIntervention = Facts & { readonly kind: "closed"; readonly outcome: string } & (
    | { readonly closed: Act; readonly disposition: DispositionCode }
    | { readonly closed: "time_unknown"; readonly disposition: DispositionCode | null }
  );
export type CancelledIntervention = Facts & { readonly kind: "cancelled"; readonly cancelled: Act; readonly reason: string };
export type MergedIntervention = Facts & { readonly kind: "merged"; readonly merged: Act; readonly into: string };

export type Intervention = OpenIntervention | ClosedIntervention | CancelledIntervention | MergedIntervention;
export type InterventionKind = Intervention["kind"];

export const INTERVENTION_KINDS = ["open", "closed", "cancelled", "merged"] as const satisfies readonly InterventionKind[];

export const INTERVENTION_KIND_LABELS: Readonly<Record<InterventionKind, Text3>> = {
  open: { ar: "مفتوح", fr: "Ouverte", en: "Open" },
  closed: { ar: "مغلق", fr: "Clôturée", en: "Closed" },
  cancelled: { ar: "ملغى", fr: "Annulée", en: "Cancelled" },
  merged: { ar: "مضموم إلى تدخل آخر", fr: "Fusionnée", en: "Merged" },
};

const TIME_UNKNOWN_LABEL: Text3 = { ar: "مغلق، الوقت غير معروف", fr: "Clôturée, heure inconnue", en: "Closed, time unknown" };

/** The words for a state, and for history that was closed nobody knows when. */
export const stateLabel = ({ state, closedAt }: { readonly state: InterventionKind; readonly closedAt: string | null }): Text3 =>
  state === "closed" && closedAt === null ? TIME_UNKNOWN_LABEL : INTERVENTION_KIND_LABELS[state];

/** Counts in published figures: a cancelled one did not take place, a merged one is counted in its target. */
export const isCounted = (kind: InterventionKind): boolean => kind === "open" || kind === "closed";
