import { z } from "zod";
import { notLogged } from "../route/access.ts";
import { counted, id, instant } from "../route/fields.ts";
import { route } from "../route/make.ts";
import { callDesks, callOf } from "./talk-routes.ts";

/** One line of a call's text. `person` is null for the caller, and for text that the room writes by itself. */
export const textLine = z.object({
  by: z.enum(["caller", "room"]),
  person: z.object({ userId: id, name: z.string() }).nullable(),
  at: instant,
  text: z.string(),
  /** False while more of it may come. */
  ended: z.boolean(),
  /** Its writer asks for attention. */
  alert: z.boolean(),
});

/** The text of a call. */
export const callText = z.object({
  lines: z.array(textLine),
  /** True once the call has more text than the room keeps. */
  full: z.boolean(),
  /** True once its time was over. */
  erased: z.boolean(),
});
export type CallText = z.output<typeof callText>;

/** Text in calls of callers who cannot speak or hear (RFC 4103). */
export const textRoutes = {
  text: route({
    name: "calls.text",
    method: "GET",
    path: "/api/calls/:callId/text",
    summary: "Text of a call, letter by letter while it goes on, for its participants and for supervisors",
    access: callDesks,
    log: notLogged("read anew at each letter by those in the call; a supervisor stands in the log once, and each reading after the call"),
    params: callOf,
    reply: callText,
    inPieces: true,
    errors: ["object.not_found", "call.not_yours"],
  }),
  writeText: route({
    name: "calls.writeText",
    method: "POST",
    path: "/api/calls/:callId/text",
    summary:
      "Write to the caller in one's own call, by signs of T.140: U+0008 takes a character back, U+2028 ends a line. `after` is how many signs this writer has sent before",
    access: callDesks,
    log: notLogged("each letter would be an entry; that a person writes in a call stands in the log once"),
    params: callOf,
    /** `writer` is made anew for each text field. Its letters are taken once, and never confused with another's. */
    body: z.object({ writer: z.string().regex(/^[0-9a-f]{32}$/), after: counted, text: z.string().min(1).max(600) }),
    reply: z.object({ sent: z.number().int() }),
    errors: ["object.not_found", "calls.elsewhere", "call.wrong_state", "call.not_yours", "call.no_text", "call.text_gap"],
  }),
} as const;
