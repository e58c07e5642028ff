import { z } from "zod";
import { text3 } from "../route/fields.ts";
import { callLanguage, lineNumber } from "./codes.ts";

/** Name of a sound file in the folder of announcements; never a path. */
const soundFile = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,63}$/u);

const opening = z.object({
  days: z.array(z.number().int().min(0).max(6)).min(1).max(7),
  fromMinute: z.number().int().min(0).max(1439),
  untilMinute: z.number().int().min(1).max(1440),
});

/** Share of calls that is to be answered within so many seconds. */
export const target = z.object({ withinS: z.number().int().min(1).max(600), share: z.number().min(0.01).max(1) });

const outsideNumber = z.string().regex(/^\d{2,15}$/);
const ms = (least: number, most: number) => z.number().int().min(least).max(most);

/** Escalation for a waiting caller in danger, in ms from the beginning of the wait; see `Ladder` of the domain. */
const ladder = z.object({
  desksMs: ms(1_000, 60_000),
  soundMs: ms(1_000, 120_000),
  chiefMs: ms(1_000, 300_000),
  telephone: z.object({ afterMs: ms(5_000, 300_000), to: outsideNumber }).nullable(),
});

/** Settings of a line; times in ms, `hours` in minutes of the local day, null for day and night. */
export const lineSettings = z.object({
  names: text3,
  priority: z.number().int().min(1).max(9),
  announcements: z.object({ ar: soundFile.nullable(), fr: soundFile.nullable(), en: soundFile.nullable() }),
  closedAnnouncement: soundFile.nullable(),
  hours: z.array(opening).max(14).nullable(),
  menu: z.record(z.string().regex(/^[0-9*#]$/), callLanguage).nullable(),
  offerMs: ms(5_000, 120_000),
  wrapUpMs: ms(0, 600_000),
  anyLanguageMs: ms(0, 600_000),
  overflow: z.object({ afterMs: ms(10_000, 3_600_000), to: outsideNumber }).nullable(),
  ladder,
  /** A waiting caller may press a key to be called back in the same place of the queue. */
  callBack: z.boolean(),
  targets: z.array(target).max(4),
});

/** A line. `open` is whether a call that comes now is put through. */
export const lineShown = lineSettings.extend({
  number: lineNumber,
  version: z.number().int(),
  closed: z.boolean(),
  open: z.boolean(),
});
export type LineShown = z.output<typeof lineShown>;
