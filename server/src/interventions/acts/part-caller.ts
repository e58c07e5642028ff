import type { ErrorCode } from "@amaliyat/contract/errors";
import type { Parting } from "@amaliyat/contract/interventions";
import { dangerWithoutSource, leftEvent, stillTold, type InterventionEvent } from "@amaliyat/domain/interventions";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { settle } from "../../audit/index.ts";
import { asRoom, type Tx } from "../../platform/database/index.ts";
import { dangerLog } from "../rows/danger-log-store.ts";
import { lockForCommand, lockInOrder, lookAtDanger, lookAtIntervention, mergedChain } from "../rows/interventions-store.ts";
import type { InterventionsDeps } from "../ports.ts";
import { interventionSubject } from "../subjects.ts";
import { tellingsOf } from "../tell-intervention.ts";
import { writeEvents } from "../write-events.ts";
import type { RaisedBy } from "./raise-to.ts";

/** A call or report by its reference (`source`), and the intervention to which it belongs. `isMade`: that was made of it. */
type Caller = { readonly interventionId: string; readonly source: string; readonly isMade: boolean };

/** Words for the crews, before those of the person who took it out. */
const LEFT_WORDS = "لم يعد من هذا التدخل";

/** Notes of a source that stand in a log and were not taken out of it. */
const notesOf = (log: Awaited<ReturnType<typeof dangerLog>>, source: string) =>
  stillTold(log).filter((entry) => entry.kind === "noted" && entry.source === source);

/** Why a caller is taken out. `version`: that of the intervention that stays, as a person saw it; if left out, any. */
type Leaving = Caller & { readonly reason: string; readonly version?: number | undefined };

/**
 * Takes what a caller told out of its intervention, and out of those into which that was merged since. The danger that it alone told leaves
 * with it; the log says what stays and why. If it told danger, bound crews have to read that it left. If it told none, the log of the one that
 * stays says that it left. Its words stay in the log, and a crew is given them no more. Refused on another version than the person saw. Refused too
 * if the intervention was made of the caller and merged, which brought its danger: a split takes that back. In the room's own scope: the act on the
 * caller itself was allowed.
 */
export const partCaller = (
  tx: Tx,
  deps: Pick<InterventionsDeps, "units" | "revise">,
  { interventionId, source, isMade, reason, version: seen }: Leaving,
  { userId, ...by }: RaisedBy,
): Promise<Result<null, Refusal<ErrorCode>>> =>
  asRoom(tx, async () => {
    await lockInOrder(tx, [interventionId, ...(await mergedChain(tx, interventionId))]);
    // A merge or a split may have gone before.
    const ids = [interventionId, ...(await mergedChain(tx, interventionId))];
    const stays = ids.at(-1) ?? interventionId;
    const now = await lookAtIntervention(tx, stays);
    if (seen !== undefined && now?.version !== seen) return refuse({ code: "intervention.changed_meanwhile" });
    if (isMade && stays !== interventionId) return refuse({ code: "intervention.split_instead" });
    for (const id of ids) {
      const locked = await lockForCommand(tx, id);
      if (locked === null) continue;
      const log = await dangerLog(tx, id);
      const notes = notesOf(log, source);
      if (notes.length === 0 && id !== stays) continue;
      const { state, lastAt } = locked;
      const at = Math.max(by.at, lastAt);
      const act = { at, by: userId };
      const told: InterventionEvent = { ...act, kind: "noted", text: `${source}: ${LEFT_WORDS}. ${reason}`, mustRead: true };
      const isDanger = notes.some(({ tells }) => tells !== undefined);
      const { priority: own, attributes, priorityByHand, joinedPriority } = state;
      const known = { priority: own, attributes, priorityByHand, joinedPriority };
      const left: InterventionEvent =
        notes.length === 0 ? { ...act, kind: "parted", source, reason, ...known } : leftEvent({ source, reason }, act, log);
      const events = [left, ...(isDanger ? [told] : [])];
      const kept = await writeEvents(tx, deps, state, events);
      const tellings = [...(await deps.revise(tx, kept, at)), ...(await tellingsOf(tx, [id]))];
      const { reference, version, priority } = kept.next;
      const detail = { reference, version, priority, reason: source, from: state.priority, to: priority };
      await settle(tx, by, { type: "intervention.changed", about: interventionSubject(kept.next), detail }, tellings);
    }
    return ok(null);
  });

/** Danger of the intervention that stays of a caller's, as it is and as it will be once the caller is taken out. In the room's own scope. */
export const dangerOfPart = (tx: Tx, { interventionId, source, isMade }: Caller): Promise<Parting | null> =>
  asRoom(tx, async () => {
    const stays = (await mergedChain(tx, interventionId)).at(-1) ?? interventionId;
    const [now, danger] = [await lookAtIntervention(tx, stays), await lookAtDanger(tx, stays)];
    if (now === null || danger === null) return null;
    const { reference, version } = now;
    const log = await dangerLog(tx, stays);
    const { priority, attributes } = notesOf(log, source).length === 0 ? danger : dangerWithoutSource(log, source);
    const before = { priority: danger.priority, attributes: [...danger.attributes] };
    return { reference, version, mustSplit: isMade && stays !== interventionId, before, after: { priority, attributes: [...attributes] } };
  });
