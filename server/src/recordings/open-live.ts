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
import { insertLiveView } from "./recordings-store.ts";

/** Begins a view: the entry in the log is committed with it, before the first byte of a picture. */
export async function openLive(db: Db, { who, at, body }: Call<typeof recordings.openLive>): Promise<Reply<typeof recordings.openLive>> {
  return refusable(db, scopeOf(who), async (tx) => {
    const camera = await cameraById(tx, body.cameraId);
    if (camera === null) return refuse({ code: "object.not_found" });
    if (camera.state !== "in_service") return refuse({ code: "camera.out_of_service", params: { since: camera.stateSince } });
    const reason = await reasonFor(tx, body, camera.purposes, { use: "live", at });
    if (!reason.ok) return reason;
    const viewId = randomUUID();
    const { cameraId } = body;
    const stream = body.stream === "sub" && !camera.hasSub ? "main" : body.stream;
    const { purpose, workItem } = reason.value;
    await insertLiveView(tx, {
      view_id: viewId,
      session_id: who.sessionId,
      user_id: who.userId,
      camera_id: cameraId,
      stream,
      purpose,
      intervention_id: body.interventionId ?? null,
      opened_at: new Date(at),
    });
    await settle(
      tx,
      { who, at },
      {
        type: "live.viewed",
        about: cameraSubject(camera, workItem ?? null),
        purpose,
        detail: { code: camera.code, stream, viewId },
      },
    );
    return ok({ viewId, cameraId, stream, purpose });
  });
}
