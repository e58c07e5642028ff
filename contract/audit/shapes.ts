import { z } from "zod";
import { id, instant, moment, pageSize, sought } from "../route/fields.ts";
import { LOG_GROUPS } from "../log/groups.ts";
import { isLogType, type LogType } from "../log/types.ts";

export const logOutcome = z.enum(["done", "refused"]);
export const logGroup = z.enum(LOG_GROUPS);
export const logType = z
  .custom<LogType>((value) => typeof value === "string" && isLogType(value), "not a type of the log")
  .meta({ type: "string" });

/** One entry as the auditor reads it. `erased`: the details and the person were erased at the end of their retention. */
export const logRow = z.object({
  index: z.number().int().nonnegative(),
  at: instant,
  type: z.string(),
  actorId: z.string().nullable(),
  actorName: z.string().nullable(),
  actorRole: z.string().nullable(),
  sessionId: z.string().nullable(),
  subjectKind: z.string().nullable(),
  subjectId: z.string().nullable(),
  sectorId: z.string().nullable(),
  purpose: z.string().nullable(),
  workItem: z.string().nullable(),
  outcome: logOutcome,
  refusalCode: z.string().nullable(),
  /** Plain data, by type of entry. */
  detail: z.unknown(),
  erased: z.boolean(),
});
export type LogRow = z.output<typeof logRow>;

const several = <T extends z.ZodType>(one: T) =>
  z.preprocess((value) => (value === undefined || Array.isArray(value) ? value : [value]), z.array(one).max(100).optional());

/** Filter of the auditor; every part narrows. `text` looks into names, codes and details. */
export const logFilter = z.object({
  types: several(logType),
  groups: several(logGroup),
  actorId: id.optional(),
  subjectKind: z.string().max(64).optional(),
  subjectId: z.string().max(128).optional(),
  sectorId: z.string().max(64).optional(),
  outcome: logOutcome.optional(),
  from: moment.optional(),
  to: moment.optional(),
  text: sought(100).min(1).optional(),
});

export type LogFilter = z.output<typeof logFilter>;

/** A page, newest first: entries before `before` (an index). */
export const logPageQuery = logFilter.extend({ before: z.coerce.number().int().nonnegative().optional(), limit: pageSize });

export const logCount = z.object({ type: z.string(), outcome: logOutcome, count: z.number().int().nonnegative() });

/**
 * `late`: an entry has waited for more than a minute to be signed. `alarm`: the publisher found the log tampered with and signs nothing
 * more until a person has looked.
 */
export const logState = z.enum(["published", "late", "alarm"]);

/** The newest signed tree head and whether the log is being published. */
export const logHead = z.object({
  size: z.number().int().nonnegative(),
  state: logState,
  alarm: z.object({ index: z.number().int().nullable(), reason: z.string() }).nullable(),
  published: z.object({ size: z.number().int(), root: z.string(), at: instant, note: z.string() }).nullable(),
});
