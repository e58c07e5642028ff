import {
  FILE_BYTES_MOST,
  FIRST_FILES_MOST,
  HERE_OLDEST_MS,
  TEXT_MOST,
  WALK_CONTACT_MOST,
  WALK_LONGEST_S,
  WALK_STATES,
} from "@amaliyat/domain/reports";
import { z } from "zod";
import { id, instant, moment, point, saidLine, saidProse, text3 } from "../route/fields.ts";
import {
  deviceToken,
  fileKind,
  fileState,
  followCode,
  reportEnd,
  reportKind,
  reportLanguage,
  reportPlaceSource,
  reportSort,
  reportState,
  reportStep,
  sha256,
} from "./codes.ts";

/** A file that will be sent: its id is of the phone's making, so that it is sent once however often the link is cut. */
export const announcedFile = z.object({
  fileId: id,
  kind: fileKind,
  bytes: z.number().int().min(1).max(FILE_BYTES_MOST.film),
  sha256,
});
export type AnnouncedFile = z.output<typeof announcedFile>;

export const reportPlace = z.object({
  point,
  /** Radius in metres; null where a person chose the point. */
  accuracyM: z.number().min(0).max(100_000).nullable(),
  source: reportPlaceSource.extract(["map", "phone", "landmark"]),
});

/** The answer to the task of `reports.task`: a number that makes its digest begin with enough zero bits. */
export const proof = z.object({ task: z.string().max(200), nonce: z.string().regex(/^[0-9a-z]{1,16}$/) });

export const newReport = z.object({
  code: followCode,
  device: deviceToken,
  /** May be left out of a report of danger, and is required of everything else. */
  proof: proof.nullable(),
  kind: reportKind,
  sort: reportSort,
  danger: z.boolean(),
  language: reportLanguage,
  words: saidProse(TEXT_MOST.words).nullable(),
  place: reportPlace.nullable(),
  placeText: saidLine(TEXT_MOST.place).nullable(),
  /** Times of the event and of writing, by the phone's clock. */
  happenedAt: moment.nullable(),
  writtenAt: moment,
  /** Time of sending by the same clock: the room derives the clock's offset from it. */
  sentAt: moment.optional(),
  contact: saidLine(TEXT_MOST.contact).nullable(),
  files: z.array(announcedFile).max(FIRST_FILES_MOST),
});
export type NewReport = z.output<typeof newReport>;

/** One message as its author's phone shows it. `choices` are ready answers to a question of the room. */
export const messageTold = z.object({
  messageId: id,
  from: z.enum(["citizen", "room"]),
  at: instant,
  words: z.string(),
  choices: z.array(text3).max(4),
});
export type MessageTold = z.output<typeof messageTold>;

export const fileTold = z.object({
  fileId: id,
  kind: fileKind,
  bytes: z.number().int(),
  received: z.number().int(),
  state: fileState,
  code: z.string().nullable(),
});

/** A report as the holder of its code sees it, without the persons of the room. */
export const followed = z.object({
  reference: z.string(),
  kind: reportKind,
  sort: reportSort,
  danger: z.boolean(),
  state: reportState,
  steps: z.array(z.object({ step: reportStep, at: instant.nullable() })),
  end: reportEnd.nullable(),
  endWords: z.string().nullable(),
  messages: z.array(messageTold),
  /** True while the room waits for an answer. */
  asked: z.boolean(),
  files: z.array(fileTold),
  /** Remains of a withdrawn report elsewhere: an intervention of the room, and bodies that were told of it. Null if there are none. */
  remains: z.object({ intervention: z.boolean(), bodies: z.array(text3) }).nullable(),
  mayAdd: z.boolean(),
  mayWithdraw: z.boolean(),
  keptUntil: instant,
});
export type Followed = z.output<typeof followed>;

/** The place of a phone on the way, with the age of its fix at sending. The phone's clock may be wrong, but the difference is right. */
const wayPlace = z.object({ point, accuracyM: reportPlace.shape.accuracyM, agoMs: z.number().int().min(0).max(HERE_OLDEST_MS) });
const leftS = z.number().int().min(1).max(WALK_LONGEST_S);

/** A walk home that the room is to keep. The code is of the phone's making; if the room makes an alarm of the walk, it is that report's. */
export const newWalk = z.object({
  code: followCode,
  device: deviceToken,
  proof,
  language: reportLanguage,
  /** Seconds until the end: the phone's clock is not asked. */
  leftS,
  place: wayPlace.nullable(),
  /** Person whom the room may call at an alarm. */
  contact: z.object({ name: saidLine(WALK_CONTACT_MOST.name).min(1), number: z.string().regex(/^\+?\d{3,19}$/) }).nullable(),
});
export type NewWalk = z.output<typeof newWalk>;

export const walkWord = z.object({
  code: followCode,
  /** The words of a phone are numbered: a bad link brings an old one after a new one. The highest number bounds how many are written down. */
  nth: z.number().int().min(0).max(10_000),
  act: z.enum(["here", "home"]),
  /** Null leaves the end as it is. */
  leftS: leftS.nullable(),
  place: wayPlace.nullable(),
});

/** State of a walk; `told` is the report that the room made of it. */
export const walkTold = z.object({ state: z.enum(WALK_STATES), leftS: z.number().int(), told: followed.nullable() });
export type WalkTold = z.output<typeof walkTold>;

/** Privacy notice on reports, point by point, in reading order. */
export const notice = z.array(
  z.object({
    key: z.enum(["controller", "purposes", "basis", "recipients", "times", "rights", "contact", "complaint"]),
    title: text3,
    words: z.object({ ar: z.string(), fr: z.string(), en: z.string() }),
  }),
);
export type Notice = z.output<typeof notice>;
