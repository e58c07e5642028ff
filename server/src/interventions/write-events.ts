import { evolveIntervention, isGraver, takenUp, type Intervention, type InterventionEvent } from "@amaliyat/domain/interventions";
import type { Tx } from "../platform/database/index.ts";
import { dangerLog } from "./rows/danger-log-store.ts";
import { writeEvent } from "./rows/interventions-store.ts";
import type { Changed, InterventionsDeps } from "./ports.ts";

/**
 * Writes decided events in order. A reopening takes up the danger that callers told while the intervention had ended. If the events raise danger,
 * or note what a caller told of it, each bound crew has to read that.
 */
export async function writeEvents(
  tx: Tx,
  { units }: Pick<InterventionsDeps, "units">,
  state: Intervention,
  events: readonly InterventionEvent[],
): Promise<Changed> {
  let next = state;
  let told: { readonly seq: number; readonly at: number } | null = null;
  const reopening = events.find(({ kind }) => kind === "reopened");
  const all = [...events];
  for (const [nth, event] of all.entries()) {
    const before = next;
    next = evolveIntervention(before, event);
    await writeEvent(tx, next, event);
    const mustRead = event.kind === "joined" || (event.kind === "noted" && event.mustRead === true);
    if (mustRead || isGraver(next, before)) told = { seq: next.version, at: event.at };
    if (reopening !== undefined && nth === events.length - 1)
      all.push(...takenUp(next, await dangerLog(tx, next.interventionId), reopening));
  }
  if (told !== null) await units.tellDanger(tx, next.interventionId, told.seq, told.at);
  return { next, raisesDanger: told !== null };
}
