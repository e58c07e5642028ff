import { DIMENSIONS, IMPORT_KINDS } from "@amaliyat/domain/statistics";
import { z } from "zod";
import { id, instant } from "../route/fields.ts";

export const importKind = z.enum(IMPORT_KINDS);
export const importState = z.enum(["waiting", "running", "done", "cancelled", "failed"]);

/**
 * One import of a history file. `taken` rows are new. Of rows that were here, known by the number of their `source`, some were `corrected`,
 * some `closed` later, others are `unchanged`. `refused` rows are in the error file; none is half in. Without a `source` a row is known by
 * its content alone.
 */
export const importJob = z.object({
  importId: id,
  kind: importKind,
  fileName: z.string(),
  source: z.string().nullable(),
  state: importState,
  rows: z.number().int(),
  read: z.number().int(),
  taken: z.number().int(),
  corrected: z.number().int(),
  closed: z.number().int(),
  unchanged: z.number().int(),
  refused: z.number().int(),
  startedBy: z.string(),
  startedAt: instant,
  endedAt: instant.nullable(),
  code: z.string().nullable(),
});
export type ImportJob = z.output<typeof importJob>;

const dimension = z.enum(DIMENSIONS);

/** One way of splitting a figure. Its total is the sum of its parts; none is stored. The key `?` means unrecorded. */
export const breakdown = z.object({ by: dimension, parts: z.array(z.object({ key: z.string(), count: z.number().int() })) });

const interventionFigures = z.object({
  byCategory: breakdown,
  bySubcategory: breakdown,
  byOrigin: breakdown,
  bySector: breakdown,
  byMonth: breakdown,
  byPlace: breakdown,
  byEnding: breakdown,
});

/**
 * The figures of a period. Interventions from video are the published ones; those of every origin stand beside. Calls and reports are
 * counts of their own: the three are never added together, so there is no field for their sum.
 */
export const bulletin = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  video: interventionFigures,
  interventions: interventionFigures,
  calls: z.object({ byLine: breakdown, byNature: breakdown, byMonth: breakdown, outside: breakdown }),
  reports: z.object({ byNature: breakdown, byChannel: breakdown, byMonth: breakdown, bySource: breakdown, outside: breakdown }),
  /**
   * Of the reports, those that the room itself received; null where there are none, since history tells nothing of this. `firstAnswer` is
   * the median time until a person answered, in seconds, of the `answered` ones.
   */
  liveReports: z
    .object({
      byKind: breakdown,
      bySort: breakdown,
      byLanguage: breakdown,
      byCourse: breakdown,
      firstAnswer: z.object({ answered: z.number().int(), medianS: z.number().nullable() }),
    })
    .nullable(),
  /** The signed head of the log at the time, as a C2SP note; null before the first. */
  checkpoint: z.string().nullable(),
  madeAt: instant,
});
export type Bulletin = z.output<typeof bulletin>;
