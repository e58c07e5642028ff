import {
  CANNOT_SPEAK_WORDS,
  callerWords,
  dangerBefore,
  dangerTold,
  isNature,
  type CallerTold,
  type DangerTold,
  type Interviewed,
  type QuestionTree,
  type TreeStep,
} from "@amaliyat/domain/calls";
import { inOrder, moreUrgent, type CallerSays, type Priority } from "@amaliyat/domain/interventions";
import { z } from "zod";
import { raiseTo, type RaisedBy } from "../../interventions/index.ts";
import { SYSTEM, transaction, type Tx } from "../../platform/database/index.ts";
import { defineJob, type Job } from "../../platform/jobs/index.ts";
import type { CallsDeps } from "../calls-deps.ts";
import { interviewOf } from "../card-queries.ts";
import { callById, lockCall, type KeptCall } from "../rows/calls-queries.ts";
import { answersEver, readTree } from "../rows/trees-store.ts";

type Deps = Pick<CallsDeps, "interventions">;

/** Facts of a call for the crews, as they stand now. */
async function toldBy(tx: Tx, { callId, nature, cannotSpeakAt }: KeptCall): Promise<CallerTold> {
  const interview = nature !== null && isNature(nature) ? await interviewOf(tx, callId, nature) : null;
  return { nature, cannotSpeak: cannotSpeakAt !== null, tree: interview?.tree ?? null, steps: interview?.steps ?? [] };
}

/** `priority`: the most urgent one that earlier answers gave, beside that of the call. */
type Told = DangerTold & { readonly words: string; readonly priority?: Priority | null };

const worstOf = (priorities: readonly (Priority | null | undefined)[]): Priority | null =>
  priorities.reduce<Priority | null>((worst, one) => (one === null || one === undefined ? worst : moreUrgent(one, worst)), null);

/** All interviews of a call, in order. One has the answers behind one another to questions of one nature, by the version with which it began. */
async function interviewsEver(tx: Tx, callId: string): Promise<Interviewed[]> {
  const held: { readonly tree: QuestionTree; readonly given: TreeStep[] }[] = [];
  for (const { nature, version, ...step } of await answersEver(tx, callId)) {
    const last = held.at(-1);
    if (last?.tree.nature === nature) {
      last.given.push(step);
      continue;
    }
    const tree = await readTree(tx, nature, version);
    if (tree !== null) held.push({ tree, given: [step] });
  }
  return held;
}

/** Danger that was told before and is no part of the interview that stands. */
async function toldBefore(tx: Tx, { callId, nature }: KeptCall, steps: readonly TreeStep[]): Promise<Told[]> {
  return dangerBefore(await interviewsEver(tx, callId), { nature, steps }).map(({ tree, steps: answers, ...told }) => {
    const words = callerWords({ nature: tree.nature === nature ? null : tree.nature, cannotSpeak: false, tree, steps: answers });
    return { ...told, words };
  });
}

/** All that a call says, with the danger in it. */
async function allOf(tx: Tx, call: KeptCall): Promise<Told> {
  const told = await toldBy(tx, call);
  const { tree, steps, cannotSpeak } = told;
  const now = tree === null ? { isDanger: false, attributes: [] } : dangerTold(tree, steps);
  const all: readonly Told[] = [{ ...now, words: callerWords(told) }, ...(await toldBefore(tx, call, steps))];
  return {
    words: all.flatMap(({ words }) => (words === "" ? [] : [words])).join(". "),
    isDanger: cannotSpeak || all.some(({ isDanger }) => isDanger),
    attributes: inOrder(all.flatMap(({ attributes }) => attributes)),
    priority: worstOf(all.map(({ priority }) => priority)),
  };
}

type Telling = {
  readonly call: KeptCall;
  /** News of the call: words, with the danger that they tell. Left out: all that the call says. */
  readonly news?: Told;
  readonly priority?: Priority;
};

/** Statement of a call for its intervention. Null for a call that says no danger: it has no priority, its own or a given one, and no such answer. */
export async function saysOf(tx: Tx, { call, ...given }: Telling, at: number): Promise<CallerSays | null> {
  const { words: text, isDanger, attributes, priority: before } = given.news ?? (await allOf(tx, call));
  const priority = given.priority ?? worstOf([(await callById(tx, at, call.callId))?.priority, before]);
  return (priority === null && !isDanger) || text === "" ? null : { priority, attributes, isDanger, text, source: call.reference };
}

/** Tells an intervention what a call says of danger: on joining, and whenever the call says more. */
export async function tellCase(
  tx: Tx,
  deps: Deps,
  { interventionId, ...telling }: Telling & { readonly interventionId: string },
  by: RaisedBy,
): Promise<void> {
  const says = await saysOf(tx, telling, by.at);
  if (says !== null) await raiseTo(tx, deps.interventions, { interventionId, ...says }, by);
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
