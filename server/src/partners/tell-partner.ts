import { waitAfter } from "@amaliyat/domain/partners";
import { SYSTEM, transaction } from "../platform/database/index.ts";
import { defineJob, waitingOutside, type Job } from "../platform/jobs/index.ts";
import { tryOne } from "./deliver.ts";
import { fetchPlaceJob } from "./fetch-place.ts";
import { partnerOfForward, waitingFor } from "./forwards-store.ts";
import type { PartnersDeps } from "./partners-deps.ts";
import { lockPartnerForShare } from "./partners-store.ts";
import { writeReach, reachOf } from "./reach-store.ts";
import { delivery, DELIVER, enqueueDelivery, enqueueTelling, RETRY, TELL, telling } from "./telling-queue.ts";
import { watchAnswerJob } from "./watch-answers.ts";

/** Messages that fail one after the other, of a partner that answers, before the rest waits for the next turn. */
const MOST_FAILING = 3;
/** So many go in one turn; the next follows at once. */
const MOST_AT_ONCE = 200;

type Turn = { readonly taken: number; readonly failed: number; readonly isAway: boolean; readonly isFull: boolean };

/** Tries what waits for a partner in order, until nothing is left, it does not answer, or it fails several one after the other. */
async function tellInOrder(deps: PartnersDeps, partnerId: string): Promise<Turn> {
  const tried = new Set<string>();
  let [taken, failed, inARow] = [0, 0, 0];
  for (;;) {
    if (taken >= MOST_AT_ONCE) return { taken, failed, isAway: false, isFull: true };
    const waiting = await transaction(deps.db, SYSTEM, (tx) => waitingFor(tx, partnerId, new Date(deps.clock())), { readOnly: true });
    const next = waiting.find((one) => !tried.has(`${one.forwardId}/${one.what}`));
    if (next === undefined) return { taken, failed, isAway: false, isFull: false };
    tried.add(`${next.forwardId}/${next.what}`);
    const made = await tryOne(deps, next.forwardId);
    if (made === null) continue;
    const { outcome, next: due } = made;
    if (due !== null)
      await transaction(deps.db, SYSTEM, (tx) => enqueueDelivery(tx, { forwardId: next.forwardId, partnerId }, new Date(due)));
    if (outcome.kind === "taken") {
      taken++;
      inARow = 0;
      continue;
    }
    failed++;
    if (outcome.cause === "partner.unreachable") return { taken, failed, isAway: true, isFull: false };
    if (++inARow >= MOST_FAILING) return { taken, failed, isAway: false, isFull: false };
  }
}

/**
 * Sends a partner everything that waits for it, in order. A failed message is tried again for as long as it takes, the whole queue by one
 * try each time. So a partner that is back hears of everything within a minute with nobody pressing.
 */
export async function tellAll(deps: PartnersDeps, partnerId: string): Promise<void> {
  const partner = await transaction(deps.db, SYSTEM, (tx) => lockPartnerForShare(tx, partnerId));
  if (partner === undefined || partner.transport === "eido_ws") return;
  const { taken, failed, isAway, isFull } = await tellInOrder(deps, partnerId);
  const at = deps.clock();
  await transaction(deps.db, SYSTEM, async (tx) => {
    if (isFull) await enqueueTelling(tx, partnerId);
    if (failed === 0) return writeReach(tx, partnerId, null);
    const before = await reachOf(tx, partnerId);
    const failures = taken > 0 ? 1 : (before?.failures ?? 0) + 1;
    const nextTryAt = new Date(at + waitAfter(failures));
    await writeReach(tx, partnerId, { failures, awaySince: isAway ? (before?.awaySince ?? new Date(at)) : null, nextTryAt });
    if (!isFull) await enqueueTelling(tx, partnerId, nextTryAt);
  });
}

/** Tells a new message, behind what waits before it; where the partner's system says nothing, the next try of all brings it. */
export async function deliver(deps: PartnersDeps, forwardId: string): Promise<void> {
  const partnerId = await transaction(deps.db, SYSTEM, (tx) => partnerOfForward(tx, forwardId), { readOnly: true });
  if (partnerId === null) return;
  const reach = await transaction(deps.db, SYSTEM, (tx) => reachOf(tx, partnerId), { readOnly: true });
  if (reach !== null && reach.awaySince !== null && reach.nextTryAt.getTime() > deps.clock()) return;
  await tellAll(deps, partnerId);
}

/** The background work of this feature. */
export const partnersJobs = (deps: PartnersDeps): Job<unknown>[] => [
  waitingOutside(defineJob(DELIVER, delivery, RETRY, ({ forwardId }) => deliver(deps, forwardId))),
  waitingOutside(defineJob(TELL, telling, RETRY, ({ partnerId }) => tellAll(deps, partnerId))),
  waitingOutside(fetchPlaceJob(deps)),
  watchAnswerJob(deps),
];
