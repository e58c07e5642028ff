import { INTERVAL_GROUPS, INTERVALS } from "@amaliyat/domain/shifts";
import { z } from "zod";
import { disposition, interventionState, priority, subcategory } from "../interventions/codes.ts";
import { id, instant } from "../route/fields.ts";

const count = z.number().int();
const seconds = z.number().nullable();

/** One interval of one group. The key `?` means unrecorded; of `all` it is empty. Percentiles in seconds. */
export const intervalRow = z.object({
  key: z.string(),
  interval: z.enum(INTERVALS),
  sample: count,
  p50: seconds,
  p90: seconds,
  p95: seconds,
  negative: count,
  missing: count,
  pending: count,
});
export type IntervalRow = z.output<typeof intervalRow>;

/** Merged and cancelled interventions, and history that was imported, are not in it. */
export const intervalFigures = z.object({
  by: z.enum(INTERVAL_GROUPS),
  from: instant,
  to: instant,
  interventions: count,
  rows: z.array(intervalRow),
});
export type IntervalFigures = z.output<typeof intervalFigures>;

/** One hour of the room: what came, and how many seats were taken at its middle. */
export const loadHour = z.object({ from: instant, opened: count, calls: count, desks: count, crews: count });

/** Whole hours of a span, oldest first. Interventions and calls as in the figures: neither merged, cancelled nor imported. */
export const loadFigures = z.object({ from: instant, to: instant, hours: z.array(loadHour) });
export type LoadFigures = z.output<typeof loadFigures>;

export const reviewRow = z.object({
  interventionId: id,
  reference: z.string(),
  version: count,
  state: interventionState,
  subcategory,
  priority,
  sectorId: z.string().nullable(),
  placeText: z.string().nullable(),
  openedAt: instant,
  closedAt: instant.nullable(),
  disposition: disposition.nullable(),
  outcome: z.string().nullable(),
  needsReview: z.boolean(),
});
export type ReviewRow = z.output<typeof reviewRow>;

/** Rows to review, and the number of the unclassified in the period: all of it, reviewed or not. */
export const reviewQueue = z.object({ rows: z.array(reviewRow), waiting: count, unclassified: count, total: count });
export type ReviewQueue = z.output<typeof reviewQueue>;
