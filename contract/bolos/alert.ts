import { ALERT_STATES, DECISION_WAYS } from "@amaliyat/domain/bolos";
import { z } from "zod";
import { id, instant, line, moment, prose } from "../route/fields.ts";

const act = z.object({ at: instant, by: z.string() });

/** The prosecutor's decision as it was recorded; `decidedAt` is when it was given. */
const decision = z.object({
  authorised: z.boolean(),
  prosecutor: z.string(),
  reference: z.string(),
  decidedAt: instant,
  way: z.enum(DECISION_WAYS),
  recorded: act,
});

/**
 * The preparation of an alert on a missing child. The texts that were proposed are not in it: see `bolos.alertDraft` and `bolos.alertText`.
 * Hand-overs of its text are notices of the BOLO.
 */
export const alert = z.object({
  alertId: id,
  state: z.enum(ALERT_STATES),
  area: z.string(),
  pictureId: id.nullable(),
  proposed: act.extend({ userId: id }),
  checked: act.nullable(),
  decision: decision.nullable(),
  withdrawn: act.extend({ reason: z.string() }).nullable(),
});
export type ChildAlert = z.output<typeof alert>;

export const newAlert = z.object({ ar: prose(1500), fr: prose(1500), pictureId: id.nullable().default(null), area: line(200) });

export const newDecision = z.object({
  authorised: z.boolean(),
  prosecutor: line(120),
  reference: line(120),
  decidedAt: moment,
  way: z.enum(DECISION_WAYS),
});

/** Both texts. `printable` ones carry the authorisation under which they leave the room. */
export const alertTexts = z.object({ ar: z.string(), fr: z.string() });
export const printable = alertTexts.extend({
  area: z.string(),
  pictureId: id.nullable(),
  prosecutor: z.string(),
  reference: z.string(),
  decidedAt: instant,
});
export type PrintableAlert = z.output<typeof printable>;
