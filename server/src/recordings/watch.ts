import type { recordings } from "@amaliyat/contract/recordings";
import { ok, refuse } from "@amaliyat/domain/kernel";
import type { WebSocket } from "ws";
import { append, appendAll, type NewEntry } from "../audit/index.ts";
import { actorOf, scopeOf, type SessionKeeper } from "../identity/index.ts";
import type { Media } from "../media/index.ts";
import type { Clock } from "../platform/clock.ts";
import { SYSTEM, transaction, type Db } from "../platform/database/index.ts";
import type { Call, Caller, SocketReply } from "../platform/http/index.ts";
import type { Log } from "../platform/log.ts";
import { liveFeed } from "./live-feed.ts";
import { claimLiveView, endLeftViews, endLiveView, type ClaimedView } from "./recordings-store.ts";

type Watch = typeof recordings.watch;
export type WatchDeps = {
  readonly db: Db;
  readonly media: Media | null;
  readonly keeper: Pick<SessionKeeper, "hold">;
  readonly clock: Clock;
  readonly log: Log;
};

/** That a view ended, with how long its picture was sent: not at all when no socket took it up. */
const ending = (view: ClaimedView, at: number): NewEntry => ({
  at,
  type: "live.ended",
  subject: { kind: "camera", id: view.camera_id },
  sectorId: view.sector_id,
  purpose: view.purpose,
  detail: { viewId: view.view_id, seconds: view.watched_at === null ? 0 : Math.round((at - view.watched_at.getTime()) / 1000) },
});

/** Writes that a view ended, once. */
async function ended(db: Db, who: Caller, view: ClaimedView, at: number): Promise<void> {
  await transaction(db, scopeOf(who), async (tx) => {
    if (await endLiveView(tx, view.view_id, new Date(at))) await append(tx, { ...ending(view, at), actor: actorOf(who) });
  });
}

/** Ends the views that a room left open when it stopped: no socket outlived it. For the start, before anybody is let in. */
export async function endViewsLeft(db: Db, at: number): Promise<void> {
  await transaction(db, SYSTEM, async (tx) => {
    const left = await endLeftViews(tx, new Date(at));
    const entries = left.map((view): NewEntry => {
      const actor = { userId: view.user_id, name: view.name, role: view.role, sessionId: view.session_id };
      const entry = ending(view, at);
      return { ...entry, actor, detail: { ...entry.detail, left: true } };
    });
    if (entries.length > 0) await appendAll(tx, entries);
  });
}

/** Sends the picture of a view to its one socket until that, its session or its camera ends. The view was logged when it was opened. */
export async function watch({ db, media, keeper, clock, log }: WatchDeps, call: Call<Watch>): Promise<SocketReply> {
  const { who, params, query, at } = call;
  if (media === null) return refuse({ code: "media.unavailable" });
  const view = await transaction(db, scopeOf(who), (tx) => claimLiveView(tx, params.viewId, who.sessionId, new Date(at)));
  if (view === null) return refuse({ code: "view.ended" });
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
