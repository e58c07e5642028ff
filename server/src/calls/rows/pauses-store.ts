import type { RecordingPauseEnd, RecordingPauseReason } from "@amaliyat/domain/calls";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

type NewPause = {
  readonly pauseId: string;
  readonly callId: string;
  readonly by: string;
  readonly reason: RecordingPauseReason;
  readonly at: Date;
  readonly until: Date;
};

/** Inserts a pause that begins. One that a server left open, which did not know whether it was kept, is over with it. */
export async function insertPause(tx: Tx, { pauseId, callId, by, reason, at, until }: NewPause): Promise<void> {
  await endPauses(tx, callId, "failed", at);
  await sql`
    insert into call_pause (pause_id, call_id, by, reason, began_at, until)
    values (${pauseId}, ${callId}, ${by}, ${reason}, ${at}, ${until})`.execute(tx);
}

/** Ends what is paused of a call. */
export async function endPauses(tx: Tx, callId: string, ended: RecordingPauseEnd, at: Date): Promise<void> {
  await sql`
    update call_pause set ended_at = greatest(${at}, began_at), ended = ${ended} where call_id = ${callId} and ended_at is null`.execute(
    tx,
  );
}

/** Moves pauses that go on with a step of the clock: each lasts as long as before. */
export async function movePauses(tx: Tx, byMs: number): Promise<void> {
  await sql`
    update call_pause set began_at = began_at + ${byMs} * interval '1 ms', until = until + ${byMs} * interval '1 ms'
    where ended_at is null`.execute(tx);
}

/** Pauses that go on, by call; moments in epoch ms. */
export async function openPauses(tx: Tx): Promise<ReadonlyMap<string, { readonly at: number; readonly until: number }>> {
  const { rows } = await sql<{ call_id: string; began_at: Date; until: Date }>`
    select call_id, began_at, until from call_pause where ended_at is null`.execute(tx);
  return new Map(rows.map(({ call_id, began_at, until }) => [call_id, { at: began_at.getTime(), until: until.getTime() }]));
}

/** The pause of a call that goes on; null for none. */
export async function pauseOf(tx: Tx, callId: string): Promise<{ reason: RecordingPauseReason; at: Date; until: Date; by: string } | null> {
  const { rows } = await sql<{ reason: RecordingPauseReason; at: Date; until: Date; by: string }>`
    select p.reason, p.began_at as at, p.until, u.name as by from call_pause p join person u on u.user_id = p.by
    where p.call_id = ${callId} and p.ended_at is null`.execute(tx);
  return rows[0] ?? null;
}
