import { FIRST_FILES_MOST, HERE_OLDEST_MS, TEXT_MOST } from "@amaliyat/domain/reports";
import { z } from "zod";
import { byUseCase, notLogged, open } from "../route/access.ts";
import { id, instant, point, saidProse, sought, text3 } from "../route/fields.ts";
import { route } from "../route/make.ts";
import { announcedFile, followed, newReport, newWalk, notice, proof, reportPlace, walkTold, walkWord } from "./citizen-shapes.ts";
import { followCode, proofUse } from "./codes.ts";

const anybody = open("a citizen needs no account; whoever holds the follow-up code is the author");
const author = { method: "POST", access: anybody, reply: followed } as const;
const unknown = ["report.unknown_code", "request.too_many"] as const;
/** For citizens: sent without an account, followed by a secret code. The code travels in bodies and headers, never in an address. */
export const citizenRoutes = {
  about: route({
    name: "reports.about",
    method: "GET",
    path: "/api/allo",
    summary: "Facts of the room for the app: its lines, the readers of reports and the retention",
    access: anybody,
    log: notLogged("public words"),
    reply: z.object({
      room: text3,
      lines: z.array(z.object({ number: z.string(), names: text3 })),
      keptDays: z.number().int(),
      /** Middle of the town, where the map begins. */
      middle: point.nullable(),
      mapVersion: z.string().nullable(),
      /** The room writes to the contact of a walk at its alarm. */
      contactsTold: z.boolean(),
    }),
  }),
  notice: route({
    name: "reports.notice",
    method: "GET",
    path: "/api/allo/notice",
    summary: "Privacy notice on reports: controller, purposes, legal basis, recipients, times, rights, contact, complaint",
    access: anybody,
    log: notLogged("public words"),
    keptS: 3_600,
    reply: notice,
  }),
  task: route({
    name: "reports.task",
    method: "GET",
    path: "/api/allo/task",
    summary:
      "A task of work: for one report of this network, answered within a quarter of an hour. Danger is sent without, and may bring its answer later",
    access: anybody,
    log: notLogged("a number that means nothing by itself"),
    query: z.object({ use: proofUse.default("report") }),
    reply: z.object({ task: z.string(), bits: z.number().int(), expiresAt: instant }),
  }),
  landmarks: route({
    name: "reports.landmarks",
    method: "GET",
    path: "/api/allo/landmarks",
    summary: "Public landmarks of the town by name, in any language and spelling",
    access: anybody,
    log: notLogged("names that stand on the map of the town"),
    query: z.object({ q: sought(60).min(2) }),
    reply: z.array(z.object({ name: text3, place: point })),
    errors: ["request.too_many"],
  }),
  send: route({
    ...author,
    name: "reports.send",
    path: "/api/allo/reports",
    summary: "Send a report under a code that the phone made; the same report sent again is taken once",
    log: byUseCase("report.received", "report.sent_again"),
    body: newReport,
    errors: [
      "request.too_many",
      "report.code_malformed",
      "report.empty",
      "report.place_missing",
      "report.proof_missing",
      "report.time_wrong",
      "file.too_large",
    ],
  }),
  follow: route({
    ...author,
    name: "reports.follow",
    path: "/api/allo/follow",
    summary: "State of a report, for the holder of its code; every other code gets one and the same answer",
    log: notLogged("its author's own words and the course of the work; codes that do not fit are counted"),
    body: z.object({ code: followCode }),
    errors: unknown,
  }),
  say: route({
    ...author,
    name: "reports.say",
    path: "/api/allo/messages",
    summary: "Answer the room, or add words; the same message sent again is taken once",
    log: byUseCase("report.answered", "report.sent_again", "intervention.changed"),
    body: z.object({ code: followCode, messageId: id, words: saidProse(TEXT_MOST.message).min(1) }),
    errors: [...unknown, "report.wrong_state", "report.too_many_messages"],
  }),
  addFiles: route({
    ...author,
    name: "reports.addFiles",
    path: "/api/allo/files",
    summary: "Announce more files; those that were announced before stay as they are",
    log: byUseCase("report.files_added", "report.sent_again"),
    body: z.object({ code: followCode, files: z.array(announcedFile).min(1).max(FIRST_FILES_MOST) }),
    errors: [...unknown, "report.wrong_state", "report.too_many_files", "file.too_large"],
  }),
  prove: route({
    ...author,
    name: "reports.prove",
    path: "/api/allo/proofs",
    summary: "Work that the phone did after it sent danger: the report stands higher in the queue",
    log: byUseCase("report.proven", "report.sent_again"),
    body: z.object({ code: followCode, proof }),
    errors: [...unknown, "report.proof_missing"],
  }),
  here: route({
    name: "reports.here",
    method: "POST",
    path: "/api/allo/here",
    summary: "Current place of the author of a call for help, for an hour after it; a place set on the map by the room or the author stays",
    access: anybody,
    log: byUseCase("report.place_followed"),
    body: z.object({
      code: followCode,
      point,
      accuracyM: reportPlace.shape.accuracyM,
      /** Age of the phone's fix at sending. The phone's clock may be wrong, but the difference is right. */
      agoMs: z.number().int().min(0).max(HERE_OLDEST_MS),
    }),
    errors: [...unknown, "report.wrong_state"],
  }),
  beginWalk: route({
    name: "reports.beginWalk",
    method: "POST",
    path: "/api/allo/walks",
    summary: "A walk home that the room keeps under a code that the phone made; the same sent again is taken once",
    access: anybody,
    log: byUseCase("report.walk_begun"),
    body: newWalk,
    reply: walkTold,
    errors: ["request.too_many", "report.code_malformed", "report.proof_missing"],
  }),
  walkWord: route({
    name: "reports.walkWord",
    method: "POST",
    path: "/api/allo/walks/words",
    summary:
      "A word from the way home: where the phone is, more time, or that its person is home; without one in time the room makes an alarm",
    access: anybody,
    log: byUseCase("report.walk_begun", "report.walk_ended", "report.answered", "report.sent_again"),
    body: walkWord,
    reply: walkTold,
    errors: unknown,
  }),
  withdraw: route({
    ...author,
    name: "reports.withdraw",
    path: "/api/allo/withdraw",
    summary: "Take a report back: its words, contact, messages, place and files are deleted; the answer says what remains",
    log: byUseCase("report.withdrawn"),
    body: z.object({ code: followCode }),
    errors: [...unknown, "report.wrong_state"],
  }),
} as const;
