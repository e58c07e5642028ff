import { BOLO_ENDS, BOLO_KINDS, BOLO_STANDINGS, DEFAULT_HOURS, MOST_HOURS } from "@amaliyat/domain/bolos";
import { z } from "zod";
import { priority } from "../interventions/codes.ts";
import { code, id, instant, line, moment, point, prose } from "../route/fields.ts";
import { alert } from "./alert.ts";
import { noticeChannel, notices } from "./notices.ts";

export const boloKind = z.enum(BOLO_KINDS);
export const boloStanding = z.enum(BOLO_STANDINGS);
export const boloEnd = z.enum(BOLO_ENDS);

/** Known facts of the subject. A vehicle has a plate, make and colour; a person a description in words, age in years and clothes. */
const facts = z.object({
  plate: z.string().nullable(),
  make: z.string().nullable(),
  colour: z.string().nullable(),
  description: z.string().nullable(),
  age: z.number().int().nullable(),
  clothes: z.string().nullable(),
  seenPlace: z.string().nullable(),
  seenAt: instant.nullable(),
});
export type BoloFactsShown = z.output<typeof facts>;

const givenFacts = z.object({
  plate: line(40).nullable().default(null),
  make: line(80).nullable().default(null),
  colour: line(40).nullable().default(null),
  description: prose(1000).nullable().default(null),
  age: z.number().int().min(0).max(130).nullable().default(null),
  clothes: prose(400).nullable().default(null),
  seenPlace: line(200).nullable().default(null),
  seenAt: moment.nullable().default(null),
});

/** Time in force once published or renewed, in hours. */
export const hours = z.number().int().min(1).max(MOST_HOURS);

/** Fields of a BOLO that a person writes. An empty list of sectors means the whole room. */
export const boloSaid = z.object({
  kind: boloKind,
  priority,
  text: prose(2000),
  facts: givenFacts.prefault({}),
  sectors: z.array(code).max(50).default([]),
  authority: line(120).nullable().default(null),
  caseReference: line(120).nullable().default(null),
  interventionId: id.nullable().default(null),
  hours: hours.default(DEFAULT_HOURS),
  /** The words that the author answers name nobody, as `bolo.papers_missing` quotes them in `words`. For other words it is no answer. */
  namesNobody: prose(5000).nullable().default(null),
});
export type BoloSaidIn = z.input<typeof boloSaid>;

const act = z.object({ at: instant, by: z.string() });

/** One BOLO as lists show it. `standing` is how it stood when the room answered: it expires by the clock. */
export const boloRow = z.object({
  boloId: id,
  reference: z.string(),
  version: z.number().int(),
  standing: boloStanding,
  kind: boloKind,
  priority,
  text: z.string(),
  facts,
  sectors: z.array(z.string()),
  /** On a person who is named or wanted: who orders it, and the case. */
  authority: z.string().nullable(),
  caseReference: z.string().nullable(),
  hours: z.number().int(),
  intervention: z.object({ interventionId: id, reference: z.string() }).nullable(),
  written: act,
  published: act.nullable(),
  expiresAt: instant.nullable(),
  /** A small copy of the first picture that has one, as a `data:` address of at most 20 kB. */
  thumbnail: z.string().nullable(),
});
export type BoloRow = z.output<typeof boloRow>;

/** A BOLO in force as its reader was told of it. */
export const boloNotice = boloRow.extend({ toldAt: instant, acknowledgedAt: instant.nullable() });
export type BoloNotice = z.output<typeof boloNotice>;

/** Metadata of a picture; its bytes are a route of their own. `sha256` is of the bytes as they arrived, in hexadecimal. */
export const boloPicture = z.object({
  pictureId: id,
  boloId: id,
  added: act,
  type: z.enum(["image/jpeg", "image/png", "image/webp"]),
  width: z.number().int(),
  height: z.number().int(),
  bytes: z.number().int(),
  sha256: z.string(),
  thumbnail: z.string().nullable(),
  /** Time at which its bytes were erased after their retention; null while they are kept. */
  erasedAt: instant.nullable(),
});
export type BoloPicture = z.output<typeof boloPicture>;

export const sighting = z.object({
  sightingId: id,
  seenAt: instant,
  noted: act,
  unitCode: z.string().nullable(),
  camera: z.object({ cameraId: id, code: z.string() }).nullable(),
  place: point.nullable(),
  placeText: z.string().nullable(),
  text: z.string().nullable(),
  intervention: z.object({ interventionId: id, reference: z.string() }).nullable(),
});
export type Sighting = z.output<typeof sighting>;

/**
 * One thing that was done to it. `kind` is the log's own type, `text` the reason or the words that were given. `channel` is that of a
 * notice, null for any other act.
 */
const boloEvent = z.object({
  seq: z.number().int(),
  at: instant,
  by: z.string(),
  kind: z.string(),
  channel: noticeChannel.nullable(),
  text: z.string().nullable(),
});

export const boloPage = boloRow.extend({
  cancelled: act.extend({ end: boloEnd, words: z.string() }).nullable(),
  pictures: z.array(boloPicture),
  /** Papers on which it rests, each as a picture of a page: an order, a complaint, a warrant. */
  documents: z.array(boloPicture),
  /** True if it is on a person who is named or wanted: it needs an authority, a case, a document and a second person. */
  needsPapers: z.boolean(),
  /** Answer of an author that these words, which seem to name a person, name nobody; null if there is none. */
  namesNobody: act.extend({ words: z.string() }).nullable(),
  /** True if the reader wrote part of its text: another person publishes it where it needs papers. */
  isOwnText: z.boolean(),
  notices,
  sightings: z.array(sighting),
  events: z.array(boloEvent),
  alerts: z.array(alert),
});
export type BoloPage = z.output<typeof boloPage>;

/** Place, time and means of a sighting. */
export const newSighting = z.object({
  seenAt: moment,
  cameraId: id.nullable().default(null),
  place: point.nullable().default(null),
  placeText: line(200).nullable().default(null),
  text: prose(1000).nullable().default(null),
  interventionId: id.nullable().default(null),
});
