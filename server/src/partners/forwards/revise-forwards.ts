import {
  forwardAfter,
  disclose,
  isTaken,
  tellsMoreDanger,
  withDangerOf,
  isUnanswered,
  updateDueAt,
  type EidoStatus,
  type Disclosure,
} from "@amaliyat/domain/partners";
import { isDeepStrictEqual } from "node:util";
import type { Changed } from "../../interventions/index.ts";
import { asRoom, type Tx } from "../../platform/database/index.ts";
import type { Telling } from "../../platform/live/index.ts";
import { decideAll } from "./act-on-forward.ts";
import { aboutIntervention, forwardShown } from "../rows/forwards-queries.ts";
import {
  forwardIdsBelow,
  forwardIdsOf,
  markDangerUnread,
  updateRevision,
  lockForward,
  type LockedForward,
} from "../rows/forwards-store.ts";
import { givableDanger, givableOf, leadOf, type Lead } from "../rows/disclosure-queries.ts";
import { enqueueDelivery } from "./telling-queue.ts";
import { watchAnswer } from "./watch-answers.ts";

/** Changes that come within this time go to a partner as one: a person who corrects a card makes several. One that raises danger does not wait. */
const GATHER_MS = 2_000;

const STATUSES: Readonly<Record<Lead["kind"], EidoStatus>> = {
  open: "Active",
  closed: "Closed",
  cancelled: "Cancelled",
};

/** Makes the new document of a forward from the one that the partner has. */
type Document = (found: LockedForward, known: Disclosure) => Disclosure;

/** Time of the change, the priority of the work after it, and whether the change raises danger that the document may not name. */
type Change = { readonly at: number; readonly priority: string; readonly raisesDanger: boolean };

/** Keeps what a forward has become, to be told soon, if that is another document than the last; what the screens are told of it. */
async function revise(
  tx: Tx,
  forwardId: string,
  status: EidoStatus,
  documentOf: Document,
  { at, priority, raisesDanger }: Change,
): Promise<Telling[]> {
  const found = await lockForward(tx, forwardId);
  if (found === null || forwardAfter(found.state.kind, "revise") === null) return [];
  const known = found.revised ?? { disclosure: found.disclosure, status: "Active" };
  const disclosure = documentOf(found, known.disclosure);
  if (known.status === status && isDeepStrictEqual(known.disclosure, disclosure)) return [];
  const isDanger = raisesDanger || tellsMoreDanger(disclosure, known.disclosure);
  const dueAt = isDanger ? at : at + GATHER_MS;
  const decided = await decideAll(tx, found.state, [{ kind: "revise", dueAt }], { at, by: { kind: "room" } });
  if (!decided.ok) throw new Error(`a forward could not be revised: ${decided.error.code}`);
  const { state } = decided.value;
  await updateRevision(tx, forwardId, { disclosure, status, at });
  // A forward that became more pressing is answered sooner.
  const isWatched = status === "Active" && disclosure.priority?.code !== known.disclosure.priority?.code;
  if (isWatched && isUnanswered(state.kind)) await watchAnswer(tx, forwardId, disclosure.priority?.code ?? null, at);
  // A person there has acknowledged less than this, and has to read it. Several dangers in a row do not put the limit off.
  if (isDanger && isTaken(state.kind)) {
    await markDangerUnread(tx, forwardId, new Date(at));
    if (!isUnanswered(state.kind) && (isWatched || !found.isDangerUnread)) await watchAnswer(tx, forwardId, priority, at);
  }
  const due = updateDueAt(state);
  if (due !== null) await enqueueDelivery(tx, state, new Date(due));
  const { sectorId } = await aboutIntervention(tx, state.interventionId);
  return [{ happening: { topic: "forward", row: await forwardShown(tx, forwardId) }, sectorId }];
}

/**
 * Handles a change of an intervention: the content chosen for each partner that has it, or is about to, is taken anew. If the document
 * differs, it waits to be sent. A change outside the chosen content changes nothing and sends nothing. A merged one goes on as another. Its
 * partners hear that it is the same work, the danger of the other, nothing more of it, and that it ended when the other does. Returns the
 * messages for the screens.
 */
export async function reviseForwards(tx: Tx, { next: intervention, raisesDanger }: Changed, at: number): Promise<Telling[]> {
  return asRoom(tx, async () => {
    const { interventionId } = intervention;
    const [own, below] = [await forwardIdsOf(tx, interventionId), await forwardIdsBelow(tx, interventionId)];
    if (own.length + below.length === 0) return [];
    const lead = await leadOf(tx, intervention);
    const status = STATUSES[lead.kind];
    const isLead = lead.interventionId === interventionId;
    const leading = { ...givableDanger(lead), replacedBy: lead.interventionId };
    const givenAt = await givableOf(tx, intervention);
    const ownOf: Document = ({ choice, chosenAt, disclosure }) =>
      disclose({ ...givenAt(chosenAt), ...(isLead ? {} : leading) }, choice, disclosure.message);
    const belowOf: Document = ({ choice }, known) => withDangerOf(known, choice, leading);
    const { priority } = lead;
    const tellings: Telling[] = [];
    for (const forwardId of own) tellings.push(...(await revise(tx, forwardId, status, ownOf, { at, priority, raisesDanger })));
    for (const forwardId of below) tellings.push(...(await revise(tx, forwardId, status, belowOf, { at, priority, raisesDanger: false })));
    return tellings;
  });
}
