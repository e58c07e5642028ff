import { callerEvents, type CallerSays } from "@amaliyat/domain/interventions";
import { settle, type By } from "../../audit/index.ts";
import { asRoom, type Tx } from "../../platform/database/index.ts";
import { lockForCommand, lockInOrder, lockStaying, mergedChain, type Locked } from "../rows/interventions-store.ts";
import type { InterventionsDeps } from "../ports.ts";
import { interventionSubject } from "../subjects.ts";
import { tellingsOf } from "../tell-intervention.ts";
import { writeEvents } from "../write-events.ts";

/** A caller's statement on an intervention, or on one that was merged into it since. */
export type Raise = CallerSays & { readonly interventionId: string };

/** Author of a raise: the person under whose name it stands on the card ("": nobody of the room), and the actor of the log. */
export type RaisedBy = By & { readonly userId: string };

/** Locks the intervention that stays of one; null if there is none. */
const lockLast = async (tx: Tx, interventionId: string): Promise<Locked | null> => {
  // In the order of a split, which locks all of them.
  await lockInOrder(tx, [interventionId, ...(await mergedChain(tx, interventionId))]);
  const named = await lockForCommand(tx, interventionId);
  return named === null ? null : lockStaying(tx, named);
};

/**
 * Locks the intervention to which a call or a report is joined, with the one that stays of it. False if the latter ended, also in this moment: the
 * joiner is refused. In the room's own scope: the person saw the one that was named.
 */
export const lockForJoin = (tx: Tx, interventionId: string): Promise<boolean> =>
  asRoom(tx, async () => (await lockLast(tx, interventionId))?.state.kind === "open");

/**
 * Raises an open intervention to the priority of a call or a report that joined it, in the transaction of that. Words of danger are noted for the
 * crews in the same step; crews and partners are told as of any raise. One that ended has the note, and takes up
 * the danger when it is open again. In the room's own scope: the join
 * itself was allowed.
 */
export const raiseTo = (
  tx: Tx,
  deps: Pick<InterventionsDeps, "units" | "revise">,
  { interventionId, ...says }: Raise,
  { userId, ...by }: RaisedBy,
): Promise<void> =>
  asRoom(tx, async () => {
    const locked = await lockLast(tx, interventionId);
    if (locked === null) return;
    const { state, lastAt } = locked;
    const at = Math.max(by.at, lastAt);
    const of = state.interventionId === interventionId ? {} : { of: interventionId };
    const events = callerEvents(state, { ...says, ...of }, { at, by: userId });
    if (events.length === 0) return;
    const kept = await writeEvents(tx, deps, state, events);
    const tellings = [...(await deps.revise(tx, kept, at)), ...(await tellingsOf(tx, [state.interventionId]))];
    const { reference, version, priority } = kept.next;
    const detail = { reference, version, priority, reason: says.source, from: state.priority, to: priority };
    await settle(tx, by, { type: "intervention.changed", about: interventionSubject(kept.next), detail }, tellings);
  });
