import { eventOfTarget, evolveIntervention, type Intervention, type InterventionEvent } from "@amaliyat/domain/interventions";
import { asRoom, type Tx } from "../platform/database/index.ts";
import { keepEvent, lockIntervention } from "./interventions-store.ts";

/**
 * Writes into the log of the one that stays that another joined it or parted from it: whoever works on it must know whose words lie
 * there now. It may have gone to a sector beyond the caller's since; the merge or split itself was allowed.
 */
export const noteInTarget = (tx: Tx, targetId: string, state: Intervention, events: readonly InterventionEvent[]): Promise<void> =>
  asRoom(tx, async () => {
    for (const event of events) {
      if (event.kind !== "merged" && event.kind !== "split") continue;
      const target = await lockIntervention(tx, targetId);
      if (target === null) continue;
      const said = eventOfTarget(state, event);
      await keepEvent(tx, evolveIntervention(target, said), said);
    }
  });
