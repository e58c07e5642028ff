import { decideIntervention, moreUrgent, type Priority } from "@amaliyat/domain/interventions";
import { settle } from "../../audit/index.ts";
import { asRoom, type Tx } from "../../platform/database/index.ts";
import type { Caller } from "../../platform/http/index.ts";
import { lockForCommand } from "../rows/interventions-store.ts";
import type { InterventionsDeps } from "../ports.ts";
import { interventionSubject } from "../subjects.ts";
import { tellingsOf } from "../tell-intervention.ts";
import { writeEvents } from "../write-events.ts";

export type Raise = {
  readonly interventionId: string;
  /** Priority that is known from elsewhere. */
  readonly priority: Priority;
  /** Source of that knowledge: the reference of a call or a report. */
  readonly reason: string;
};

/**
 * Raises an open intervention to the priority of a call or a report that joins it, in the joiner's transaction; its crews and partners are
 * told as of any raise. Does nothing to one that is as urgent already. In the room's own scope: the join itself was allowed.
 */
export const raiseTo = (
  tx: Tx,
  deps: Pick<InterventionsDeps, "units" | "revise">,
  { interventionId, priority, reason }: Raise,
  { who, at: arrivedAt }: { readonly who: Caller; readonly at: number },
): Promise<void> =>
  asRoom(tx, async () => {
    const locked = await lockForCommand(tx, interventionId);
    if (locked === null || locked.state.kind !== "open") return;
    const { state } = locked;
    if (moreUrgent(state.priority, priority) === state.priority) return;
    const at = Math.max(arrivedAt, locked.lastAt);
    const command = { kind: "prioritise", priority, reason } as const;
    const decided = decideIntervention(state, command, { at, by: who.userId, assignments: { active: 0, onScene: 0 } });
    if (!decided.ok) throw new Error(`an open intervention could not be raised: ${decided.error.code}`);
    const kept = await writeEvents(tx, deps, state, decided.value);
    const tellings = [...(await deps.revise(tx, kept, at)), ...(await tellingsOf(tx, [interventionId]))];
    const { reference, version } = kept.next;
    const detail = { reference, version, priority, reason, from: state.priority, to: priority };
    await settle(tx, { who, at: arrivedAt }, { type: "intervention.changed", about: interventionSubject(kept.next), detail }, tellings);
  });
