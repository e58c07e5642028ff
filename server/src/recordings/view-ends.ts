import type { ErrorCode } from "@amaliyat/contract/errors";
import { appendAll, entryBy, type Logged } from "../audit/index.ts";
import { cameraSubject } from "../cameras/index.ts";
import type { Tx } from "../platform/database/index.ts";
import type { LostView } from "./live-nodes-store.ts";
import { viewStates } from "./recordings-queries.ts";
import type { ClaimedView } from "./recordings-store.ts";

/** Line of the log that a view ended, with how long its picture was sent: not at all when no socket took it up. */
export const ending = (view: ClaimedView, at: number): Logged & { readonly detail: Record<string, unknown> } => ({
  type: "live.ended",
  about: cameraSubject({ cameraId: view.camera_id, sectorId: view.sector_id }),
  purpose: view.purpose,
  detail: { viewId: view.view_id, seconds: view.watched_at === null ? 0 : Math.round((at - view.watched_at.getTime()) / 1000) },
});

/** Logs the ends of views that their node did not log itself. */
export async function endedLeft(tx: Tx, views: readonly LostView[], at: number): Promise<void> {
  const entries = views.map((view) => {
    const who = { userId: view.user_id, name: view.name, role: view.role, sessionId: view.session_id };
    const logged = ending(view, at);
    return entryBy({ who, at }, { ...logged, detail: { ...logged.detail, left: true } });
  });
  if (entries.length > 0) await appendAll(tx, entries);
}

/** A picture of a case that ended stands for this long, ms: time to open it for another purpose, or to reopen the case. */
const CASE_GRACE_MS = 30_000;

/** Views at a moment, with the code for which each is over; null while it may go on. A view without an intervention depends on none. */
export async function viewsAt(tx: Tx, viewIds: readonly string[], at: number): Promise<{ viewId: string; over: ErrorCode | null }[]> {
  return (await viewStates(tx, viewIds)).map(({ view_id: viewId, ended, in_service: inService, covered, case_ended_at: caseEndedAt }) => {
    if (ended) return { viewId, over: "view.ended" };
    if (!covered) return { viewId, over: "object.not_found" };
    if (caseEndedAt !== null && at - caseEndedAt.getTime() >= CASE_GRACE_MS) return { viewId, over: "view.case_ended" };
    return { viewId, over: inService ? null : "camera.out_of_service" };
  });
}
