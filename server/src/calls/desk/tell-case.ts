import { CANNOT_SPEAK_WORDS, callerWords, dangerTold, isNature, type CallerTold, type DangerTold } from "@amaliyat/domain/calls";
import type { Priority } from "@amaliyat/domain/interventions";
import { z } from "zod";
import { raiseTo, type RaisedBy } from "../../interventions/index.ts";
import { SYSTEM, transaction, type Tx } from "../../platform/database/index.ts";
import { defineJob, type Job } from "../../platform/jobs/index.ts";
import type { CallsDeps } from "../calls-deps.ts";
import { interviewOf } from "../card-queries.ts";
import { callById, lockCall, type KeptCall } from "../rows/calls-queries.ts";

type Deps = Pick<CallsDeps, "interventions">;

/** Facts of a call for the crews, as they stand now. */
async function toldBy(tx: Tx, { callId, nature, cannotSpeakAt }: KeptCall): Promise<CallerTold> {
  const interview = nature !== null && isNature(nature) ? await interviewOf(tx, callId, nature) : null;
  return { nature, cannotSpeak: cannotSpeakAt !== null, tree: interview?.tree ?? null, steps: interview?.steps ?? [] };
}

/** All that a call says, with the danger in it. */
async function allOf(tx: Tx, call: KeptCall): Promise<DangerTold & { readonly words: string }> {
  const told = await toldBy(tx, call);
  const { tree, steps, cannotSpeak } = told;
  const { isDanger, attributes } = tree === null ? { isDanger: false, attributes: [] } : dangerTold(tree, steps);
  return { words: callerWords(told), isDanger: isDanger || cannotSpeak, attributes };
}

type Telling = {
  readonly call: KeptCall;
  readonly interventionId: string;
  /** News of the call: words, with the danger that they tell. Left out: all that the call says. */
  readonly news?: DangerTold & { readonly words: string };
  readonly priority?: Priority;
};

/**
 * Tells an intervention what a call says of danger: on joining, and whenever the call says more. A call without a priority, its own or a given one, says no danger.
 */
export async function tellCase(tx: Tx, deps: Deps, { call, interventionId, ...given }: Telling, by: RaisedBy): Promise<void> {
  const priority = given.priority ?? (await callById(tx, by.at, call.callId))?.priority ?? null;
  const { words: text, isDanger, attributes } = given.news ?? (await allOf(tx, call));
  if (priority === null || text === "") return;
  await raiseTo(tx, deps.interventions, { interventionId, priority, attributes, isDanger, text, source: call.reference }, by);
}

const CANNOT_SPEAK = { words: CANNOT_SPEAK_WORDS, isDanger: true, attributes: [] };

const NAME = "calls.tell_cannot_speak";
const payload = z.object({ callId: z.uuid() });
const RETRY = { maxAttempts: 5 };

/** Names the job for the lines, which do not wait for an intervention that somebody has locked. */
export const tellingCannotSpeak = { name: NAME, schema: payload, retry: RETRY };

/** Tells the intervention of a call that its caller cannot speak, under the name of the person who asked by keys. */
export const cannotSpeakJob = ({ db, clock, interventions }: Pick<CallsDeps, "db" | "clock" | "interventions">): Job<{ callId: string }> =>
  defineJob(NAME, payload, RETRY, async ({ callId }) => {
    const at = clock();
    await transaction(db, SYSTEM, async (tx) => {
      const call = await lockCall(tx, callId);
      const { interventionId = null, takenBy = null } = call ?? {};
      // A call that joins later says it then.
      if (call === null || interventionId === null || takenBy === null) return;
      await tellCase(tx, { interventions }, { call, interventionId, news: CANNOT_SPEAK }, { who: null, at, userId: takenBy });
    });
  });
