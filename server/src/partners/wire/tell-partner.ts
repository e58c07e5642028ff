import { answerWithinMs, LONGEST_WAIT_MS, waitAfter } from "@amaliyat/domain/partners";
import { SYSTEM, transaction } from "../../platform/database/index.ts";
import { defineJob, waitingOutside, type Job } from "../../platform/jobs/index.ts";
import { tryOne } from "./deliver.ts";
import { fetchPlaceJob } from "../places/fetch-place.ts";
import { markLeft, partnerOfForward, waitingFor, type Waiting } from "../rows/forwards-store.ts";
import type { PartnersDeps } from "../partners-deps.ts";
import { lockPartnerForShare } from "../rows/partners-store.ts";
import { answersDueAfter, partnersPutOff, reachOf, writeReach } from "../rows/reach-store.ts";
import { delivery, DELIVER, enqueueDelivery, enqueueTelling, RETRY, TELL, telling } from "../forwards/telling-queue.ts";
import { watchAnswer, watchAnswerJob } from "../forwards/watch-answers.ts";

/** Messages that fail one after the other, of a partner that answers, before the rest waits for the next turn. */
const MOST_FAILING = 3;
/** So many go in one turn; the next follows at once. */
const MOST_AT_ONCE = 200;

/** Probes of one turn: each may hang for ten seconds. */
const MOST_PROBES = 5;
/** A partner that refuses connections is away, whatever the message. Its system may also fall over one message, so it is probed seldom. */
const PROBED_EVERY = 10;

/** Result of a turn; `hasLeft` is true if a message is left behind. */
type Turn = {
  readonly taken: number;
  readonly failed: number;
  readonly isAway: boolean;
  readonly isFull: boolean;
  readonly hasLeft: boolean;
};

const keyOf = ({ forwardId, what }: Waiting): string => `${forwardId}/${what}`;

/** The message by which to learn whether a partner is there: never tried, or else tried longest ago. */
const probeOf = (untried: readonly Waiting[]): Waiting | undefined =>
  untried.filter(({ rejected, left }) => !rejected && !left).toSorted((one, other) => one.doubt - other.doubt)[0];

/** A message left behind is tried as seldom as one of a partner that is away: one that hangs costs the others ten seconds each time. */
const isReady = ({ left, triedAt }: Waiting, at: number): boolean =>
  !left || triedAt === null || Math.abs(at - triedAt.getTime()) >= LONGEST_WAIT_MS;

/**
 * Tries what waits for a partner in order, until nothing is left, it does not answer, or it fails several one after the other. Before that
 * end it is probed with another message. If it takes that, it is there, and the failed ones are the reason: they are left behind, and the
 * turn goes on without them. `failures` is the number of turns that failed one after the other.
 */
async function tellInOrder(deps: PartnersDeps, partnerId: string, failures: number): Promise<Turn> {
  const [tried, suspects] = [new Set<string>(), new Set<string>()];
  let [taken, failed, inARow, probes, isProbe] = [0, 0, 0, 0, false];
  for (;;) {
    const at = deps.clock();
    const waiting = await transaction(deps.db, SYSTEM, (tx) => waitingFor(tx, partnerId, new Date(at)), { readOnly: true });
    const untried = waiting.filter((one) => !tried.has(keyOf(one)) && isReady(one, at));
    const turn = { taken, failed, isAway: false, isFull: taken >= MOST_AT_ONCE, hasLeft: waiting.some(({ left }) => left) };
    const next = (isProbe ? probeOf(untried) : undefined) ?? untried[0];
    if (turn.isFull || next === undefined) return turn;
    tried.add(keyOf(next));
    const made = await tryOne(deps, next.forwardId);
    if (made === null) continue;
    const { outcome, next: due } = made;
    if (due !== null)
      await transaction(deps.db, SYSTEM, (tx) => enqueueDelivery(tx, { forwardId: next.forwardId, partnerId }, new Date(due)));
    if (outcome.kind === "taken") {
      const behind = [...suspects];
      if (isProbe) await transaction(deps.db, SYSTEM, (tx) => markLeft(tx, behind, true));
      if (next.left) await transaction(deps.db, SYSTEM, (tx) => markLeft(tx, [next.forwardId], false));
      taken++;
      suspects.clear();
      [inARow, isProbe] = [0, false];
      continue;
    }
    failed++;
    if (outcome.kind === "passing") suspects.add(next.forwardId);
    const isSilent = outcome.cause === "partner.unreachable";
    const isAway = isSilent && !next.left;
    if (isProbe || ++inARow >= MOST_FAILING) return { ...turn, failed, isAway };
    const isDoubted = isSilent ? outcome.isHanging === true || failures % PROBED_EVERY === PROBED_EVERY - 1 : inARow === MOST_FAILING - 1;
    isProbe = isDoubted && probes < MOST_PROBES && probeOf(untried.filter((one) => one !== next)) !== undefined;
    if (isProbe) probes++;
    else if (isSilent) return { ...turn, failed, isAway };
  }
}

/**
 * Sends a partner everything that waits for it, in order. A failed message is tried again for as long as it takes, the whole queue by one
 * try each time. So a partner that is back hears of everything within a minute with nobody pressing.
 */
export async function tellAll(deps: PartnersDeps, partnerId: string): Promise<void> {
  const partner = await transaction(deps.db, SYSTEM, (tx) => lockPartnerForShare(tx, partnerId));
  if (partner === undefined) return;
  // It comes by itself to fetch: what was known of the way before says nothing of it.
  if (partner.transport === "eido_ws") return transaction(deps.db, SYSTEM, (tx) => writeReach(tx, partnerId, null));
  const known = await transaction(deps.db, SYSTEM, (tx) => reachOf(tx, partnerId), { readOnly: true });
  const { taken, failed, isAway, isFull, hasLeft } = await tellInOrder(deps, partnerId, known?.failures ?? 0);
  const at = deps.clock();
  await transaction(deps.db, SYSTEM, async (tx) => {
    if (isFull) await enqueueTelling(tx, partnerId);
    else if (failed === 0 && hasLeft) await enqueueTelling(tx, partnerId, new Date(at + LONGEST_WAIT_MS));
    if (failed === 0) return writeReach(tx, partnerId, null);
    const failures = taken > 0 ? 1 : (known?.failures ?? 0) + 1;
    const nextTryAt = new Date(at + waitAfter(failures));
    await writeReach(tx, partnerId, { failures, awaySince: isAway ? (known?.awaySince ?? new Date(at)) : null, nextTryAt });
    if (!isFull) await enqueueTelling(tx, partnerId, nextTryAt);
  });
}

/** Tells a new message, behind what waits before it; where the partner's system says nothing, the next try of all brings it. */
export async function deliver(deps: PartnersDeps, forwardId: string): Promise<void> {
  const partnerId = await transaction(deps.db, SYSTEM, (tx) => partnerOfForward(tx, forwardId), { readOnly: true });
  if (partnerId === null) return;
  const reach = await transaction(deps.db, SYSTEM, (tx) => reachOf(tx, partnerId), { readOnly: true });
  const waitMs = reach === null || reach.awaySince === null ? 0 : reach.nextTryAt.getTime() - deps.clock();
  // A wait longer than any was written by a clock that has been put back since.
  if (waitMs > 0 && waitMs <= LONGEST_WAIT_MS) return;
  await tellAll(deps, partnerId);
}

/**
 * Wakes all that waits longer than anything may wait. A clock that was put back by an hour leaves tries and limits an hour ahead, for which
 * nobody would wait. Told anew, they wait from now on.
 */
export async function wakePartners(deps: PartnersDeps): Promise<void> {
  const at = deps.clock();
  await transaction(deps.db, SYSTEM, async (tx) => {
    for (const partnerId of await partnersPutOff(tx, new Date(at + LONGEST_WAIT_MS))) await enqueueTelling(tx, partnerId, new Date(at));
    for (const { forwardId, priority, dueAt } of await answersDueAfter(tx, new Date(at + answerWithinMs("P1"))))
      if (dueAt.getTime() > at + answerWithinMs(priority)) await watchAnswer(tx, forwardId, priority, at);
  });
}

/** The background work of this feature. */
export const partnersJobs = (deps: PartnersDeps): Job<unknown>[] => [
  waitingOutside(
    "partners",
    defineJob(DELIVER, delivery, RETRY, ({ forwardId }) => deliver(deps, forwardId)),
  ),
  waitingOutside(
    "partners",
    defineJob(TELL, telling, RETRY, ({ partnerId }) => tellAll(deps, partnerId)),
  ),
  waitingOutside("partners", fetchPlaceJob(deps)),
  watchAnswerJob(deps),
];
