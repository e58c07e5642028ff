import { HISTORY_RADII } from "@amaliyat/domain/places";
import { z } from "zod";
import { purpose } from "../cameras/shapes.ts";
import { disposition, interventionState, subcategory } from "../interventions/codes.ts";
import { instant, point, prose } from "../route/fields.ts";

/** Request for a place's history: always a purpose, and words if sensitive categories are to be included. */
export const historyAsked = z.object({
  purpose,
  radiusM: z.literal(HISTORY_RADII),
  sensitive: z.boolean(),
  words: prose(500).nullable().default(null),
});

const earlier = z.object({
  reference: z.string(),
  subcategory,
  state: interventionState,
  disposition: disposition.nullable(),
  openedAt: instant,
  metres: z.number(),
});

/** Earlier interventions around a place, newest first, with how many of each category; nobody's name is in it. */
export const placeHistory = z.object({
  point,
  radiusM: z.number().int(),
  from: instant,
  to: instant,
  sensitive: z.boolean(),
  counts: z.array(z.object({ category: z.string(), count: z.number().int() })),
  rows: z.array(earlier),
});
export type PlaceHistory = z.output<typeof placeHistory>;
