import { happening, type Happening } from "@amaliyat/contract/live";
import { sql } from "kysely";
import { vaultOf, type Tx } from "../database/index.ts";

/** Channel on which `live_tell` announces commits; the payload is the newest sequence number. */
export const LIVE_CHANNEL = "amaliyat_live";

export type Told = {
  readonly seq: number;
  readonly at: Date;
  readonly topic: Happening["topic"];
  readonly sectorId: string | null;
  readonly userIds: readonly string[];
  readonly happening: Happening;
};

/** One thing to tell, to whom: those entitled in the sector, and these users besides. */
export type Telling = { readonly happening: Happening; readonly sectorId: string | null; readonly userIds?: readonly string[] };

/** Stored form of an event that holds words of citizens: sealed under the id of the report, so that it is erased with it. */
type Sealed = { readonly topic: "report"; readonly about: string; readonly sealed: string };

const sealed = (tx: Tx, told: Extract<Happening, { topic: "report" }>): Sealed => {
  const about = told.row.reportId;
  return { topic: told.topic, about, sealed: vaultOf(tx).seal(JSON.stringify(told), `live/${about}`).toString("base64") };
};

const opened = (tx: Tx, kept: Happening | Sealed): Happening =>
  "sealed" in kept ? (JSON.parse(vaultOf(tx).open(Buffer.from(kept.sealed, "base64"), `live/${kept.about}`)) as Happening) : kept;

/**
 * Tells the screens, once the transaction commits. The row lock on the head orders numbers as commits are ordered, so this
 * comes after every other write of a transaction, the log's included.
 */
export async function tell(tx: Tx, at: number, tellings: readonly Telling[]): Promise<void> {
  if (tellings.length === 0) return;
  const told = tellings.map(({ happening: what, sectorId, userIds = [] }) => {
    const checked = happening.parse(what);
    return { topic: checked.topic, sectorId, userIds, happening: checked.topic === "report" ? sealed(tx, checked) : checked };
  });
  await sql`
    select live_tell(${new Date(at)}, t ->> 'topic', t ->> 'sectorId', array(select jsonb_array_elements_text(t -> 'userIds')), t -> 'happening')
    from jsonb_array_elements(${JSON.stringify(told)}::jsonb) with ordinality as given (t, n) order by n`.execute(tx);
}

/** The newest number and the oldest that can still be resumed after. */
export async function liveBounds(tx: Tx): Promise<{ head: number; floor: number }> {
  const found = await sql<{ head: string; floor: string }>`
    select h.seq::text as head, coalesce((select min(seq) - 1 from live_event), h.seq)::text as floor from live_head h`.execute(tx);
  return { head: Number(found.rows[0]?.head ?? 0), floor: Number(found.rows[0]?.floor ?? 0) };
}

/** Events after a number, in order; by the column, since `seq` alone would be the text that is selected, and 10 come before 9. */
export async function toldAfter(tx: Tx, seq: number, limit: number): Promise<Told[]> {
  const found = await sql<
    Omit<Told, "seq" | "sectorId" | "userIds" | "happening"> & {
      happening: Happening | Sealed;
      seq: string;
      sector_id: string | null;
      user_ids: string[];
    }
  >`
    select seq::text, at, topic, sector_id, user_ids, happening from live_event where seq > ${seq} order by live_event.seq limit ${limit}`.execute(
    tx,
  );
  return found.rows.map(({ sector_id, user_ids, happening: kept, ...row }) => ({
    ...row,
    happening: opened(tx, kept),
    seq: Number(row.seq),
    sectorId: sector_id,
    userIds: user_ids,
  }));
}

/** Forgets events older than `before`; a screen that was away longer reads its lists again. */
export async function forgetTold(tx: Tx, before: Date): Promise<void> {
  await sql`delete from live_event where at < ${before}`.execute(tx);
}

/** Forgets what was told of one thing; whoever was away is told of it as it stands now. */
export async function forgetToldOf(tx: Tx, topic: Sealed["topic"], about: string): Promise<void> {
  await sql`delete from live_event where topic = ${topic} and happening ->> 'about' = ${about}`.execute(tx);
}

/** The same for what is told in plain: rows of a topic whose `key` is `id`. */
export async function forgetToldOfRow(tx: Tx, topic: Happening["topic"], key: string, id: string): Promise<void> {
  await sql`delete from live_event where topic = ${topic} and happening -> 'row' ->> ${key}::text = ${id}`.execute(tx);
}
