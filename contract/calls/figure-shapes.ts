import { z } from "zod";
import { instant } from "../route/fields.ts";
import { callNature } from "./codes.ts";
import { target } from "./line-shapes.ts";

/** Shares are null where nothing was counted: a line without calls has missed no target. */
const share = z.number().nullable();

/** Calls in of a line or an hour since the day began: how many, how many answered, and how soon. */
const counted = z.object({
  calls: z.number().int(),
  answered: z.number().int(),
  /** Within 15 s and 20 s (NENA-STA-020.1), of all that were answered or given up by the caller. */
  within15: share,
  within20: share,
  abandoned: z.number().int(),
  zeroSecond: z.number().int(),
  silent: z.number().int(),
  overflowed: z.number().int(),
  /** Asked while they waited to be called back: neither answered nor given up, and in no share. */
  callBack: z.number().int(),
});

export const wallboard = z.object({
  at: instant,
  /** Callers on the line. Those who hung up for a call back are counted apart. */
  waiting: z.number().int(),
  toCallBack: z.number().int(),
  /** Of those who wait on the line now; seconds. */
  longestWaitS: z.number(),
  lines: z.array(
    counted.extend({
      line: z.string(),
      waiting: z.number().int(),
      toCallBack: z.number().int(),
      longestWaitS: z.number(),
      targets: z.array(target.extend({ reached: share, met: z.boolean().nullable() })),
    }),
  ),
  hours: z.array(counted.extend({ hour: z.number().int() })),
  takers: z.object({ ready: z.number().int(), talking: z.number().int(), paused: z.number().int(), here: z.number().int() }),
});
export type Wallboard = z.output<typeof wallboard>;

/** Answering times of calls, in seconds; null if none was answered. */
const soon = z.object({
  p50: z.number().nullable(),
  p90: z.number().nullable(),
  p95: z.number().nullable(),
  longest: z.number().nullable(),
});

const part = counted.extend({
  answerS: soon,
  /** Calls that an intervention was made of, or that joined one. */
  withIntervention: z.number().int(),
});

/** Figures of live calls in a period; history that was imported has no answer times of this kind and stands in the bulletin alone. */
export const callFigures = z.object({
  all: part,
  lines: z.array(part.extend({ line: z.string() })),
  natures: z.array(part.extend({ nature: callNature })),
  hours: z.array(part.extend({ hour: z.number().int() })),
});
export type CallFigures = z.output<typeof callFigures>;
