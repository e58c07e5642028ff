import { attribute, priority, subcategory } from "@amaliyat/contract/interventions";
import { lastRaise, type NumberedEntry } from "@amaliyat/domain/interventions";
import { z } from "zod";
import type { Tx } from "../../platform/database/index.ts";
import { interventionTables } from "./interventions-tables.ts";

const danger = z.object({ priority, attributes: z.array(attribute).readonly() });
/** Data of an event, as far as it says something of danger. Joinings carry their danger since they take it over. */
const entry = danger.partial().extend({
  kind: z.string(),
  subcategory: subcategory.optional(),
  priorityByHand: z.boolean().optional(),
  other: z.string().optional(),
  brought: danger.optional(),
  mustRead: z.boolean().optional(),
  tells: danger.extend({ priority: priority.nullable() }).optional(),
  of: z.string().optional(),
  copiedFrom: z.string().optional(),
  source: z.string().optional(),
  reason: z.string().nullable().optional(),
});

/** The whole log of an intervention, in order, as far as it says something of danger. */
export async function dangerLog(tx: Tx, interventionId: string): Promise<NumberedEntry[]> {
  const events = interventionTables(tx).selectFrom("intervention_event").select(["seq", "at", "kind", "data"]).orderBy("seq");
  const rows = await events.where("intervention_id", "=", interventionId).execute();
  return rows.map(({ seq, at, kind, data }) => ({ ...entry.parse({ ...data, kind }), seq, at: at.getTime() }));
}

/** Number of the last event since a moment (ms) of which a crew has to be told; 0 for none. */
export const raisedSince = async (tx: Tx, interventionId: string, since: number): Promise<number> =>
  lastRaise(await dangerLog(tx, interventionId), ({ at }) => at >= since);
