import type { recordings } from "@amaliyat/contract/recordings";
import { ok, refuse } from "@amaliyat/domain/kernel";
import type { WebSocket } from "ws";
import { settle } from "../audit/index.ts";
import { scopeOf, type SessionKeeper } from "../identity/index.ts";
import type { Media } from "../media/index.ts";
import type { Clock } from "../platform/clock.ts";
import { transaction, type Db } from "../platform/database/index.ts";
import type { Call, Caller, SocketReply } from "../platform/http/index.ts";
import type { Log } from "../platform/log.ts";
import { liveFeed } from "./live-feed.ts";
import { claimLiveView, endLiveView, type ClaimedView } from "./recordings-store.ts";
import { ending } from "./view-ends.ts";
import type { ViewKeeper } from "./view-keeper.ts";

type Watch = typeof recordings.watch;
export type WatchDeps = {
  readonly db: Db;
  readonly media: Media | null;
  readonly keeper: Pick<SessionKeeper, "bind">;
  readonly views: Pick<ViewKeeper, "watch" | "nodeId">;
  readonly clock: Clock;
  readonly log: Log;
};

/** Writes that a view ended, once; with the code with which the room ended it, null where its viewer left. */
async function ended(db: Db, who: Caller, view: ClaimedView, why: string | null, at: number): Promise<void> {
  await transaction(db, scopeOf(who), async (tx) => {
    if (!(await endLiveView(tx, view.view_id, new Date(at)))) return;
    const logged = ending(view, at);
    await settle(tx, { who, at }, { ...logged, detail: { ...logged.detail, ...(why === null ? {} : { why }) } });
  });
}

/**
 * Sends the picture of a view to its one socket until that, its session, its camera's service or its viewer's right to the camera ends.
 * The view was logged when it was opened.
 */
export async function watch({ db, media, keeper, views, clock, log }: WatchDeps, call: Call<Watch>): Promise<SocketReply> {
  const { who, params, query, at } = call;
  if (media === null) return refuse({ code: "media.unavailable" });
  const claim = { viewId: params.viewId, sessionId: who.sessionId, nodeId: views.nodeId };
  const view = await transaction(db, scopeOf(who), (tx) => claimLiveView(tx, claim, new Date(at)));
  if (view === null) return refuse({ code: "view.ended" });
  return ok((socket: WebSocket): void => {
    const leaving = new DisposableStack();
    const feed = leaving.use(liveFeed(socket, media, { cameraId: view.camera_id, stream: view.stream, format: query.format }));
    let why: string | null = null;
    const end = (code: string): void => {
      why ??= code;
      feed.end(code);
    };
    leaving.use(keeper.bind(who.sessionId, { end, locked: feed.pause }));
    leaving.use(views.watch(view.view_id, end));
    socket.on("close", () => {
      leaving.dispose();
      ended(db, who, view, why, clock()).catch((cause: unknown) => log.warn({ err: cause }, "recordings: end of a view not logged"));
    });
  });
}
