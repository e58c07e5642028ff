import { z } from "zod";
import { byUseCase, notLogged, rolesOfQueue } from "../route/access.ts";
import { id, instant, moment, momentCursor, page, pageSize, reason, sought } from "../route/fields.ts";
import { route } from "../route/make.ts";
import { lineNumber, purpose } from "./codes.ts";
import { callRecording, foundRecording } from "./shapes.ts";

/** An administrator, a technician and an auditor are not among them, nor is a call-taker. */
const listeners = rolesOfQueue("dispatcher", "supervisor", "evidence_officer");
const listeningOf = z.object({ listeningId: id });

/** Recorded calls: listened to for a purpose, kept for a time, held for a case. */
export const recordingRoutes = {
  findRecordings: route({
    name: "calls.findRecordings",
    method: "POST",
    path: "/api/call-recordings/searches",
    summary: "Find recorded calls for a lawful purpose, newest first, by page; `q` finds numbers and references of calls and interventions",
    access: rolesOfQueue("evidence_officer"),
    log: byUseCase("call.recordings_searched"),
    body: z.object({
      purpose,
      q: sought(40).optional(),
      line: lineNumber.optional(),
      from: instant.optional(),
      to: instant.optional(),
      /** Only those that are held for a case. */
      held: z.boolean().optional(),
      size: pageSize,
      cursor: momentCursor,
    }),
    reply: page(foundRecording),
  }),
  openRecording: route({
    name: "calls.openRecording",
    method: "POST",
    path: "/api/call-recordings/:recordingId/listenings",
    summary: "Begin to listen to a recorded call for a lawful purpose; bound to this session",
    access: listeners,
    log: byUseCase("call.recording_opened"),
    params: z.object({ recordingId: id }),
    body: z.object({ purpose }),
    reply: z.object({ listeningId: id, recording: callRecording, expiresAt: instant }),
    errors: ["object.not_found", "recording.gone"],
  }),
  recordingBytes: route({
    name: "calls.recordingBytes",
    method: "GET",
    path: "/media/call-recordings/:listeningId",
    summary: "Bytes of a recorded call by Range, checked against the session at each request",
    access: listeners,
    log: notLogged("the listening was logged before the first byte and is checked here again"),
    carriage: "bytes",
    params: listeningOf,
    errors: ["view.ended", "request.invalid"],
  }),
  recordingPeaks: route({
    name: "calls.recordingPeaks",
    method: "GET",
    path: "/api/call-recordings/listenings/:listeningId/peaks",
    summary: "The loudest of each slice, caller and call-taker, 0 to 255; null until it was computed",
    access: listeners,
    log: notLogged("a picture of loudness within a listening that was logged"),
    params: listeningOf,
    reply: z.object({ peaks: z.object({ caller: z.array(z.number().int()), others: z.array(z.number().int()) }).nullable() }),
    errors: ["view.ended"],
  }),
  holdRecording: route({
    name: "calls.holdRecording",
    method: "PUT",
    path: "/api/call-recordings/:recordingId/hold",
    summary: "Keep a recorded call past its retention until a date, with the reason; or release it",
    access: rolesOfQueue("supervisor", "evidence_officer"),
    log: byUseCase("call.recording_held"),
    params: z.object({ recordingId: id }),
    body: z.object({ until: moment.nullable(), reason: reason(200) }),
    reply: callRecording,
    errors: ["object.not_found", "recording.gone", "recording.hold_in_the_past"],
  }),
} as const;
