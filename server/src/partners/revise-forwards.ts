import type { Intervention } from "@amaliyat/domain/interventions";
import { forwardAfter, handOver, updateDueAt, type EidoStatus } from "@amaliyat/domain/partners";
import { isDeepStrictEqual } from "node:util";
import { asRoom, type Tx } from "../platform/database/index.ts";
import type { Telling } from "../platform/live/index.ts";
import { decideAll } from "./act-on-forward.ts";
import { enqueueDelivery } from "./deliver.ts";
import { aboutIntervention, forwardShown } from "./forwards-queries.ts";
import { forwardIdsOf, keepRevision, lockForward } from "./forwards-store.ts";
import { givableOf } from "./handover-queries.ts";

/** Changes that come within this time go to a partner as one: who corrects a card makes several. */
const GATHER_MS = 2_000;

const STATUSES: Readonly<Record<Exclude<Intervention["kind"], "merged">, EidoStatus>> = {
  open: "Active",
  closed: "Closed",
  cancelled: "Cancelled",
};

/**
 * An intervention changed: what was chosen of it for each partner that has it, or is about to, is taken anew, and where that is another
 * document, it waits to be told. What was not chosen changes nothing and leaves nothing. Returns what the screens are told.
 */
export async function reviseForwards(tx: Tx, intervention: Intervention, at: number): Promise<Telling[]> {
  // It goes on under another reference, which nobody chose to give away.
  if (intervention.kind === "merged") return [];
  const status = STATUSES[intervention.kind];
  return asRoom(tx, async () => {
    const ids = await forwardIdsOf(tx, intervention.interventionId);
    if (ids.length === 0) return [];
    const given = await givableOf(tx, intervention);
    const tellings: Telling[] = [];
    for (const forwardId of ids) {
      const found = await lockForward(tx, forwardId);
      if (found === null || forwardAfter(found.state.kind, "revise") === null) continue;
      const handover = handOver(given, found.choice, found.handover.message);
      const known = found.revised ?? { handover: found.handover, status: "Active" };
      if (known.status === status && isDeepStrictEqual(known.handover, handover)) continue;
      const decided = await decideAll(tx, found.state, [{ kind: "revise", dueAt: at + GATHER_MS }], { at, by: { kind: "room" } });
      if (!decided.ok) throw new Error(`a forward could not be revised: ${decided.error.code}`);
      const { state } = decided.value;
      await keepRevision(tx, forwardId, { handover, status, at });
      const due = updateDueAt(state);
      if (due !== null) await enqueueDelivery(tx, forwardId, new Date(due));
      const { sectorId } = await aboutIntervention(tx, intervention.interventionId);
      tellings.push({ happening: { topic: "forward", row: await forwardShown(tx, forwardId) }, sectorId });
    }
    return tellings;
  });
}
