import { ROLES } from "@amaliyat/domain/identity";
import { LEFT_CAUSES, LIMIT_CODES, SEAT_STATES, SHIFT_KINDS, type LimitCode } from "@amaliyat/domain/shifts";
import { z } from "zod";
import { code, counted, id, instant, line, name, reason } from "../route/fields.ts";

const person = z.object({ userId: id, name: z.string() });
const signature = person.extend({ at: instant });

/** One shift of a sector with its signatures. `hash` is the SHA-256 of the log that was signed, in hexadecimal. */
export const shift = z.object({
  shiftId: id,
  sectorId: z.string(),
  version: z.number().int(),
  kind: z.enum(SHIFT_KINDS),
  name: z.string(),
  from: instant,
  to: instant,
  chief: person,
  started: signature.nullable(),
  coversFrom: instant.nullable(),
  /** Reason that another person than the chief started it. */
  startedFor: z.string().nullable(),
  outgoing: signature.nullable(),
  hash: z.string().nullable(),
  /** Reason that another person than the chief signed. */
  inPlaceOf: z.string().nullable(),
  incoming: signature.nullable(),
  /** Reason that one relief signed both, in place of an absent chief. */
  relievedFor: z.string().nullable(),
  reason: z.string().nullable(),
});
export type Shift = z.output<typeof shift>;

/** `anyway`: why it is planned although it overlaps, its chief leads elsewhere, or works long in a row. */
export const shiftPlan = z.object({ name: name(60), from: instant, to: instant, chiefId: id, anyway: reason(200).optional() });
/** The version that the screen saw; a command on an older one is refused and nothing is lost. */
export const seenShift = z.object({ version: counted.min(1) });

/** Seat of a person: at a desk of the room, or in the crew of a unit with its vehicle. */
export const seat = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("desk"), desk: line(40) }),
  z.object({ kind: z.literal("crew"), unitId: id, vehicle: line(40), radio: line(40).nullable().default(null) }),
]);

/** One line of the roster as it is shown. A crew line names its unit, a desk line its desk. */
export const rosterLine = z.object({
  lineId: id,
  sectorId: z.string(),
  kind: z.enum(["desk", "crew"]),
  desk: z.string().nullable(),
  unitId: id.nullable(),
  unitCode: z.string().nullable(),
  vehicle: z.string().nullable(),
  radio: z.string().nullable(),
  person,
  /** The role of the person when the line was written. */
  role: z.enum(ROLES),
  from: instant,
  to: instant,
  /** State at the time of the reply. A seat that was written by a clock ahead may run before `from`. */
  state: z.enum(SEAT_STATES),
});
export type RosterLine = z.output<typeof rosterLine>;

/** A seat of the week before that a copy left out, at its time in the new week. */
export const leftSeat = rosterLine
  .pick({ kind: true, desk: true, unitCode: true, vehicle: true, person: true, from: true, to: true })
  .extend({ cause: z.enum(LEFT_CAUSES) });
export type LeftSeat = z.output<typeof leftSeat>;

/** A copied week: the number of seats that were copied, and those that were left out. */
export const copiedRoster = z.object({ taken: z.number().int(), left: z.array(leftSeat) });
export type CopiedRoster = z.output<typeof copiedRoster>;

/** `anyway` is the reason for a row of hours over the limit. */
export const newLine = z.object({ sectorId: code, userId: id, seat, from: instant, to: instant, anyway: reason(200).optional() });

/** Data of a seat's screen: the running shift of its person, and the person's current seat. */
export const mine = z.object({ shift: shift.nullable(), seat: rosterLine.nullable() });

const seconds = z.number().int().min(1).max(604_800);
/** The limits in force. Version 0 holds the room's defaults as long as nobody has set others. */
export const limitSet = z.object({
  version: z.number().int(),
  values: z.object(Object.fromEntries(LIMIT_CODES.map((each) => [each, seconds])) as Record<LimitCode, typeof seconds>),
  changedAt: instant.nullable(),
  changedBy: z.string().nullable(),
});
export type LimitSet = z.output<typeof limitSet>;
