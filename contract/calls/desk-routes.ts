import { z } from "zod";
import { byUseCase, notLogged, rolesOfRoom } from "../route/access.ts";
import { counted, id, names3, reason } from "../route/fields.ts";
import { route } from "../route/make.ts";
import { bulletinNature, callLanguage, lineNumber, pauseReason } from "./codes.ts";
import { lineSettings, lineShown } from "./line-shapes.ts";
import { questionTree, taker, treeQuestions } from "./shapes.ts";

export const desks = rolesOfRoom("call_taker", "dispatcher", "supervisor");
const chiefs = rolesOfRoom("supervisor", "administrator");
const version = counted;
const lineOf = z.object({ number: lineNumber });
const refusedPhone = ["calls.elsewhere", "phone.not_connected"] as const;

/** Lines, question trees and the people who answer. */
export const deskRoutes = {
  lines: route({
    name: "calls.lines",
    method: "GET",
    path: "/api/lines",
    summary: "Lines of the room, the most urgent first",
    access: rolesOfRoom("call_taker", "dispatcher", "supervisor", "evidence_officer", "administrator", "analyst"),
    log: notLogged("settings of the room, which name nobody"),
    whileLocked: true,
    reply: z.array(lineShown),
  }),
  putLine: route({
    name: "calls.putLine",
    method: "PUT",
    path: "/api/lines/:number",
    summary: "Add a line (version 0) or change one; in force with the next call",
    access: chiefs,
    log: byUseCase("line.changed"),
    params: lineOf,
    body: lineSettings.extend({ version, names: names3 }),
    reply: lineShown,
    errors: ["line.changed_meanwhile", "line.never_closed", "line.never_behind_a_menu", "line.hours_wrong", "call.number_not_allowed"],
  }),
  closeLine: route({
    name: "calls.closeLine",
    method: "POST",
    path: "/api/lines/:number/closed",
    summary: "Close a line, or open it again; who waits on it is still answered",
    access: chiefs,
    log: byUseCase("line.changed"),
    params: lineOf,
    body: z.object({ version, closed: z.boolean(), reason: reason(200) }),
    reply: lineShown,
    errors: ["object.not_found", "line.changed_meanwhile", "line.never_closed"],
  }),
  trees: route({
    name: "calls.trees",
    method: "GET",
    path: "/api/question-trees",
    summary: "The questions of each nature as they are asked now",
    access: desks,
    log: notLogged("settings of the room, which name nobody"),
    reply: z.array(questionTree),
  }),
  putTree: route({
    name: "calls.putTree",
    method: "PUT",
    path: "/api/question-trees/:nature",
    summary: "Write a newer version of the questions of a nature; interviews under way go on with theirs",
    access: rolesOfRoom("supervisor"),
    log: byUseCase("tree.changed"),
    params: z.object({ nature: bulletinNature }),
    body: z.object({ version, questions: treeQuestions }),
    reply: questionTree,
    errors: ["tree.changed_meanwhile", "tree.wrong"],
  }),
  takers: route({
    name: "calls.takers",
    method: "GET",
    path: "/api/call-takers",
    summary: "Call-takers: extension, languages, lines, and state with the time since",
    access: desks,
    log: notLogged("the room's own staff at work, shown on the wallboard"),
    whileLocked: true,
    reply: z.array(taker),
  }),
  putTaker: route({
    name: "calls.putTaker",
    method: "PUT",
    path: "/api/call-takers/:userId",
    summary: "Set which languages a person speaks and which lines the person answers",
    access: rolesOfRoom("supervisor"),
    log: byUseCase("taker.changed"),
    params: z.object({ userId: id }),
    body: z.object({ languages: z.array(callLanguage).min(1).max(4), lines: z.array(lineNumber).max(50).nullable() }),
    reply: taker,
    errors: ["object.not_found", "calls.elsewhere"],
  }),
  phone: route({
    name: "calls.phone",
    method: "POST",
    path: "/api/phone",
    summary: "Come to the queue: short-lived credentials for one's own extension and no other",
    access: desks,
    log: byUseCase("phone.opened"),
    whileLocked: true,
    /** A call-taker is ready as soon as the telephone is connected, unless the person had asked for a pause. */
    body: z.object({ ready: z.boolean() }),
    reply: z.object({
      taker,
      username: z.string(),
      password: z.string(),
      uri: z.string(),
      realm: z.string(),
      expiresAt: z.string(),
      /** Port of this host at which `/sip` answers while the room's server does not; null where there is none. */
      standbyPort: z.number().int().nullable(),
    }),
    errors: ["calls.elsewhere", "phone.not_set_up"],
  }),
  phoneLink: route({
    name: "calls.phoneLink",
    method: "GET",
    path: "/sip",
    summary: "SIP over WebSocket (RFC 7118) between one's console and the edge of the lines; the edge asks for the credentials",
    access: desks,
    log: notLogged("the credentials were logged when they were given, and each call is logged"),
    whileLocked: true,
    carriage: "socket",
    errors: ["phone.not_set_up"],
  }),
  ready: route({
    name: "calls.ready",
    method: "POST",
    path: "/api/phone/ready",
    summary: "Be ready for the next call; ends a pause and the time to write",
    access: desks,
    log: byUseCase("taker.ready"),
    whileLocked: true,
    reply: taker,
    errors: refusedPhone,
  }),
  pause: route({
    name: "calls.pause",
    method: "POST",
    path: "/api/phone/pause",
    summary: "Pause, with the reason; in a call it begins after it",
    access: desks,
    log: byUseCase("taker.paused"),
    whileLocked: true,
    body: z.object({ reason: pauseReason }),
    reply: taker,
    errors: refusedPhone,
  }),
  leave: route({
    name: "calls.leave",
    method: "POST",
    path: "/api/phone/leave",
    summary: "Leave the queue; what rings or talks there goes back to the queue",
    access: desks,
    log: byUseCase("taker.left"),
    whileLocked: true,
    reply: taker,
    errors: refusedPhone,
  }),
} as const;
