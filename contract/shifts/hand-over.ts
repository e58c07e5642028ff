import { PUBLIC_ALERT_KINDS } from "@amaliyat/domain/alerts";
import { BOLO_KINDS } from "@amaliyat/domain/bolos";
import { FORWARD_KINDS } from "@amaliyat/domain/partners";
import { HAZARD_KINDS } from "@amaliyat/domain/places";
import { HAND_OVER_KINDS } from "@amaliyat/domain/shifts";
import { z } from "zod";
import { disposition, priority, subcategory } from "../interventions/codes.ts";
import { id, instant } from "../route/fields.ts";
import { shift } from "./shapes.ts";

/** A note of a person, never changed: a correction is another note. It is a matter to hand over while `matter` is open. */
export const note = z.object({
  noteId: id,
  sectorId: z.string(),
  at: instant,
  by: z.string(),
  text: z.string(),
  corrects: id.nullable(),
  matter: z.enum(["none", "open", "settled"]),
});
export type Note = z.output<typeof note>;

/** One line of the hand-over log, in codes that every language reads; `text` is a person's own. */
export const handOverLine = z.object({
  key: z.string(),
  at: instant,
  kind: z.enum(HAND_OVER_KINDS),
  by: z.string().nullable(),
  interventionId: id.nullable(),
  reference: z.string().nullable(),
  subcategory: subcategory.nullable(),
  priority: priority.nullable(),
  disposition: disposition.nullable(),
  unit: z.string().nullable(),
  camera: z.string().nullable(),
  /** Cause: of a lost camera a code of `domain/recordings`, of a unit out of service one of `domain/dispatch`. */
  cause: z.string().nullable(),
  text: z.string().nullable(),
  note: note.nullable(),
});
export type HandOverLine = z.output<typeof handOverLine>;

const openWork = z.object({
  interventionId: id,
  reference: z.string(),
  subcategory,
  priority,
  openedAt: instant,
  placeText: z.string().nullable(),
  units: z.array(z.string()),
});

const count = z.number().int();

/** Calls of one line that came in: how many were answered, given up by the caller, gone within a second, and what became of them. */
const lineCalls = z.object({
  line: z.string(),
  calls: count,
  answered: count,
  abandoned: count,
  zeroSecond: count,
  overflowed: count,
  nuisance: count,
  withIntervention: count,
});
export type LineCalls = z.output<typeof lineCalls>;

/** Missed call that was not returned, by the reference of the last call: its waiting time, and the number of tries. */
const missedCall = z.object({ callId: id, reference: z.string(), line: z.string(), at: instant, waitS: z.number(), tries: count });
export type MissedCall = z.output<typeof missedCall>;

const text3 = z.object({ ar: z.string(), fr: z.string(), en: z.string() });

/**
 * Facts that stand at the end of a shift and go on: BOLOs in force, public alerts, hazards, reserved units, and forwards. The forwards are
 * those that wait or failed, and cancelled ones of which the partner is still to be told. For a hazard at a home, neither words nor address
 * are written: the paper is kept.
 */
export const handOverStanding = z.object({
  sector: z.object({ sectorId: z.string(), names: text3 }),
  bolos: z.array(z.object({ reference: z.string(), kind: z.enum(BOLO_KINDS), priority, text: z.string(), expiresAt: instant })),
  alerts: z.array(z.object({ reference: z.string(), kind: z.enum(PUBLIC_ALERT_KINDS), title: text3, until: instant })),
  forwards: z.array(
    z.object({ reference: z.string(), partner: text3, state: z.enum(FORWARD_KINDS), since: instant, cause: z.string().nullable() }),
  ),
  hazards: z.array(
    z.object({
      kind: z.enum(HAZARD_KINDS),
      words: z.string().nullable(),
      address: z.string().nullable(),
      isConfirmed: z.boolean(),
      until: instant,
    }),
  ),
  reservations: z.array(z.object({ unit: z.string(), reason: z.string().nullable(), until: instant })),
});
export type HandOverStanding = z.output<typeof handOverStanding>;

/** Events in the span of a shift, work still open at its end, and matters pinned for the next. */
export const handOverLog = z.object({
  shiftId: id,
  from: instant,
  to: instant,
  lines: z.array(handOverLine),
  openWork: z.array(openWork),
  matters: z.array(note),
  /** Null in a log that was signed before calls stood in it. */
  calls: z
    .object({ lines: z.array(lineCalls), toCallBack: z.array(missedCall) })
    .nullable()
    .default(null),
  /** Null in a log that was signed before this stood in it. */
  standing: handOverStanding.nullable().default(null),
});
export type HandOverLog = z.output<typeof handOverLog>;

/**
 * A shift with its log. `seal` is `open` before the first signature. Then it is `kept` if the stored log has the hash of the room's log,
 * and `changed` if not. It is `unproven` if the entry was erased by its retention.
 */
export const handOver = z.object({ shift, log: handOverLog, seal: z.enum(["open", "kept", "changed", "unproven"]) });
export type HandOver = z.output<typeof handOver>;
