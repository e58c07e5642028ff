import { dangerWithoutSource, leftEvent, stillTold, type Danger, type InterventionEvent } from "@amaliyat/domain/interventions";
import { settle } from "../../audit/index.ts";
import { asRoom, type Tx } from "../../platform/database/index.ts";
import { dangerLog } from "../rows/danger-log-store.ts";
import { lockForCommand, lockInOrder, lookAtDanger, mergedChain } from "../rows/interventions-store.ts";
import type { InterventionsDeps } from "../ports.ts";
import { interventionSubject } from "../subjects.ts";
import { tellingsOf } from "../tell-intervention.ts";
import { writeEvents } from "../write-events.ts";
import type { RaisedBy } from "./raise-to.ts";

/** A call or report by its reference (`source`), and the intervention to which it was joined. */
type Caller = { readonly interventionId: string; readonly source: string };

/** Words for the crews, before those of the person who took it out. */
const LEFT_WORDS = "لم يعد من هذا التدخل";

/** Notes of a source that stand in a log and were not taken out of it. */
const notesOf = (log: Awaited<ReturnType<typeof dangerLog>>, source: string) =>
  stillTold(log).filter((entry) => entry.kind === "noted" && entry.source === source);

/**
 * Takes what a caller told out of its intervention, and out of those into which that was merged since. The danger that it alone told leaves
 * with it; the log says what stays and why. If it told danger, bound crews have to read that it left. Its words stay in the log, and a crew is given
 * them no more. In the room's own scope: the act on the caller itself was allowed.
 */
export const partCaller = (
  tx: Tx,
  deps: Pick<InterventionsDeps, "units" | "revise">,
  { interventionId, source, reason }: Caller & { readonly reason: string },
  { userId, ...by }: RaisedBy,
): Promise<void> =>
  asRoom(tx, async () => {
    const ids = [interventionId, ...(await mergedChain(tx, interventionId))];
    await lockInOrder(tx, ids);
    for (const id of ids) {
      const locked = await lockForCommand(tx, id);
      if (locked === null) continue;
      const log = await dangerLog(tx, id);
      const notes = notesOf(log, source);
      if (notes.length === 0) continue;
      const { state, lastAt } = locked;
      const at = Math.max(by.at, lastAt);
      const act = { at, by: userId };
      const told: InterventionEvent = { ...act, kind: "noted", text: `${source}: ${LEFT_WORDS}. ${reason}`, mustRead: true };
      const isDanger = notes.some(({ tells }) => tells !== undefined);
      const events = [leftEvent({ source, reason }, act, log), ...(isDanger ? [told] : [])];
      const kept = await writeEvents(tx, deps, state, events);
      const tellings = [...(await deps.revise(tx, kept, at)), ...(await tellingsOf(tx, [id]))];
      const { reference, version, priority } = kept.next;
      const detail = { reference, version, priority, reason: source, from: state.priority, to: priority };
      await settle(tx, by, { type: "intervention.changed", about: interventionSubject(kept.next), detail }, tellings);
    }
  });

/** Danger of the intervention that stays of a caller's, as it is and as it will be once the caller is taken out. In the room's own scope. */
export const dangerOfPart = (
  tx: Tx,
  { interventionId, source }: Caller,
): Promise<{ readonly before: Danger; readonly after: Danger } | null> =>
  asRoom(tx, async () => {
    const stays = (await mergedChain(tx, interventionId)).at(-1) ?? interventionId;
    const before = await lookAtDanger(tx, stays);
    if (before === null) return null;
    const log = await dangerLog(tx, stays);
    if (notesOf(log, source).length === 0) return { before, after: before };
    const { priority, attributes } = dangerWithoutSource(log, source);
    return { before, after: { priority, attributes } };
  });
