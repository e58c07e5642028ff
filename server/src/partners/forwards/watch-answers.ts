import { answerWithinMs } from "@amaliyat/domain/partners";
import { z } from "zod";
import { settle } from "../../audit/index.ts";
import { SYSTEM, transaction, type Tx } from "../../platform/database/index.ts";
import { defineJob, enqueue, type Job } from "../../platform/jobs/index.ts";
import { aboutIntervention, forwardShown } from "../rows/forwards-queries.ts";
import { setAnswerDue, markUnanswered, lockForward } from "../rows/forwards-store.ts";
import type { PartnersDeps } from "../partners-deps.ts";
import { forwardSubject } from "../subjects.ts";

const payload = z.object({ forwardId: z.uuid() });
const NAME = "partners.watch_answer";
const RETRY = { maxAttempts: 25 };
const watching = defineJob(NAME, payload, RETRY, () => Promise.reject(new Error("only enqueued by this name")));

/** Has the room told if nobody at the partner acknowledges a forward within the limit of its priority, however far it has come by then. */
export async function watchAnswer(tx: Tx, forwardId: string, priority: string | null, at: number): Promise<void> {
  const dueAt = new Date(at + answerWithinMs(priority));
  await setAnswerDue(tx, forwardId, dueAt);
  await enqueue(tx, watching, { forwardId }, { key: `${NAME}/${forwardId}`, runAt: dueAt });
}

/** Says on the screens and in the log that nobody acknowledged a forward in time. */
export const watchAnswerJob = (deps: PartnersDeps): Job<{ forwardId: string }> =>
  defineJob(NAME, payload, RETRY, async ({ forwardId }) => {
    const at = deps.clock();
    await transaction(deps.db, SYSTEM, async (tx) => {
      const found = await lockForward(tx, forwardId);
      if (found === null || !(await markUnanswered(tx, forwardId, new Date(at)))) return;
      const { state } = found;
      const [row, about] = [await forwardShown(tx, forwardId), await aboutIntervention(tx, state.interventionId)];
      await settle(
        tx,
        { who: null, at },
        {
          type: "forward.unanswered",
          about: forwardSubject({ forwardId }, about),
          detail: { partner: row.partnerCode, state: state.kind, attempts: state.attempts },
        },
        [{ happening: { topic: "forward", row }, sectorId: about.sectorId }],
      );
    });
  });
