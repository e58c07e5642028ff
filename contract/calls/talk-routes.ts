import { z } from "zod";
import { byUseCase, rolesOfQueue, rolesOfRoom } from "../route/access.ts";
import { id } from "../route/fields.ts";
import { route } from "../route/make.ts";
import { lineNumber, listenMode } from "./codes.ts";
import { callRow } from "./shapes.ts";

export const callDesks = rolesOfQueue("call_taker", "dispatcher", "supervisor");
export const callOf = z.object({ callId: id });
const act = { method: "POST", access: callDesks, params: callOf, reply: callRow } as const;
const own = ["object.not_found", "calls.elsewhere", "call.wrong_state", "call.not_yours"] as const;
const out = ["calls.elsewhere", "phone.not_set_up", "phone.not_connected", "phone.busy", "call.number_not_allowed"] as const;

/** Target of a transfer: a colleague at a console, a crew's telephone, a partner body by one of its numbers. */
const transferTo = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("colleague"), userId: id }),
  z.object({ kind: z.literal("unit"), unitId: id }),
  z.object({ kind: z.literal("partner"), number: z.string().regex(/^\d{2,6}$/) }),
]);

/** Acts on the telephone itself. Only the telephone that rings can answer a call. */
export const talkRoutes = {
  hangUp: route({
    ...act,
    name: "calls.hangUp",
    path: "/api/calls/:callId/hang-up",
    summary: "Hang up one's own call",
    log: byUseCase("call.hung_up"),
    whileLocked: true,
    errors: own,
  }),
  hold: route({
    ...act,
    name: "calls.hold",
    path: "/api/calls/:callId/hold",
    summary: "Leave the caller with music, or take the caller back",
    log: byUseCase("call.held"),
    whileLocked: true,
    body: z.object({ on: z.boolean() }),
    errors: [...own, "phone.not_set_up"],
  }),
  transfer: route({
    ...act,
    name: "calls.transfer",
    path: "/api/calls/:callId/transfer",
    summary: "Hand a call on: at once, or after speaking with the other first; nobody lets go of the caller before the other answers",
    log: byUseCase("call.transferred"),
    body: z.object({ to: transferTo, consult: z.boolean() }),
    errors: [...own, "phone.not_set_up", "call.transfer_nowhere", "call.transfer_under_way"],
  }),
  completeTransfer: route({
    ...act,
    name: "calls.completeTransfer",
    path: "/api/calls/:callId/transfer/complete",
    summary: "After the consultation: give the caller to the other",
    log: byUseCase("call.transferred"),
    errors: [...own, "phone.not_set_up", "call.transfer_nowhere"],
  }),
  cancelTransfer: route({
    ...act,
    name: "calls.cancelTransfer",
    path: "/api/calls/:callId/transfer/cancel",
    summary: "Take the caller back",
    log: byUseCase("call.transfer_cancelled"),
    errors: own,
  }),
  callBack: route({
    ...act,
    name: "calls.callBack",
    path: "/api/calls/:callId/call-back",
    summary: "Call back who could not be answered, or who has asked for it and is offered; the caller keeps the place of the first call",
    log: byUseCase("call.called_out"),
    errors: ["object.not_found", ...out, "call.wrong_state", "call.number_unknown", "call.called_back_already"],
  }),
  declineCallBack: route({
    ...act,
    name: "calls.declineCallBack",
    path: "/api/calls/:callId/call-back/decline",
    summary: "Leave to the next call-taker whoever has asked to be called back and is offered to oneself",
    log: byUseCase("call.call_back_declined"),
    errors: ["object.not_found", "calls.elsewhere", "call.not_yours"],
  }),
  callOut: route({
    name: "calls.callOut",
    method: "POST",
    path: "/api/calls-out",
    summary: "Call a number of the country from one's own console, on a line of the room",
    access: rolesOfRoom("call_taker", "dispatcher", "supervisor"),
    log: byUseCase("call.called_out"),
    body: z.object({ number: z.string().trim().min(2).max(20), line: lineNumber }),
    reply: callRow,
    errors: [...out, "object.not_found"],
  }),
  listen: route({
    ...act,
    name: "calls.listen",
    path: "/api/calls/:callId/listen",
    summary: "Be with a call-taker's call: hear it, whisper to the call-taker, or take part",
    access: rolesOfQueue("supervisor"),
    log: byUseCase("call.listened"),
    body: z.object({ mode: listenMode }),
    reply: z.object({ legId: id }),
    errors: ["object.not_found", "calls.elsewhere", "call.wrong_state", "phone.not_set_up", "phone.not_connected", "phone.busy"],
  }),
  pick: route({
    ...act,
    name: "calls.pick",
    path: "/api/calls/:callId/pick",
    summary: "Take a call that waits, or rings at a colleague, before its turn; one's own telephone answers by itself",
    log: byUseCase("call.picked"),
    errors: ["object.not_found", "calls.elsewhere", "call.wrong_state", "phone.not_set_up", "phone.not_connected", "phone.busy"],
  }),
  takeOver: route({
    ...act,
    name: "calls.takeOver",
    path: "/api/calls/:callId/take-over",
    summary: "Take a call from whoever has it; nobody lets go of the caller before one's own telephone has answered",
    access: rolesOfQueue("supervisor"),
    log: byUseCase("call.taken_over"),
    errors: [
      "object.not_found",
      "calls.elsewhere",
      "call.wrong_state",
      "call.transfer_under_way",
      "phone.not_set_up",
      "phone.not_connected",
      "phone.busy",
    ],
  }),
  stopListening: route({
    ...act,
    name: "calls.stopListening",
    path: "/api/calls/:callId/listen/end",
    summary: "Leave the call again",
    access: rolesOfQueue("supervisor"),
    log: byUseCase("call.listening_ended"),
    whileLocked: true,
    body: z.object({ legId: id }),
    reply: z.undefined(),
    errors: ["object.not_found", "calls.elsewhere"],
  }),
} as const;
