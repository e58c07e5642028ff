import type { ChosenFacts, Marks } from "@amaliyat/domain/interventions";
import { z } from "zod";
import { assignment } from "./assignment.ts";
import { counted, id, instant, line, point, prose } from "../route/fields.ts";
import { attribute, channel, disposition, interventionState, origin, priority, relation, subcategory } from "./codes.ts";

/** Facts of the command `mark`, each the whole set from now on. */
export const marks = { attributes: z.array(attribute).max(8) } satisfies Record<keyof Marks, z.ZodType>;

/** Facts that a person can choose at the opening, as rows, cards and merged interventions show them. */
const chosenFacts = { subcategory, priority, attributes: z.array(attribute) } satisfies Record<keyof ChosenFacts, z.ZodType>;

/** The same in the request that opens an intervention. Each may be left out. */
const chosenAtOpening = {
  subcategory: subcategory.exactOptional(),
  priority: priority.exactOptional(),
  attributes: marks.attributes.exactOptional(),
} satisfies Record<keyof ChosenFacts, z.ZodType>;

/** One row of the queue: the part of an intervention shown without opening it. */
export const interventionRow = z.object({
  interventionId: id,
  reference: z.string(),
  version: z.number().int(),
  state: interventionState,
  origin,
  channel,
  ...chosenFacts,
  sectorId: z.string().nullable(),
  place: point.nullable(),
  placeText: z.string().nullable(),
  siteId: id.nullable(),
  cameraId: id.nullable(),
  openedAt: instant,
  openedBy: z.string(),
  /** Null where no person of the room opened it. */
  openedById: id.nullable(),
  closedAt: instant.nullable(),
  disposition: disposition.nullable(),
  mergedInto: id.nullable(),
  needsReview: z.boolean(),
  /** The person who took its alarm last, and when. It counts for the wait in which it was taken. */
  takenUp: z.object({ by: z.string(), at: instant }).nullable(),
  units: z.array(assignment),
});
export type InterventionRow = z.output<typeof interventionRow>;

/** One line of an intervention's log: append only. `kind` and `data` as in `domain/interventions` events. */
export const interventionEvent = z.object({
  seq: z.number().int(),
  at: instant,
  by: z.string(),
  kind: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export type InterventionEvent = z.output<typeof interventionEvent>;

export const clip = z.object({ clipId: id, cameraId: id, from: instant, to: instant, keptUntil: instant });
export type Clip = z.output<typeof clip>;

/** Another intervention and how it stands to this one; `child` means that this one comprises it. */
export const related = z.object({ relation, interventionId: id, reference: z.string(), state: interventionState, subcategory });
export type Related = z.output<typeof related>;

/** An intervention that was merged into another, with its items: its own log and clips stay its own, and return with a split. */
export const mergedIntervention = z.object({
  interventionId: id,
  reference: z.string(),
  /** The one into which it was merged: the card's own, or another that was merged further. */
  into: id,
  channel,
  ...chosenFacts,
  place: point.nullable(),
  placeText: z.string().nullable(),
  openedAt: instant,
  mergedAt: instant,
  mergedBy: z.string(),
  events: z.array(interventionEvent),
  clips: z.array(clip),
});
export type MergedIntervention = z.output<typeof mergedIntervention>;

export const interventionCard = interventionRow.extend({
  outcome: z.string().nullable(),
  cancelReason: z.string().nullable(),
  events: z.array(interventionEvent),
  clips: z.array(clip),
  merged: z.array(mergedIntervention),
  related: z.array(related),
});
export type InterventionCard = z.output<typeof interventionCard>;

/** From a camera nothing is typed: place, site, sector and the last 30 s come with it. */
export const openIntervention = z.object({
  origin,
  channel: channel.optional(),
  cameraId: id.optional(),
  place: point.optional(),
  placeText: line(200).optional(),
  ...chosenAtOpening,
  note: prose(2000).optional(),
  /** The open intervention of the same event: this one is opened and merged into it at once. */
  joins: id.optional(),
  /** Open ones that were proposed as the same event and are not. */
  apartFrom: z.array(id).max(10).optional(),
});

/** The version that the screen saw; a command on an older one is refused and nothing is lost. */
export const seen = z.object({ version: counted.min(1) });
