import { z } from "zod";
import { parting } from "../interventions/parting.ts";
import { interventionRow } from "../interventions/shapes.ts";
import { id, instant, point, text3 } from "../route/fields.ts";
import {
  fileKind,
  fileState,
  rankReason,
  reportEnd,
  reportKind,
  reportLanguage,
  reportNature,
  reportPlaceSource,
  reportSort,
  reportState,
} from "./codes.ts";

const person = z.object({ userId: id, name: z.string() });

/** One report as lists show it, without a word of its author: those are read on its card, which is logged. */
export const reportRow = z.object({
  reportId: id,
  reference: z.string(),
  channel: z.enum(["APP", "WEB"]),
  state: reportState,
  kind: reportKind,
  sort: reportSort,
  danger: z.boolean(),
  language: reportLanguage,
  nature: reportNature,
  receivedAt: instant,
  /** Time of sending by its author: hours before its receipt if the phone was off. */
  writtenAt: instant,
  happenedAt: instant.nullable(),
  place: point.nullable(),
  placeText: z.string().nullable(),
  sectorId: z.string().nullable(),
  files: z.number().int(),
  readAt: instant.nullable(),
  takenBy: person.nullable(),
  /** True while the room waits for its author's answer, and while an answer waits to be read. */
  asked: z.boolean(),
  answered: z.boolean(),
  interventionId: id.nullable(),
  interventionReference: z.string().nullable(),
  endedAt: instant.nullable(),
  end: reportEnd.nullable(),
  /** Score of the device at the moment of the answer; it is shown, puts back in the queue, and does nothing else. */
  nuisance: z.number(),
  /** True for the first report of a device. */
  newDevice: z.boolean(),
  /** Place in the queue, 0 first: danger lies below 200. With the reasons for it. */
  urgency: z.number().int(),
  reasons: z.array(rankReason),
  /** The wave that it is part of; null where it stands by itself. */
  waveId: id.nullable(),
});
export type ReportRow = z.output<typeof reportRow>;

/** Reports that are one row of the queue: alike, or too many of one network. `waiting` of them wait, since `firstAt` and until `lastAt`. */
export const reportWave = z.object({
  waveId: id,
  danger: z.boolean(),
  waiting: z.number().int(),
  firstAt: instant,
  lastAt: instant,
  /** True where their words are alike. */
  alike: z.boolean(),
  /** True where they come from one address of their network. */
  oneAddress: z.boolean(),
});
export type ReportWave = z.output<typeof reportWave>;

/** A row of the queue: a report, or a wave, which stands under its first report that waits. */
export const queueRow = reportRow.extend({ wave: reportWave.nullable() });
export type QueueRow = z.output<typeof queueRow>;

/** True numbers of the whole queue, however much of it a screen holds. */
export const queueCounts = z.object({
  danger: z.number().int(),
  calm: z.number().int(),
  /** Of both: those that are part of a wave, and the waves. */
  inWaves: z.number().int(),
  waves: z.number().int(),
  /** Nobody has read them, or what their authors answered; a wave counts as one. */
  unread: z.number().int(),
  unreadDanger: z.number().int(),
  /** Nobody has them, or their authors answered. */
  waiting: z.number().int(),
  waitingDanger: z.number().int(),
  oldestAt: instant.nullable(),
});
export type QueueCounts = z.output<typeof queueCounts>;

/** A file that came with a report. `held` until somebody of the lines looked at it: it came from a device that the room does not know. */
export const reportFile = z.object({
  fileId: id,
  kind: fileKind,
  state: fileState,
  code: z.string().nullable(),
  bytes: z.number().int(),
  sha256: z.string(),
  /** Of the copy that is shown. */
  type: z.string().nullable(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  seconds: z.number().nullable(),
  arrivedAt: instant.nullable(),
  held: z.boolean(),
});
export type ReportFile = z.output<typeof reportFile>;

export const reportMessage = z.object({
  messageId: id,
  from: z.enum(["citizen", "room"]),
  by: z.string(),
  at: instant,
  words: z.string(),
  choices: z.array(text3),
});

/** One event of a report; `by` is empty if its author or the room itself did it. */
export const reportEvent = z.object({ at: instant, by: z.string(), kind: z.string(), data: z.record(z.string(), z.unknown()) });

export const reportCard = reportRow.extend({
  words: z.string().nullable(),
  contact: z.string().nullable(),
  placeSource: reportPlaceSource.nullable(),
  accuracyM: z.number().nullable(),
  /** Time at which the phone was there, for a place that follows its author. Null for a place that came with the report. */
  placeAt: instant.nullable(),
  endWords: z.string().nullable(),
  /** The partner whose system sent it; null where a citizen did. */
  partner: z.string().nullable(),
  /** Further facts of that system: addresses of its pictures, and its own number of the place. */
  outside: z.object({ mediaUrls: z.array(z.string()), addressId: z.string().nullable() }).nullable(),
  reportFiles: z.array(reportFile),
  messages: z.array(reportMessage),
  events: z.array(reportEvent),
  keptUntil: instant,
  /** Null if it is in no intervention. */
  parting: parting.nullable(),
});
export type ReportCard = z.output<typeof reportCard>;

/** Candidates for the same event: other reports, and open interventions. */
export const likelySame = z.object({
  reports: z.array(z.object({ row: reportRow, score: z.number(), metres: z.number().nullable(), samePicture: z.boolean() })),
  interventions: z.array(z.object({ row: interventionRow, score: z.number(), metres: z.number() })),
});
export type LikelySame = z.output<typeof likelySame>;

const count = z.number().int();
export const reportFigures = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  received: count,
  danger: count,
  byKind: z.array(z.object({ kind: reportKind, count, interventions: count })),
  bySort: z.array(z.object({ sort: reportSort, count })),
  byLanguage: z.array(z.object({ language: reportLanguage, count })),
  byEnd: z.array(z.object({ end: reportEnd, count })),
  /** Seconds from arrival to the first answer of a person; null without one. `answered` is how many had one. */
  firstAnswer: z.object({ answered: count, medianS: z.number().nullable(), p90S: z.number().nullable() }),
  becameInterventions: count,
});
export type ReportFigures = z.output<typeof reportFigures>;
