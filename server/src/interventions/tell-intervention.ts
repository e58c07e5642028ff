import type { InterventionCard } from "@amaliyat/contract/interventions";
import { asRoom, type Tx } from "../platform/database/index.ts";
import type { Telling } from "../platform/live/index.ts";
import { interventionCard, patrolsOf } from "./interventions-queries.ts";
import { interventionRow } from "./row-queries.ts";

/** How an intervention was before a command: its sector, and the patrols whose units were bound to it. */
type Was = { readonly sectorId?: string | null; readonly patrols?: readonly string[] };

/**
 * What the screens are to be told of interventions as they stand in this transaction: in their sector, and in the one in which they
 * were until now, where they would stay on the screens for ever; to patrols that are bound, or were and must learn that it ended. Read in the room's scope, since a unit is stamped by its own
 * sector wherever it was sent; and before the log is appended to: from there on the transaction holds the locks for which all others wait.
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
