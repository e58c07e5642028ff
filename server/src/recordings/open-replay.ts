import type { recordings } from "@amaliyat/contract/recordings";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { settle } from "../audit/index.ts";
import { cameraById, cameraSubject } from "../cameras/index.ts";
import { scopeOf } from "../identity/index.ts";
import { refusable } from "../platform/command/index.ts";
import type { Db } from "../platform/database/index.ts";
import type { Call, Reply } from "../platform/http/index.ts";
import { reasonFor } from "./purpose.ts";
import { insertReplay } from "./recordings-store.ts";
import { isTooLong, LONGEST_HOURS, piecesOf } from "./timeline.ts";

/** A replay is opened anew after this, or by a page that was left open over the shift. */
const LASTS_MS = 3_600_000;

/** Begins a replay of a span: the entry in the log names the whole span and is committed before the first byte. */
export async function openReplay(db: Db, call: Call<typeof recordings.openReplay>): Promise<Reply<typeof recordings.openReplay>> {
  const { who, at, body } = call;
  const { cameraId } = body;
  // Never past the present: what is recorded later was not asked for, and is another replay with an entry of its own.
  const [from, to] = [Date.parse(body.from), Math.min(Date.parse(body.to), at)];
  const until = new Date(to).toISOString();
  if (isTooLong(from, to)) return refuse({ code: "replay.span_too_long", params: { hours: LONGEST_HOURS } });
  return refusable(db, scopeOf(who), async (tx) => {
    const camera = await cameraById(tx, cameraId);
    if (camera === null) return refuse({ code: "object.not_found" });
    const reason = await reasonFor(tx, body, camera.purposes, { use: "replay", at });
    if (!reason.ok) return reason;
    const { purpose, workItem } = reason.value;
    const replayId = randomUUID();
    const expiresAt = new Date(Math.min(at + LASTS_MS, who.expiresAt));
    await insertReplay(tx, {
      replay_id: replayId,
      session_id: who.sessionId,
      user_id: who.userId,
      camera_id: cameraId,
      from_at: new Date(from),
      to_at: new Date(to),
      purpose,
      intervention_id: body.interventionId ?? null,
      opened_at: new Date(at),
      expires_at: expiresAt,
    });
    const pieces = await piecesOf(tx, cameraId, from, to, at);
    await settle(
      tx,
      { who, at },
      {
        type: "recording.replayed",
        about: cameraSubject(camera, workItem ?? null),
        purpose,
        detail: { code: camera.code, from: body.from, to: until, replayId },
      },
    );
    return ok({ replayId, cameraId, from: body.from, to: until, purpose, pieces, expiresAt: expiresAt.toISOString() });
  });
}
