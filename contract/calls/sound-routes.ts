import { z } from "zod";
import { byUseCase, notLogged } from "../route/access.ts";
import { id, instant } from "../route/fields.ts";
import { route } from "../route/make.ts";
import { callDesks, callOf } from "./talk-routes.ts";

/** The sound of one's own talk while it goes on. */
export const soundRoutes = {
  recall: route({
    name: "calls.recall",
    method: "POST",
    path: "/api/calls/:callId/recalls",
    summary: "Hear again what was said in the last 30 seconds of one's own talk; the caller hears nothing of it",
    access: callDesks,
    log: byUseCase("call.recalled"),
    params: callOf,
    reply: z.object({ recallId: id, seconds: z.number(), expiresAt: instant }),
    errors: ["object.not_found", "calls.elsewhere", "call.wrong_state", "call.not_yours", "call.not_recorded", "phone.not_set_up"],
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
} as const;
