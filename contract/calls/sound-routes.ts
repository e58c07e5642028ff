import { z } from "zod";
import { byUseCase, notLogged } from "../route/access.ts";
import { id, instant } from "../route/fields.ts";
import { route } from "../route/make.ts";
import { recordingPauseReason } from "./codes.ts";
import { callRow } from "./shapes.ts";
import { callDesks, callOf } from "./talk-routes.ts";

const own = { method: "POST", access: callDesks, params: callOf, reply: callRow } as const;
const refusals = ["object.not_found", "calls.elsewhere", "call.wrong_state", "call.not_yours"] as const;

/** The sound of one's own talk while it goes on. */
export const soundRoutes = {
  recall: route({
    ...own,
    name: "calls.recall",
    path: "/api/calls/:callId/recalls",
    summary: "Hear again what was said in the last 30 seconds of one's own talk; the caller hears nothing of it",
    log: byUseCase("call.recalled"),
    reply: z.object({ recallId: id, seconds: z.number(), expiresAt: instant }),
    errors: [...refusals, "call.not_recorded", "phone.not_set_up"],
  }),
  recallBytes: route({
    name: "calls.recallBytes",
    method: "GET",
    path: "/media/call-recalls/:recallId",
    summary: "The sound of a recall, for a minute, to the session that asked for it",
    access: callDesks,
    log: notLogged("the recall was logged before its first byte and belongs to this session alone"),
    carriage: "bytes",
    params: z.object({ recallId: id }),
    errors: ["view.ended", "request.invalid"],
  }),
  askByKeys: route({
    ...own,
    name: "calls.askByKeys",
    path: "/api/calls/:callId/keys",
    summary: "Ask a caller who does not speak to press a key, by a prompt; one who presses 5 cannot speak and is in danger",
    log: byUseCase("call.keys_asked"),
    errors: [...refusals, "call.no_prompt", "phone.not_set_up"],
  }),
  pauseRecording: route({
    ...own,
    name: "calls.pauseRecording",
    path: "/api/calls/:callId/recording/pause",
    summary:
      "Pause the recording of one's own talk for a stated reason; it goes on by itself after three minutes, and when the call changes hands",
    log: byUseCase("call.recording_paused"),
    body: z.object({ reason: recordingPauseReason }),
    errors: [...refusals, "call.not_recorded", "call.recording_is_paused", "phone.not_set_up"],
  }),
  resumeRecording: route({
    ...own,
    name: "calls.resumeRecording",
    path: "/api/calls/:callId/recording/resume",
    summary: "Let the recording of one's own talk go on",
    log: byUseCase("call.recording_resumed"),
    errors: refusals,
  }),
} as const;
