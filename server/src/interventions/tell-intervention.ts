import type { InterventionCard } from "@amaliyat/contract/interventions";
import type { Tx } from "../platform/database/index.ts";
import type { Telling } from "../platform/live/index.ts";
import { interventionCard, patrolsOf } from "./interventions-queries.ts";
import { interventionRow } from "./row-queries.ts";

/**
 * What the screens are to be told of interventions as they stand in this transaction: in their sector, and in the one in which they
 * were until now (`before`), where they would stay on the screens for ever. Read before the log is appended to: from
 * there on the transaction holds the locks for which all others wait.
 */
export async function tellingsOf(tx: Tx, interventionIds: readonly string[], before?: string | null): Promise<Telling[]> {
  const tellings: Telling[] = [];
  for (const interventionId of interventionIds) {
    const row = await interventionRow(tx, interventionId);
    if (row === null) continue;
    const happening = { topic: "intervention", row } as const;
    tellings.push({ happening, sectorId: row.sectorId, userIds: await patrolsOf(tx, interventionId) });
    if (before !== undefined && before !== row.sectorId) tellings.push({ happening, sectorId: before });
  }
  return tellings;
}

/** The card after a command; it was locked a moment ago, so that it is gone is a bug. */
export async function cardAfter(tx: Tx, interventionId: string): Promise<InterventionCard> {
  const card = await interventionCard(tx, interventionId);
  if (card === null) throw new Error("an intervention left its own author's sight");
  return card;
}
