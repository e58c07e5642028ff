import {
  ALERT_TEXT_MOST,
  LEAST_REACH_M,
  MOST_REACH_M,
  PUBLIC_ALERT_KINDS,
  PUBLIC_ALERT_STANDINGS,
  type Act,
  type PublicAlertGiven,
} from "@amaliyat/domain/alerts";
import { z } from "zod";
import { id, instant, line, moment, point, prose } from "../route/fields.ts";

export const publicAlertKind = z.enum(PUBLIC_ALERT_KINDS);
export const publicAlertStanding = z.enum(PUBLIC_ALERT_STANDINGS);

const act = z.object({ at: instant, by: z.string(), userId: id });
const answer = act.extend({ words: z.string() }).nullable();
const told = z.object({
  title: z.string().describe("The heading."),
  words: z.string().describe("The event, and the advice."),
  area: z.string().describe("Its area, in words."),
});
/** English is null where nobody wrote it: French is shown in its place. */
const textsTold = z.object({
  ar: told.describe("In Arabic."),
  fr: told.describe("In French."),
  en: told.nullable().describe("In English; null where nobody wrote it."),
});
/** Null is the whole town. */
const reachTold = z
  .object({ point: point.describe("The middle of the circle."), radiusM: z.number().describe("Its radius in metres.") })
  .nullable();

/** A public alert as the room sees it. `from` is null for a draft that begins when it is published. */
export const publicAlertRow = z.object({
  alertId: id,
  reference: z.string(),
  version: z.number().int(),
  standing: publicAlertStanding,
  kind: publicAlertKind,
  texts: textsTold,
  reach: reachTold,
  from: instant.nullable(),
  until: instant,
  /** Answer of an author that these words, which seem to be about a missing child, are about none; null if there is none. */
  noChild: answer,
  child: z.object({ childAlertId: id, boloId: id, boloReference: z.string() }).nullable(),
  /** True if the authorised text has a picture, which phones show with it. */
  hasPicture: z.boolean(),
  /** False where phones are not told it although it is in force: the leave of the prosecutor no longer stands. */
  authorised: z.boolean(),
  written: act,
  published: act.nullable(),
  ended: act.extend({ reason: z.string() }).nullable(),
  /** All who wrote any of the words that stand; none of them publishes them. */
  writers: z.array(id),
  /** Proposed correction, until another person publishes it; null if there is none. */
  correction: z
    .object({ texts: textsTold, reach: reachTold, until: instant, noChild: answer, proposed: act, writers: z.array(id) })
    .nullable(),
  /** Time of the last correction of its words, and the person who published it. */
  corrected: act.nullable(),
  /** Latest end that one person alone may set by a renewal; a later one takes a correction, and two persons. Null for a draft. */
  aloneUntil: instant.nullable(),
  /** Telephones that were told by push, and those that could not be reached so far; null before anything was sent. */
  pushed: z.object({ told: z.number().int(), unreached: z.number().int() }).nullable(),
});
export type PublicAlertRow = z.output<typeof publicAlertRow>;

const text = z.object({ title: line(ALERT_TEXT_MOST.title), words: prose(ALERT_TEXT_MOST.words), area: line(ALERT_TEXT_MOST.area) });

/** Fields that a person writes. The texts of a missing child are those of its child alert: `texts` is null there. */
export const publicAlertGiven = z.object({
  kind: publicAlertKind,
  texts: z.object({ ar: text, fr: text, en: text.nullable() }).nullable(),
  reach: z.object({ point, radiusM: z.number().int().min(LEAST_REACH_M).max(MOST_REACH_M) }).nullable(),
  from: moment.nullable(),
  until: moment,
  childAlertId: id.nullable(),
  /** The words that the author answers are about no missing child, as `public_alert.child_by_content` quotes them in `words`. */
  noChild: prose(5000).nullable().default(null),
});
export type PublicAlertGivenIn = z.input<typeof publicAlertGiven>;

/** The same as the rules take it: moments in ms, and the answer with its author. */
export const givenOf = ({ from, until, noChild, ...said }: z.output<typeof publicAlertGiven>, answered: Act): PublicAlertGiven => ({
  ...said,
  noChild: noChild === null ? null : { ...answered, words: noChild },
  from: from === null ? null : Date.parse(from),
  until: Date.parse(until),
});

/** A child alert that the prosecutor authorised and whose child is still missing: the source of an alert on a missing child. */
export const authorisedChild = z.object({
  childAlertId: id,
  boloId: id,
  boloReference: z.string(),
  ar: z.string(),
  fr: z.string(),
  area: z.string(),
});
export type AuthorisedChild = z.output<typeof authorisedChild>;

/** A public alert as every phone sees it: nothing of who in the room did what. */
export const alertInForce = z.object({
  alertId: id.describe("Names the alert."),
  kind: publicAlertKind.describe("Kind of the danger."),
  texts: textsTold.describe("Its words in each language."),
  reach: reachTold.describe("The circle in which it holds; null is the whole town."),
  from: instant.describe("Time from which it holds."),
  until: instant.describe("Time until which it holds."),
  hasPicture: z.boolean().describe("True if there is a picture: see `alerts.picture`."),
  correctedAt: instant.nullable().describe("Time of the last correction of its words; null while they are the first."),
});
export type AlertInForce = z.output<typeof alertInForce>;

/** Browser's push subscription (Push API), and its owner's reading language. */
export const pushSubscription = z.object({
  endpoint: z.url().max(1_000),
  keys: z.object({ p256dh: z.string().regex(/^[\w-]{87}$/), auth: z.string().regex(/^[\w-]{22}$/) }),
  language: z.enum(["ar", "fr", "en"]),
});
export type PushSubscription = z.output<typeof pushSubscription>;

/**
 * Data of a `push` event for the service worker. `tag` is the same for all messages on one alert, so that a later one replaces an earlier
 * one; `ended` withdraws it.
 */
export const pushMessage = z.object({
  event: z.enum(["published", "ended"]),
  tag: z.string(),
  alertId: id,
  kind: publicAlertKind,
  language: z.enum(["ar", "fr", "en"]),
  title: z.string(),
  words: z.string(),
  area: z.string(),
  until: instant,
});
export type PushMessage = z.output<typeof pushMessage>;
