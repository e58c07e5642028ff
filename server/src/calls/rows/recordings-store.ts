import type { CallRecordingShown } from "@amaliyat/contract/calls";
import type { RecordingPauseReason } from "@amaliyat/domain/calls";
import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

export type RecordingRow = Omit<CallRecordingShown, "recordedAt" | "retentionUntil" | "heldUntil" | "beganAt" | "answeredAt" | "pauses"> & {
  pauses: { reason: RecordingPauseReason; beganAt: string; endedAt: string }[];
  recordedAt: Date;
  beganAt: Date | null;
  answeredAt: Date | null;
  retentionUntil: Date;
  heldUntil: Date | null;
};
/** Of `call_recording r`. */
export const recordingColumns = sql`r.recording_id as "recordingId", r.call_id as "callId", r.recorded_at as "recordedAt", r.began_at as "beganAt",
  (select o.answered_at from call o where o.call_id = r.call_id) as "answeredAt",
  (select coalesce(jsonb_agg(jsonb_build_object('reason', p.reason, 'beganAt', p.began_at, 'endedAt', p.ended_at) order by p.began_at), '[]')
    from call_pause p where p.call_id = r.call_id and p.ended_at is not null and p.ended <> 'failed') as pauses, r.seconds, r.lost,
  r.announced_seq as "announcedSeq", r.retention_until as "retentionUntil", r.held_until as "heldUntil", r.hold_reason as "holdReason",
  r.expired_at is not null as gone`;
export const shownRecording = (row: RecordingRow): CallRecordingShown => ({
  ...row,
  recordedAt: row.recordedAt.toISOString(),
  beganAt: row.beganAt?.toISOString() ?? null,
  answeredAt: row.answeredAt?.toISOString() ?? null,
  pauses: row.pauses.map(({ reason, beganAt, endedAt }) => ({
    reason,
    beganAt: new Date(beganAt).toISOString(),
    endedAt: new Date(endedAt).toISOString(),
  })),
  retentionUntil: row.retentionUntil.toISOString(),
  heldUntil: row.heldUntil?.toISOString() ?? null,
});
const where = async (tx: Tx, condition: RawBuilder<unknown>): Promise<CallRecordingShown[]> =>
  (
    await sql<RecordingRow>`select ${recordingColumns} from call_recording r where ${condition} order by r.recorded_at`.execute(tx)
  ).rows.map(shownRecording);

export const recordingsOf = (tx: Tx, callId: string): Promise<CallRecordingShown[]> => where(tx, sql`call_id = ${callId}`);
export const recordingById = async (tx: Tx, recordingId: string): Promise<CallRecordingShown | null> =>
  (await where(tx, sql`recording_id = ${recordingId}`))[0] ?? null;

export type NewRecording = {
  recordingId: string;
  callId: string;
  file: string;
  at: Date;
  beganAt: Date;
  seconds: number;
  lost: number;
  until: Date;
};

/** Inserts recordings. Each is bound to what its caller had been told last when it was noted, so its event is written before. */
export async function insertRecordings(tx: Tx, recordings: readonly NewRecording[]): Promise<void> {
  if (recordings.length === 0) return;
  await sql`
    insert into call_recording (recording_id, call_id, file, recorded_at, began_at, seconds, lost, announced_seq, retention_until)
    select "recordingId", "callId", g.file, g.at, "beganAt", g.seconds, g.lost,
      (select max(told.seq) from call_event told where told.call_id = "callId" and told.kind = 'announced' and told.seq < noted.seq), until
    from jsonb_to_recordset(${JSON.stringify(recordings)}::jsonb)
      as g ("recordingId" uuid, "callId" uuid, file text, at timestamptz, "beganAt" timestamptz, seconds double precision, lost integer,
        until timestamptz)
      join call_event noted on noted.call_id = "callId" and noted.kind = 'recorded' and noted.data->>'recordingId' = "recordingId"::text`.execute(
    tx,
  );
}

/** Path of a recording below the folder of recorded calls; null once it is deleted. */
export async function fileOf(tx: Tx, recordingId: string): Promise<string | null> {
  const { rows } = await sql<{ file: string }>`
    select file from call_recording where recording_id = ${recordingId} and expired_at is null`.execute(tx);
  return rows[0]?.file ?? null;
}

export async function setPeaks(tx: Tx, recordingId: string, peaks: Buffer): Promise<void> {
  await sql`update call_recording set peaks = ${peaks} where recording_id = ${recordingId} and peaks is null`.execute(tx);
}

export async function updateHold(tx: Tx, recordingId: string, hold: { until: Date | null; reason: string; by: string }): Promise<void> {
  const reason = hold.until === null ? null : hold.reason;
  await sql`
    update call_recording set held_until = ${hold.until}, hold_reason = ${reason}, held_by = ${hold.by} where recording_id = ${recordingId}`.execute(
    tx,
  );
}

export type Listening = {
  listeningId: string;
  recordingId: string;
  sessionId: string;
  userId: string;
  purpose: string;
  at: Date;
  until: Date;
};

export async function insertListening(tx: Tx, given: Listening): Promise<void> {
  await sql`
    insert into call_listening (listening_id, recording_id, session_id, user_id, purpose, opened_at, expires_at)
    values (${given.listeningId}, ${given.recordingId}, ${given.sessionId}, ${given.userId}, ${given.purpose}, ${given.at}, ${given.until})`.execute(
    tx,
  );
}

/**
 * Recording that a listening of this session opens; null if it belongs to another session, is over, or the recording is hidden or deleted.
 */
export async function listenedTo(tx: Tx, listeningId: string, sessionId: string, at: Date) {
  const { rows } = await sql<{ file: string; peaks: Buffer | null }>`
    select r.file, r.peaks from call_listening l join call_recording r using (recording_id)
    where l.listening_id = ${listeningId} and l.session_id = ${sessionId} and l.expires_at > ${at} and r.expired_at is null`.execute(tx);
  return rows[0] ?? null;
}

/** Recordings past their retention that nothing holds. */
export async function expiredRecordings(tx: Tx, at: Date, limit: number): Promise<{ recordingId: string; callId: string; file: string }[]> {
  const { rows } = await sql<{ recordingId: string; callId: string; file: string }>`
    select recording_id as "recordingId", call_id as "callId", file from call_recording
    where expired_at is null and retention_until < ${at} and (held_until is null or held_until < ${at})
    order by retention_until limit ${limit}`.execute(tx);
  return rows;
}

export async function markExpired(tx: Tx, recordingIds: readonly string[], at: Date): Promise<void> {
  await sql`
    update call_recording set expired_at = ${at}, peaks = null where recording_id = any(${[...recordingIds]}::uuid[])`.execute(tx);
}
