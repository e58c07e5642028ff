import type { Tx } from "../platform/database/index.ts";
import { partnerTables, type PartnerTables } from "./partners-tables.ts";

export type RequestRecord = PartnerTables["partner_request"];

/**
 * Keeps what a partner asks. Said again under the same name, what still waits is brought up to date and what was decided stays as it
 * is. Returns the row that stands now. In the room's own scope.
 */
export async function putRequest(tx: Tx, row: RequestRecord): Promise<{ requestId: string; isNew: boolean; kind: RequestRecord["kind"] }> {
  const { title, lat, lon, place_text, sector_id, notes } = row;
  const known = await partnerTables(tx)
    .selectFrom("partner_request")
    .select(["request_id", "kind"])
    .where("partner_id", "=", row.partner_id)
    .where("incident_id", "=", row.incident_id)
    .forUpdate()
    .executeTakeFirst();
  if (known === undefined) {
    await partnerTables(tx).insertInto("partner_request").values(row).execute();
    return { requestId: row.request_id, isNew: true, kind: row.kind };
  }
  if (known.kind === "waiting")
    await partnerTables(tx)
      .updateTable("partner_request")
      .set({ title, lat, lon, place_text, sector_id, notes })
      .where("request_id", "=", known.request_id)
      .execute();
  return { requestId: known.request_id, isNew: false, kind: known.kind };
}

/** How many requests of a partner wait. In the room's own scope. */
export async function countWaiting(tx: Tx, partnerId: string): Promise<number> {
  const row = await partnerTables(tx)
    .selectFrom("partner_request")
    .select((select) => select.fn.countAll<string>().as("count"))
    .where("partner_id", "=", partnerId)
    .where("kind", "=", "waiting")
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}

/** A request under lock; undefined outside the caller's scope. */
export const lockRequest = (tx: Tx, requestId: string): Promise<RequestRecord | undefined> =>
  partnerTables(tx).selectFrom("partner_request").selectAll().where("request_id", "=", requestId).forUpdate().executeTakeFirst();

type Decision = Pick<RequestRecord, "kind" | "intervention_id" | "reason" | "decided_at" | "decided_by">;

export async function decideRequest(tx: Tx, requestId: string, decision: Decision): Promise<void> {
  await partnerTables(tx).updateTable("partner_request").set(decision).where("request_id", "=", requestId).execute();
}
