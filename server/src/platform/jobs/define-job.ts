import type { z } from "zod";
import type { Log } from "../log.ts";

/** Maximum number of tries of a job. Between tries the queue waits e^tries seconds, at most e^10 (six hours). */
export type RetryPolicy = { readonly maxAttempts: number };

export type JobContext = {
  /** 1 for the first try. */
  readonly attempt: number;
  /** True if a failure now is final: the moment to tell a person. */
  readonly isLastAttempt: boolean;
  /** Aborts when the process must end. */
  readonly signal: AbortSignal;
  readonly log: Log;
};

/** One kind of work done in the background. It may run twice (a worker that was killed), so it must bear that. */
export type Job<Payload> = {
  readonly name: string;
  readonly schema: z.ZodType<Payload>;
  readonly retry: RetryPolicy;
  /** Checks what was enqueued, perhaps by an older program, and runs it. */
  readonly handle: (given: unknown, context: JobContext) => Promise<void>;
  /** Line of jobs in which it waits for the answer of another party. */
  readonly waitsOutside?: OutsideLine;
};

/**
 * Lines of jobs that wait for another party, by name, and the number of jobs that run at once in each. One kind of party that hangs holds up
 * no other. `partners`: with nineteen partners that hang for ten seconds each, the twentieth is told at once. `places`: a hanging location
 * server has 32 at most. `pictures`: each is in memory while it comes, and each host has three at most.
 */
export const OUTSIDE_AT_ONCE = { partners: 24, places: 48, pictures: 9, push: 2, messages: 4 } as const;
export type OutsideLine = keyof typeof OUTSIDE_AT_ONCE;

/** The same job as one that waits for the answer of another party: many of them run at once, and none holds up the rest. */
export const waitingOutside = <Payload>(line: OutsideLine, job: Job<Payload>): Job<Payload> => ({ ...job, waitsOutside: line });

/** Declares a job; `name` is `feature.verb_object` and never changes, for jobs of yesterday still carry it. */
export function defineJob<Payload>(
  name: string,
  schema: z.ZodType<Payload>,
  retry: RetryPolicy,
  run: (payload: Payload, context: JobContext) => Promise<void>,
): Job<Payload> {
  return { name, schema, retry, handle: async (given, context) => run(schema.parse(given), context) };
}

/** Schedule of a job: five fields of crontab(5), in UTC. Its payload is the given one, or `{}`. */
export type CronEntry = { readonly job: Job<unknown>; readonly at: string; readonly payload?: Readonly<Record<string, unknown>> };
