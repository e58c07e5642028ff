import type { calls } from "@amaliyat/contract/calls";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { settle, subjectById, type Logged } from "../../audit/index.ts";
import { scopeOf } from "../../identity/index.ts";
import { refusable } from "../../platform/command/index.ts";
import { asRoom, SYSTEM, transaction, type Db } from "../../platform/database/index.ts";
import { byteRange, type BytesReply, type Call, type Caller, type Reply } from "../../platform/http/index.ts";
import type { CallsDeps } from "../calls-deps.ts";
import { listRecordings } from "../rows/recordings-queries.ts";
import * as store from "../rows/recordings-store.ts";

/** Listening is opened anew after this. */
const LASTS_MS = 3_600_000;
const BATCH = 200;

type Find = typeof calls.findRecordings;

/** Finds recordings; what was asked for, and why, is committed with the answer. */
export const findRecordings = ({ db }: CallsDeps, { who, at, body }: Call<Find>): Promise<Reply<Find>> =>
  transaction(db, scopeOf(who), async (tx) => {
    const { purpose, ...filter } = body;
    const found = await listRecordings(tx, filter);
    const { size: _size, cursor, ...asked } = filter;
    const detail = { ...asked, found: found.rows.length, ...(cursor === undefined ? {} : { further: true }) };
    await settle(
      tx,
      { who, at },
      { type: "call.recordings_searched", about: subjectById("call_recordings", asked.line ?? "all"), purpose, detail },
    );
    return ok(found);
  });

type Open = typeof calls.openRecording;

/** Begins to listen: the entry in the log is committed before the first byte. */
export const openRecording = ({ db }: CallsDeps, { who, at, params, body }: Call<Open>): Promise<Reply<Open>> =>
  refusable(db, scopeOf(who), async (tx) => {
    const recording = await store.recordingById(tx, params.recordingId);
    if (recording === null) return refuse({ code: "object.not_found" });
    if (recording.gone) return refuse({ code: "recording.gone" });
    const { recordingId, callId } = recording;
    const [listeningId, until] = [randomUUID(), new Date(Math.min(at + LASTS_MS, who.expiresAt))];
    const { sessionId, userId } = who;
    await store.insertListening(tx, { listeningId, recordingId, sessionId, userId, ...body, at: new Date(at), until });
    const detail = { recordingId, listeningId, seconds: recording.seconds };
    await settle(tx, { who, at }, { type: "call.recording_opened", about: subjectById("call", callId), purpose: body.purpose, detail });
    return ok({ listeningId, recording, expiresAt: until.toISOString() });
  });

const heard = (db: Db, who: Caller, at: number, listeningId: string) =>
  transaction(db, scopeOf(who), (tx) => store.listenedTo(tx, listeningId, who.sessionId, new Date(at)), { readOnly: true });

/** Bytes of a recording. Each request is checked again; without a range there is nothing. */
export async function recordingBytes(deps: CallsDeps, { who, at, params, range }: Call<typeof calls.recordingBytes>): Promise<BytesReply> {
  const found = await heard(deps.db, who, at, params.listeningId);
  if (found === null) return refuse({ code: "view.ended" });
  const file = join(deps.folders.recordings, found.file);
  const size = (await stat(file).catch(() => null))?.size ?? 0;
  const wanted = byteRange(range, size);
  if (wanted === null) return refuse({ code: "request.invalid" });
  return ok({
    type: "audio/wav",
    status: 206,
    body: createReadStream(file, { start: wanted.from, end: wanted.to }),
    headers: { "content-range": `bytes ${wanted.from}-${wanted.to}/${size}`, "content-length": String(wanted.to - wanted.from + 1) },
  });
}

type Peaks = typeof calls.recordingPeaks;

export async function recordingPeaks({ db }: CallsDeps, { who, at, params }: Call<Peaks>): Promise<Reply<Peaks>> {
  const found = await heard(db, who, at, params.listeningId);
  if (found === null) return refuse({ code: "view.ended" });
  if (found.peaks === null) return ok({ peaks: null });
  const side = (nth: 0 | 1): number[] => [...(found.peaks ?? [])].filter((_, at_) => at_ % 2 === nth);
  return ok({ peaks: { caller: side(0), others: side(1) } });
}

type Hold = typeof calls.holdRecording;

/** Keeps a recording past its retention, or lets it go. */
export const holdRecording = ({ db }: CallsDeps, { who, at, params, body }: Call<Hold>): Promise<Reply<Hold>> =>
  refusable(db, scopeOf(who), async (tx) => {
    const { recordingId } = params;
    const recording = await store.recordingById(tx, recordingId);
    if (recording === null) return refuse({ code: "object.not_found" });
    if (recording.gone) return refuse({ code: "recording.gone" });
    const until = body.until === null ? null : new Date(body.until);
    if (until !== null && until.getTime() <= at) return refuse({ code: "recording.hold_in_the_past" });
    const held = await asRoom(tx, async () => {
      await store.updateHold(tx, recordingId, { until, reason: body.reason, by: who.userId });
      return store.recordingById(tx, recordingId);
    });
    await settle(
      tx,
      { who, at },
      { type: "call.recording_held", about: subjectById("call", recording.callId), detail: { recordingId, ...body } },
    );
    return held === null ? refuse({ code: "object.not_found" }) : ok(held);
  });

/** Deletes what is past its retention and held by nobody: first the files, then what is known of them, with a receipt in the log. */
export async function expireCallRecordings(db: Db, folder: string, at: number): Promise<number> {
  const found = await transaction(db, SYSTEM, (tx) => store.expiredRecordings(tx, new Date(at), BATCH), { readOnly: true });
  if (found.length === 0) return 0;
  for (const { file } of found) await rm(join(folder, file), { force: true });
  await transaction(db, SYSTEM, async (tx) => {
    await store.markExpired(
      tx,
      found.map(({ recordingId }) => recordingId),
      new Date(at),
    );
    const logged = found.map(({ recordingId, callId }): Logged => ({
      type: "call.recording_expired",
      about: subjectById("call", callId),
      detail: { recordingId },
    }));
    await settle(tx, { who: null, at }, logged);
  });
  return found.length;
}
