import type { InterventionCard } from "@amaliyat/contract/interventions";
import { asRoom, type Tx } from "../platform/database/index.ts";
import type { Telling } from "../platform/live/index.ts";
import { interventionCard, patrolsOf } from "./rows/interventions-queries.ts";
import { interventionRow } from "./rows/row-queries.ts";

/** State of an intervention before a command: its sector, and the patrols whose units were bound to it. */
type Was = { readonly sectorId?: string | null; readonly patrols?: readonly string[] };

/**
 * Messages for the screens about interventions as they stand in this transaction. They go to the present and the former sector; otherwise a
 * moved intervention would stay on the former screens for ever. They go to patrols that are bound, or were bound and must learn of the end.
 * Read in the room's scope, since a unit carries its own sector wherever it was sent. Read before the append to the log: from there on, the
 * transaction holds locks for which all others wait.
 */
export const tellingsOf = (tx: Tx, interventionIds: readonly string[], was: Was = {}): Promise<Telling[]> =>
  asRoom(tx, () => tellings(tx, interventionIds, was));

async function tellings(tx: Tx, interventionIds: readonly string[], { sectorId: before, patrols = [] }: Was): Promise<Telling[]> {
  const told: Telling[] = [];
  for (const interventionId of interventionIds) {
    const row = await interventionRow(tx, interventionId);
    if (row === null) continue;
    const happening = { topic: "intervention", row } as const;
    told.push({ happening, sectorId: row.sectorId, userIds: [...new Set([...patrols, ...(await patrolsOf(tx, interventionId))])] });
    if (before !== undefined && before !== row.sectorId) told.push({ happening, sectorId: before });
  }
  return told;
}

/** The card after a command; it was locked a moment ago, so that it is gone is a bug. */
export async function cardAfter(tx: Tx, interventionId: string): Promise<InterventionCard> {
  const card = await interventionCard(tx, interventionId);
  if (card === null) throw new Error("an intervention left its own author's sight");
  return card;
}
