import { HAZARD_CERTAINTIES, HAZARD_KINDS, HAZARD_SOURCES, HAZARD_STATES } from "@amaliyat/domain/places";
import { z } from "zod";
import { id, instant, line, moment, point, prose } from "../route/fields.ts";

/** Around its point in metres, or at one address; `domain/places` says from where to where a radius goes. */
const area = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("radius"), metres: z.number().int().min(0).max(100_000) }),
  z.object({ kind: z.literal("address"), address: line(200) }),
]);

const kind = z.enum(HAZARD_KINDS);
const certainty = z.enum(HAZARD_CERTAINTIES);
const source = z.enum(HAZARD_SOURCES);

/** A hazard as it is typed. Moments, not days: it holds from `from` until just before `until`. */
export const hazardContent = z.object({
  kind,
  words: prose(500),
  certainty,
  source,
  sourceWords: line(120).nullable().default(null),
  point,
  area,
  atHome: z.boolean(),
  from: moment,
  until: moment,
  reviewAt: moment,
});
export type HazardBody = z.output<typeof hazardContent>;

/**
 * Hazard that a crew meets: kind, words, place of the phone, whether it is at a home, and when (null: now). All else follows from these.
 */
export const hazardMet = z.object({
  kind,
  words: prose(500),
  point,
  atHome: z.boolean().default(false),
  at: moment.nullable().default(null),
});

export const hazard = z.object({
  hazardId: id,
  version: z.number().int(),
  state: z.enum(HAZARD_STATES),
  sectorId: z.string().nullable(),
  kind,
  words: z.string(),
  certainty,
  source,
  sourceWords: z.string().nullable(),
  point,
  area: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("radius"), metres: z.number() }),
    z.object({ kind: z.literal("address"), address: z.string() }),
  ]),
  atHome: z.boolean(),
  from: instant,
  until: instant,
  reviewAt: instant,
  writtenBy: z.string(),
  writtenById: id,
  writtenAt: instant,
  /** Time of its first version. */
  firstAt: instant,
  confirmedBy: z.string().nullable(),
  reason: z.string().nullable(),
});
export type Hazard = z.output<typeof hazard>;

/** Warning of a hazard, as crews on their way read it. */
export const warning = hazard
  .pick({ hazardId: true, kind: true, words: true, certainty: true, source: true, sourceWords: true, area: true })
  .extend({ isConfirmed: z.boolean(), firstAt: instant, until: instant, metres: z.number() });
export type Warning = z.output<typeof warning>;
