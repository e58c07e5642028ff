import type { recordings } from "@amaliyat/contract/recordings";
import { ok, refuse } from "@amaliyat/domain/kernel";
import type { WebSocket } from "ws";
import { append } from "../audit/index.ts";
import { actorOf, scopeOf, type SessionKeeper } from "../identity/index.ts";
import type { Media } from "../media/index.ts";
import type { Clock } from "../platform/clock.ts";
import { transaction, type Db } from "../platform/database/index.ts";
import type { Call, Caller, SocketReply } from "../platform/http/index.ts";
import type { Log } from "../platform/log.ts";
import { liveFeed } from "./live-feed.ts";
import { openViewOf } from "./recordings-queries.ts";
import { endLiveView } from "./recordings-store.ts";

type Watch = typeof recordings.watch;
export type WatchDeps = {
  readonly db: Db;
  readonly media: Media | null;
  readonly keeper: Pick<SessionKeeper, "hold">;
  readonly clock: Clock;
  readonly log: Log;
};

/** Writes that a view ended, once, with how long it lasted. */
async function ended(
  db: Db,
  who: Caller,
  view: { view_id: string; camera_id: string; sector_id: string; purpose: string; opened_at: Date },
  at: number,
) {
  await transaction(db, scopeOf(who), async (tx) => {
    if (!(await endLiveView(tx, view.view_id, new Date(at)))) return;
    await append(tx, {
      at,
      type: "live.ended",
      actor: actorOf(who),
      subject: { kind: "camera", id: view.camera_id },
      sectorId: view.sector_id,
      purpose: view.purpose,
      detail: { viewId: view.view_id, seconds: Math.round((at - view.opened_at.getTime()) / 1000) },
    });
  });
}

/** Sends the picture of a view until its socket, its session or its camera ends. The view was logged when it was opened. */
export async function watch({ db, media, keeper, clock, log }: WatchDeps, call: Call<Watch>): Promise<SocketReply> {
  const { who, params, query } = call;
  if (media === null) return refuse({ code: "media.unavailable" });
  const view = await transaction(db, scopeOf(who), (tx) => openViewOf(tx, params.viewId, who.sessionId), { readOnly: true });
  if (view === null || view.kind !== "in_service" || !who.covers.includes(view.sector_id)) return refuse({ code: "view.ended" });
  return ok((socket: WebSocket): void => {
    const feed = liveFeed(socket, media, { cameraId: view.camera_id, stream: view.stream, format: query.format });
    const held = keeper.hold(who.sessionId, (code) => feed.end(code));
    socket.on("close", () => {
      held[Symbol.dispose]();
      feed[Symbol.dispose]();
      ended(db, who, view, clock()).catch((cause: unknown) => log.warn({ err: cause }, "the end of a view could not be logged"));
    });
  });
}
