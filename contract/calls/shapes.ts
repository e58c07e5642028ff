import { PROPULSIONS } from "@amaliyat/domain/calls";
import { PRIORITIES, SUBCATEGORIES } from "@amaliyat/domain/interventions";
import { z } from "zod";
import { parting } from "../interventions/parting.ts";
import { code, id, instant, point, text3 } from "../route/fields.ts";
import {
  bulletinNature,
  callBackState,
  callEnding,
  callLanguage,
  callNature,
  callState,
  lineNumber,
  listenMode,
  pauseReason,
  placeSource,
  recordingPauseReason,
  textKind,
} from "./codes.ts";

const priority = z.enum(PRIORITIES);
const subcategory = z.enum(SUBCATEGORIES.map((each) => each.code));
const person = z.object({ userId: id, name: z.string() });

/** Place of a caller, its source and its accuracy: radius in metres, time of the measurement. */
export const callerPlace = z.object({ source: placeSource, point, accuracyM: z.number().nullable(), measuredAt: instant });
export type CallerPlaceShown = z.output<typeof callerPlace>;

/** One call as lists show it. `nuisance` is the score of its number at the moment of the answer; it is shown and does nothing. */
export const callRow = z.object({
  callId: id,
  reference: z.string(),
  direction: z.enum(["in", "out"]),
  line: z.string(),
  number: z.string().nullable(),
  withheld: z.boolean(),
  state: callState,
  arrivedAt: instant,
  /** Its place in the queue: for a call-back when the caller first rang. */
  since: instant,
  answeredAt: instant.nullable(),
  endedAt: instant.nullable(),
  ending: callEnding.nullable(),
  silent: z.boolean(),
  /** Way of the caller to write in it; null for one who only speaks. */
  text: textKind.nullable(),
  survived: z.boolean(),
  takenBy: person.nullable(),
  /** Call-taker who is offered it now. */
  offeredTo: id.nullable(),
  nature: callNature.nullable(),
  language: callLanguage.nullable(),
  priority: priority.nullable(),
  subcategory: subcategory.nullable(),
  place: callerPlace.nullable(),
  placeText: z.string().nullable(),
  sectorId: z.string().nullable(),
  interventionId: id.nullable(),
  interventionReference: z.string().nullable(),
  backOf: id.nullable(),
  /** The caller has asked to be called back and keeps the place in the queue; null again once somebody calls. */
  callBack: callBackState.nullable(),
  nuisance: z.number(),
});
export type CallRow = z.output<typeof callRow>;

/** One event of a call; `by` is empty if the network or the room itself did it. */
export const callEvent = z.object({
  seq: z.number().int(),
  at: instant,
  by: z.string(),
  kind: z.string(),
  data: z.record(z.string(), z.unknown()),
});

export const callRecording = z.object({
  recordingId: id,
  callId: id,
  recordedAt: instant,
  /** The moment with which its sound begins; null for those of before this was kept. */
  beganAt: instant.nullable(),
  /** Time of the call-taker's answer. A recording begins earlier, with the room's own answer before any telephone rings. */
  answeredAt: instant.nullable(),
  /** Parts of the call that were not recorded, and why. */
  pauses: z.array(z.object({ reason: recordingPauseReason, beganAt: instant, endedAt: instant })),
  seconds: z.number(),
  lost: z.number().int(),
  /** The event that says which announcement the caller heard. */
  announcedSeq: z.number().int().nullable(),
  retentionUntil: instant,
  heldUntil: instant.nullable(),
  holdReason: z.string().nullable(),
  gone: z.boolean(),
});
export type CallRecordingShown = z.output<typeof callRecording>;

/** A recording as a search finds it: with the call that it is of. */
export const foundRecording = callRecording.extend({
  call: callRow.pick({
    reference: true,
    direction: true,
    line: true,
    number: true,
    arrivedAt: true,
    takenBy: true,
    nature: true,
    interventionId: true,
    interventionReference: true,
  }),
});
export type FoundRecording = z.output<typeof foundRecording>;

const treeAnswer = z.object({
  id: code,
  text: text3,
  points: z.number().int().min(0).max(20),
  subcategory: subcategory.nullable(),
  next: code.nullable(),
});
const treeQuestion = z.object({ id: code, text: text3, answers: z.array(treeAnswer).min(2).max(12) });
export const treeQuestions = z.array(treeQuestion).min(1).max(20);
export const questionTree = z.object({ nature: bulletinNature, version: z.number().int(), questions: treeQuestions });
export type QuestionTreeShown = z.output<typeof questionTree>;

/** Progress of the questions: the next one, and the result of the answers. */
export const interview = z.object({
  nature: bulletinNature,
  version: z.number().int(),
  steps: z.array(z.object({ questionId: z.string(), answerId: z.string() })),
  next: treeQuestion.nullable(),
  score: z.number().int(),
  priority: priority.nullable(),
  subcategory: subcategory.nullable(),
});
export type Interview = z.output<typeof interview>;

/** Somebody who is with a call beside the call-taker: a supervisor, shown by the policy of the room. */
export const listener = z.object({ legId: id, userId: id, name: z.string(), mode: listenMode, since: instant });

const vehicle = z.object({
  /** The vehicle called by itself; null if it does not say. */
  automatic: z.boolean().nullable(),
  sent: z.boolean(),
  /** Its data was erased at the end of its time. */
  erased: z.boolean(),
  data: z
    .object({
      test: z.boolean(),
      vehicleType: z.string().nullable(),
      vin: z.string(),
      propulsion: z.array(z.enum(PROPULSIONS)),
      at: instant.nullable(),
      point: point.nullable(),
      trusted: z.boolean(),
      directionDeg: z.number().nullable(),
      recent: z.array(point),
      passengers: z.number().int().nullable(),
    })
    .nullable(),
});

export const callCard = callRow.extend({
  places: z.array(callerPlace),
  events: z.array(callEvent),
  recordings: z.array(callRecording),
  /** A vehicle made the call (eCall); `data` is null if it sent none, or unreadable data. */
  vehicle: vehicle.nullable(),
  /** Time at which the caller stopped text; the call goes on without it. Null while the caller can write, or never could. */
  textOverAt: instant.nullable(),
  /** Time at which the caller answered by a key that speaking is not possible. Null without question or answer. */
  cannotSpeakAt: instant.nullable(),
  /** Its recording is paused now: the person, and the latest end. */
  pause: z.object({ reason: recordingPauseReason, by: z.string(), beganAt: instant, until: instant }).nullable(),
  interview: interview.nullable(),
  /** Null if it is in no intervention. */
  parting: parting.nullable(),
  listeners: z.array(listener),
  calledBackBy: z.array(z.object({ callId: id, reference: z.string(), ending: callEnding.nullable() })),
  /** Time at which the nuisance score of its number reaches zero; null without one. */
  nuisanceEndsAt: instant.nullable(),
  /** Number of earlier calls of the number. Their callers are shown only for a purpose. */
  earlier: z.number().int(),
});
export type CallCard = z.output<typeof callCard>;

/** State of a call-taker, with the time since. */
export const takerState = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("off") }),
  z.object({ kind: z.literal("ready") }),
  z.object({ kind: z.literal("paused"), reason: pauseReason }),
  z.object({ kind: z.literal("offered"), callId: id }),
  z.object({ kind: z.literal("talking"), callId: id }),
  /** A colleague asks about a call, or hands it on. */
  z.object({ kind: z.literal("consulted"), callId: id }),
  z.object({ kind: z.literal("wrap_up"), callId: id, until: instant }),
]);

export const taker = person.extend({
  extension: z.string(),
  languages: z.array(callLanguage),
  lines: z.array(lineNumber).nullable(),
  /** The person has come to the queue. */
  here: z.boolean(),
  connected: z.boolean(),
  state: takerState,
  since: instant,
  pauseNext: pauseReason.nullable(),
});
export type TakerShown = z.output<typeof taker>;
