import { z } from "zod";
import { subcategory } from "../interventions/codes.ts";
import { changedNames3, code, id, instant, line, names3, point, prose, text3 } from "../route/fields.ts";
import {
  attributeWord,
  forwardState,
  forwardStateWord,
  partnerKind,
  personRoleWord,
  priorityWord,
  requestState,
  subcategoryWord,
  tokenUse,
  transport,
} from "./codes.ts";

/** The written act that allows the exchange with a partner. */
export const authorisation = z.object({ number: line(64), expiresAt: instant });

/** No fragment: it reaches no server, and the client of WebSockets throws on it. */
const address = z
  .url({ protocol: /^(https|wss|http|ws)$/ })
  .max(512)
  .refine((text) => !text.includes("#"), "has a fragment");

/** Secret of a partner. It goes in a header (RFC 9110, 5.5), which takes no letter outside ASCII and no blank at its ends. */
export const partnerSecret = z
  .string()
  .min(16)
  .max(512)
  .regex(/^[!-~](?:[ -~]*[!-~])?$/, "has a letter outside ASCII, or a blank at an end");

export const token = z.object({ tokenId: id, use: tokenUse, issuedAt: instant, expiresAt: instant });

export const partner = z.object({
  partnerId: id,
  code: z.string(),
  names: text3,
  kind: partnerKind,
  transport,
  address: z.string().nullable(),
  hasSecret: z.boolean(),
  authorisation: z.object({ number: z.string(), expiresAt: instant }).nullable(),
  active: z.boolean(),
  /** Code of the obstacle to forwards to it now; null without one. */
  hindrance: z.string().nullable(),
  tokens: z.array(token),
});
export type Partner = z.output<typeof partner>;

export const newPartner = z.object({
  code,
  names: names3,
  kind: partnerKind,
  transport,
  address: address.nullable().default(null),
  authorisation: authorisation.nullable().default(null),
  active: z.boolean().default(true),
});
export const changedPartner = z.object({
  names: changedNames3.optional(),
  kind: partnerKind.optional(),
  transport: transport.optional(),
  address: address.nullable().optional(),
  authorisation: authorisation.nullable().optional(),
  active: z.boolean().optional(),
});

/** Data shared beside kind and moment. People never go without `people: true`. */
export const choice = z.object({
  place: z.boolean().default(true),
  priority: z.boolean().default(true),
  attributes: z.boolean().default(true),
  notes: z.boolean().default(false),
  people: z.boolean().default(false),
});

export const forwardEvent = z.object({
  seq: z.number().int(),
  at: instant,
  /** A person's name; empty for the room itself and for the partner, which `author` tells apart. */
  by: z.string(),
  author: z.enum(["person", "partner", "room"]),
  kind: z.string(),
  /** Text of it: a message, a reason, or the code of a cause. */
  text: z.string().nullable(),
});

export const forward = z.object({
  forwardId: id,
  interventionId: id,
  reference: z.string(),
  partnerId: id,
  partnerCode: z.string(),
  partnerNames: text3,
  state: forwardState,
  version: z.number().int(),
  since: instant,
  queuedAt: instant,
  queuedBy: z.string(),
  attempts: z.number().int(),
  nextTryAt: instant.nullable(),
  /** The code of the last failure, while the forward waits or has failed. */
  cause: z.string().nullable(),
  reason: z.string().nullable(),
  notice: z.enum(["none", "due", "told"]),
  /** Deadline for the partner's acknowledgement, and the time at which its absence was noted. */
  answerDueAt: instant.nullable(),
  unansweredAt: instant.nullable(),
  /** Time since which danger that was raised after the hand-over is read by nobody at the partner. */
  dangerUnreadSince: instant.nullable(),
  /** Time since which the partner's system is silent. Messages for it are sent in order once it is back. */
  awaySince: instant.nullable(),
  partnerReference: z.string().nullable(),
  choice,
  /** Number of changes since the hand-over to the partner. */
  revision: z.number().int(),
  /** A change, or at revision 0 the forward itself, that the partner did not answer; `nextTryAt` is null once the room gave up on it. */
  update: z.object({ attempts: z.number().int(), nextTryAt: instant.nullable(), cause: z.string().nullable() }).nullable(),
  events: z.array(forwardEvent),
});
export type Forward = z.output<typeof forward>;

/** State of a request by its sender's word. */
export const senderStatus = z.enum(["Active", "Closed", "Cancelled"]);

/** News from the sender after the room had decided. A field is null if it did not change. */
export const requestUpdate = z.object({
  seq: z.number().int(),
  receivedAt: instant,
  stamp: instant,
  senderStatus: senderStatus.nullable(),
  title: z.string().nullable(),
  place: point.nullable(),
  accuracyM: z.number().nullable(),
  placeText: z.string().nullable(),
  notes: z.array(z.string()),
  /** Time and person of the read receipt; null until then. */
  readAt: instant.nullable(),
  readBy: z.string().nullable(),
});
export type RequestUpdate = z.output<typeof requestUpdate>;

/** Request of a partner to the room; it opens nothing by itself. */
export const partnerRequest = z.object({
  requestId: id,
  partnerId: id,
  partnerCode: z.string(),
  partnerNames: text3,
  state: requestState,
  receivedAt: instant,
  incidentId: z.string(),
  title: z.string(),
  /** Status that its sender gives it now. If the status is not active, the request was withdrawn. */
  senderStatus,
  place: point.nullable(),
  /** Possible error of the place, in metres. */
  accuracyM: z.number().nullable(),
  placeText: z.string().nullable(),
  /** Reason that the place's reference gave no place. */
  placeUnfetched: z.enum(["not_allowed", "no_answer", "refused", "no_place"]).nullable(),
  sectorId: z.string().nullable(),
  notes: z.array(z.string()),
  interventionId: id.nullable(),
  reason: z.string().nullable(),
  updates: z.array(requestUpdate),
});
export type PartnerRequest = z.output<typeof partnerRequest>;

export const takenRequest = z.object({
  subcategory: subcategory.optional(),
  /** Opens also what its sender has withdrawn. */
  anyway: z.boolean().default(false),
});

/** Report of a partner on a forward at its desk. */
export const deskReport = z.strictObject({
  status: z
    .enum(["received", "acknowledged", "in_progress", "done", "refused", "message"])
    .describe("Progress of the work. A system has it at `received`, a person has read it at `acknowledged`."),
  text: prose(2000).optional().describe("Words for the room. `refused` needs a reason, `message` needs words."),
});
/** The same from its system, which knows the incident by the name that the room gave. */
export const systemReport = deskReport.extend({
  incidentId: z.string().min(1).max(200).describe("The `$id` of the EIDO by which the room forwarded the incident."),
  status: z
    .string()
    .min(1)
    .max(40)
    .describe("`received`, `acknowledged`, `in_progress`, `done`, `refused`, `message`, or a status of NENA's registry, in any case."),
  reference: line(64).optional().describe("Your own number of the incident; the room shows it."),
});

/** Forward as a partner's desk sees it: the content handed over, and nothing of the room. */
export const deskForward = z.object({
  forwardId: id.describe("Names this forward in the path of a report."),
  incidentId: z.string().describe("The incident's name between systems: the `$id` of its EIDOs, and `incidentId` of a report."),
  reference: z.string().describe("The room's number of the intervention, for talking about it."),
  state: forwardStateWord("State of the forward."),
  queuedAt: instant.describe("Time of the forward."),
  subcategoryCode: subcategoryWord("Kind of incident, by the room's own code."),
  subcategory: text3.describe("Kind of incident."),
  priorityCode: priorityWord("A priority, the most urgent first.")
    .nullable()
    .describe("Priority by the room's own code; null if it was not shared."),
  priority: text3.nullable().describe("Priority; null if the room did not share it."),
  placeText: z.string().nullable().describe("The place in words; null where there are none."),
  place: point.nullable().describe("The place; null where it is not known or was not given."),
  attributeCodes: z.array(attributeWord("One attribute.")).describe("Known danger and injuries, by the room's own codes."),
  attributes: z.array(text3).describe("Known danger and injuries."),
  notes: z
    .array(z.object({ at: instant.describe("Time of writing."), text: z.string().describe("Its words.") }))
    .describe("Notes that the room chose to give, the oldest first."),
  people: z
    .array(
      z.object({
        role: personRoleWord("The role of the person."),
        text: z.string().describe("Name and description."),
      }),
    )
    .describe("People that the room chose to give; most forwards name nobody."),
  message: z.string().nullable().describe("Words of the room to you; null where there are none."),
  reason: z.string().nullable().describe("Reason of the refusal or cancellation; null in other states."),
  status: z.enum(["Active", "Closed", "Cancelled"]).describe("`Active`: go on. `Closed`: it ended. `Cancelled`: it is not to be."),
  revisedAt: instant.nullable().describe("Time of the last change here; null if there was none."),
  dangerUnreadSince: instant
    .nullable()
    .describe("Time since which danger raised after the forward waits to be read; null if it was. Any report but `received` says that."),
  joined: z.boolean().describe("True where it is the same work as another intervention, under which the room goes on."),
});
export type DeskForward = z.output<typeof deskForward>;
