import { z } from "zod";
import { byUseCase, notLogged, rolesOfSector } from "../route/access.ts";
import { id, instant } from "../route/fields.ts";
import { route } from "../route/make.ts";
import { liveView, reason, replay, seekPlan, stream, timeline } from "./shapes.ts";

/** Roles that may see live pictures of their own sectors, and those that may also replay. An administrator is in neither. */
const watchers = rolesOfSector("operator", "call_taker", "dispatcher", "supervisor");
const replayers = rolesOfSector("operator", "dispatcher", "supervisor", "evidence_officer");

export const recordings = {
  openLive: route({
    name: "recordings.openLive",
    method: "POST",
    path: "/api/live-views",
    summary: "Begin to watch a camera for a lawful purpose; the answer names a view bound to this session",
    access: watchers,
    log: byUseCase("live.viewed"),
    body: reason.extend({ cameraId: id, stream }),
    reply: liveView,
    errors: [
      "object.not_found",
      "purpose.missing",
      "purpose.not_allowed",
      "purpose.not_a_work_item",
      "camera.out_of_service",
      "media.unavailable",
    ],
  }),
  watch: route({
    name: "recordings.watch",
    method: "GET",
    path: "/media/live/:viewId",
    summary: "The picture of a view as a WebSocket of H.264 access units (format=webcodecs) or fMP4 fragments (format=mse)",
    access: watchers,
    log: byUseCase("live.ended"),
    carriage: "socket",
    params: z.object({ viewId: id }),
    query: z.object({ format: z.enum(["webcodecs", "mse"]).default("webcodecs") }),
    errors: ["view.ended"],
  }),
  timeline: route({
    name: "recordings.timeline",
    method: "GET",
    path: "/api/cameras/:cameraId/timeline",
    summary: "What is recorded of a span and what is not, with the cause",
    access: replayers,
    log: notLogged("no picture travels; opening a replay is logged"),
    params: z.object({ cameraId: id }),
    query: z.object({ from: instant, to: instant }),
    reply: timeline,
    errors: ["object.not_found", "replay.span_too_long"],
  }),
  openReplay: route({
    name: "recordings.openReplay",
    method: "POST",
    path: "/api/replays",
    summary: "Begin to replay a span of a camera for a lawful purpose",
    access: replayers,
    log: byUseCase("recording.replayed"),
    body: reason.extend({ cameraId: id, from: instant, to: instant }),
    reply: replay,
    errors: ["object.not_found", "purpose.missing", "purpose.not_allowed", "purpose.not_a_work_item", "replay.span_too_long"],
  }),
  seek: route({
    name: "recordings.seek",
    method: "POST",
    path: "/api/replays/:replayId/seeks",
    summary: "Go to a moment of a replay: where its bytes are, from the key frame before it",
    access: replayers,
    log: byUseCase("recording.seeked"),
    params: z.object({ replayId: id }),
    body: z.object({ at: instant }),
    reply: seekPlan,
    errors: ["view.ended", "replay.nothing_recorded"],
  }),
  next: route({
    name: "recordings.next",
    method: "GET",
    path: "/api/replays/:replayId/next",
    summary: "The segment that follows in a running replay",
    access: replayers,
    log: notLogged("continues a replay that was logged with its whole span"),
    params: z.object({ replayId: id }),
    query: z.object({ after: instant }),
    reply: seekPlan,
    errors: ["view.ended", "replay.nothing_recorded"],
  }),
  segment: route({
    name: "recordings.segment",
    method: "GET",
    path: "/media/replays/:replayId/segments/:segmentId",
    summary: "Bytes of a segment by Range, checked against the replay, the session and the camera at each request",
    access: replayers,
    log: notLogged("the replay and each seek were logged before the first byte; the view is checked here again"),
    carriage: "bytes",
    params: z.object({ replayId: id, segmentId: id }),
    errors: ["view.ended", "object.not_found"],
  }),
} as const;
