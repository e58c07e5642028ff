import type { Content, EidoStatus, NewWords } from "@amaliyat/domain/partners";
import type { Tx } from "../../platform/database/index.ts";
import { partnerTables, type PartnerTables } from "./partners-tables.ts";

export type RequestRecord = PartnerTables["partner_request"];
export type UpdateRecord = PartnerTables["partner_request_update"];

/** A request under lock; undefined outside the caller's scope. */
export const lockRequest = (tx: Tx, requestId: string): Promise<RequestRecord | undefined> =>
  partnerTables(tx).selectFrom("partner_request").selectAll().where("request_id", "=", requestId).forUpdate().executeTakeFirst();

/** The request by which a partner named an incident, under lock. In the room's own scope. */
export const lockRequestOf = (tx: Tx, partnerId: string, incidentId: string): Promise<RequestRecord | undefined> =>
  partnerTables(tx)
    .selectFrom("partner_request")
    .selectAll()
    .where("partner_id", "=", partnerId)
    .where("incident_id", "=", incidentId)
    .forUpdate()
    .executeTakeFirst();

/** Inserts a new request. In the room's own scope. */
export async function insertRequest(tx: Tx, row: RequestRecord): Promise<void> {
  await partnerTables(tx).insertInto("partner_request").values(row).execute();
}

export async function updateRequest(tx: Tx, requestId: string, change: Partial<RequestRecord>): Promise<void> {
  await partnerTables(tx).updateTable("partner_request").set(change).where("request_id", "=", requestId).execute();
}

/** Number of a partner's requests that wait. In the room's own scope. */
export async function countWaiting(tx: Tx, partnerId: string): Promise<number> {
  const row = await partnerTables(tx)
    .selectFrom("partner_request")
    .select((select) => select.fn.countAll<string>().as("count"))
    .where("partner_id", "=", partnerId)
    .where("kind", "in", ["waiting", "withdrawn"])
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}

const updatesOf = (tx: Tx, requestId: string): Promise<UpdateRecord[]> =>
  partnerTables(tx).selectFrom("partner_request_update").selectAll().where("request_id", "=", requestId).orderBy("seq").execute();

const pointOf = ({ lat, lon, accuracy_m: accuracyM }: Pick<RequestRecord, "lat" | "lon" | "accuracy_m">): Content["point"] =>
  lat === null || lon === null ? null : { lat, lon, accuracyM };

/** All that is known of a request that was decided: what stood in it then, and what its sender said since. In the room's own scope. */
export async function knownOf(
  tx: Tx,
  row: RequestRecord,
): Promise<{ readonly content: Content; readonly last: number; readonly unread: number }> {
  const updates = await updatesOf(tx, row.request_id);
  const first: Content = { title: row.title, point: pointOf(row), placeText: row.place_text, status: row.sender_status, notes: row.notes };
  const content = updates.reduce<Content>(
    (known, update) => ({
      title: update.title ?? known.title,
      point: pointOf(update) ?? known.point,
      placeText: update.place_text ?? known.placeText,
      status: known.status,
      notes: [...known.notes, ...update.notes],
    }),
    first,
  );
  return { content, last: updates.at(-1)?.seq ?? 0, unread: updates.filter(({ read_at: read }) => read === null).length };
}

type Said = { readonly seq: number; readonly receivedAt: number; readonly stamp: Date; readonly words: NewWords };

/** Inserts the words of a sender after the decision of the room. In the room's own scope. */
export async function insertUpdate(tx: Tx, requestId: string, { seq, receivedAt, stamp, words }: Said): Promise<void> {
  await partnerTables(tx)
    .insertInto("partner_request_update")
    .values({
      request_id: requestId,
      seq,
      received_at: new Date(receivedAt),
      stamp,
      sender_status: words.status satisfies EidoStatus | null,
      title: words.title,
      lat: words.point?.lat ?? null,
      lon: words.point?.lon ?? null,
      accuracy_m: words.point?.accuracyM ?? null,
      place_text: words.placeText,
      notes: [...words.notes],
      read_at: null,
      read_by: null,
    })
    .execute();
}

/** Keeps who read what a sender said, up to one of its words; how many had not been read. */
export async function readUpdates(
  tx: Tx,
  requestId: string,
  upTo: number,
  by: { readonly userId: string; readonly at: number },
): Promise<number> {
  const rows = await partnerTables(tx)
    .updateTable("partner_request_update")
    .set({ read_at: new Date(by.at), read_by: by.userId })
    .where("request_id", "=", requestId)
    .where("seq", "<=", upTo)
    .where("read_at", "is", null)
    .returning("seq")
    .execute();
  return rows.length;
}
