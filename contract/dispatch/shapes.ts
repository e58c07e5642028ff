import {
  ACTIVITIES,
  OUT_REASONS,
  PROPOSALS,
  RANK_BASES,
  RANK_PART_LABELS,
  RANK_REASON_LABELS,
  SKILLS,
  TURNS,
  UNIT_KINDS,
  UNIT_STATUSES,
  type RankPartName,
  type RankReason,
} from "@amaliyat/domain/dispatch";
import { z } from "zod";
import { attribute, disposition, priority, subcategory } from "../interventions/codes.ts";
import { warning } from "../places/hazards.ts";
import { code, counted, id, instant, lat, line, lon, moment, point, prose, reason } from "../route/fields.ts";
import { assignment } from "../interventions/assignment.ts";

export const unitStatus = z.enum(UNIT_STATUSES);
export const unitKind = z.enum(UNIT_KINDS);
export const skill = z.enum(SKILLS);
export const outReason = z.enum(OUT_REASONS);
export const activity = z.enum(ACTIVITIES);

export const position = z.object({ place: point, headingDeg: z.number().nullable(), at: instant });

/**
 * A crew's call for help: its time, and its place as far as known. The place has a radius in metres (null if the phone gave none) and its
 * own time. Also the person of the room who took it up. `againAt`: a later press of the crew after it was taken up. `heardAt`: time at
 * which the room heard it, hours after `at` if the phone was off.
 */
export const distress = z.object({
  at: instant,
  place: point.nullable(),
  accuracyM: z.number().nullable(),
  placeAt: instant.nullable(),
  takenUpBy: z.string().nullable(),
  againAt: instant.nullable(),
  heardAt: instant,
});

export const unit = z.object({
  unitId: id,
  code: z.string(),
  kind: unitKind,
  sectorId: z.string(),
  skills: z.array(skill),
  vehicle: z.string().nullable(),
  crew: z.array(z.string()),
  /** Radios on which it is heard now: those of the persons seated in its crew by the roster, else its own. */
  radios: z.array(z.string()),
  /** Its own radio, while nobody who is seated in it has one. */
  radio: z.string().nullable(),
  status: unitStatus,
  statusSince: instant,
  activity: activity.nullable(),
  outReason: outReason.nullable(),
  outNote: z.string().nullable(),
  reservedUntil: instant.nullable(),
  reservedFor: z.string().nullable(),
  distress: distress.nullable(),
  /** Time at which the next check-in of a crew on scene is due. */
  checkInDue: instant.nullable(),
  /** The account that speaks for it while nobody is seated in its crew. */
  userId: id.nullable(),
  /** The persons who speak for it now: those seated in its crew by the roster, else its account. */
  speakers: z.array(z.object({ userId: id, name: z.string() })),
  /** Made by the room for one person who called for help and spoke for no unit; retired when that ends. */
  isPerson: z.boolean(),
  /** The sector that has it as its own until a moment; null while it is at home. */
  lent: z.object({ sectorId: z.string(), until: instant }).nullable(),
  /** Time at which it was retired; null while it exists. */
  retiredAt: instant.nullable(),
  position: position.nullable(),
  /** Intervention it works on; the others that wait for it stand in `alsoAt`. */
  interventionId: id.nullable(),
  alsoAt: z.array(id),
});
export type Unit = z.output<typeof unit>;

const skills = z.array(skill).max(SKILLS.length);
const crew = z.array(line(100)).max(12);

export const newUnit = z.strictObject({
  code,
  kind: unitKind,
  sectorId: code,
  userId: id.nullable().default(null),
  skills: skills.default([]),
  vehicle: line(60).nullable().default(null),
});

/**
 * Changes a unit: its code, sector, account, kind, skills, vehicle, radio and crew, and the telephone on which it takes calls. A field that is
 * left out stays as it was. An unknown field is refused.
 */
export const unitChange = z
  .strictObject({
    code,
    sectorId: code,
    userId: id.nullable(),
    kind: unitKind,
    skills,
    vehicle: line(60).nullable(),
    radio: line(40).nullable(),
    crew,
    phone: z
      .string()
      .regex(/^\d{3,15}$/)
      .nullable(),
  })
  .partial();

/** With which vehicle a crew goes out, and who it is: of which unit, and the phone's own time of it, where it could not be sent at once. */
export const crewOut = z.object({ vehicle: line(60).nullable(), crew, unitId: id.optional(), at: instant.optional() });

/** Lends a unit to a sector until a moment; null takes it back at once. */
export const lending = z.object({ lent: z.object({ sectorId: code, until: moment }).nullable() });
export const retirement = z.object({ reason: reason(200) });

export const service = z.object({ available: z.boolean(), reason: outReason.optional(), note: line(200).optional() });
export const reservation = z.object({ until: instant.nullable(), for: line(100).nullable().default(null) });
/** A crew's report that all is well, perhaps with its activity. `at` is the crew's time, if it could not be sent at once. */
export const word = z.object({ activity: activity.nullable().optional(), at: instant.optional() });
/**
 * Takes a call for help up, or ends it. `seen` is the moment of the latest press that the desk saw: `againAt` of the call, else its
 * `heardAt`. A press that the desk did not see is neither taken up nor ended.
 */
export const distressAct = z.discriminatedUnion("act", [
  z.object({ act: z.literal("take_up"), seen: instant }),
  z.object({ act: z.literal("end"), seen: instant, reason: reason(200) }),
]);

/** Units that a plan requires and that are not there yet. */
export const need = z.object({ kinds: z.array(unitKind).min(1), skill: skill.nullable(), count: z.number().int().min(1).max(20) });
export type Need = z.output<typeof need>;

/** One unit weighed for an intervention. Seconds are null where the position is too old to say, or no road leads there. */
export const advised = z.object({
  unit,
  distanceM: z.number().nullable(),
  seconds: z.number().nullable(),
  /** Seconds that decide its rank, and their parts; null without data. */
  sum: z.number().int().nullable(),
  parts: z.array(z.object({ part: z.enum(Object.keys(RANK_PART_LABELS) as RankPartName[]), seconds: z.number().int() })),
  /** Ground on which it should go: for the plan, or to be there first; null if it should not. */
  proposed: z.enum(PROPOSALS).nullable(),
  positionAgeMs: z.number().nullable(),
  /** False where nothing can be advised: it is asked by radio. */
  advised: z.boolean(),
  reasons: z.array(z.enum(Object.keys(RANK_REASON_LABELS) as RankReason[])),
});

/** A unit that could be taken off one intervention of lesser priority: it would be here in `seconds`, and `sooner` than anybody who is free. */
export const taking = z.object({
  unitId: id,
  code: z.string(),
  assignmentId: id,
  interventionId: id,
  reference: z.string(),
  priority,
  seconds: z.number().int(),
  sooner: z.number().int().nullable(),
  /** True if it has what the plan needs and no free unit has. */
  covers: z.boolean(),
});
export type Taking = z.output<typeof taking>;

/** Units weighed for an intervention, best first; the basis of the ranking, and the plan's open needs. */
export const advice = z.object({
  basis: z.enum(RANK_BASES),
  /** By the weights of this priority. */
  priority,
  /** The plan whose needs are weighed; `inUse` is false where the case works by another one still. Null where none fits. */
  plan: z.object({ planId: id, version: z.number().int(), target: z.string(), inUse: z.boolean() }).nullable(),
  shortfall: z.array(need),
  /** Part of the shortfall that no free unit can meet. */
  uncovered: z.array(need),
  taking: z.array(taking),
  units: z.array(advised),
  /** Number of further candidates that were weighed and are not listed. */
  more: z.number().int(),
});
export type Advice = z.output<typeof advice>;
export type Advised = z.output<typeof advised>;

/** Positions that a patrol reports; several at once after a time without a link. */
const reportedPosition = z.object({ lat, lon, headingDeg: z.number().min(0).lt(360).nullable().default(null), at: instant });
/** `sentAt` is the phone's time of sending: from it the room derives the clock's offset. */
export const reportedPositions = z.object({ positions: z.array(reportedPosition).min(1).max(500), sentAt: instant.optional() });
export const patrolStatus = z.enum(["accepted", "en_route", "on_scene", "cleared", "refused"]);

/** A step of an assignment; `at` is the phone's own time of it, where it could not be sent at once. */
export const step = z.object({ status: patrolStatus, reason: line(200).optional(), at: instant.optional() });

/**
 * The event by which the crew has to read it: unread while `readSeq` is below and `toldSeq` is not. Null for what no crew has to read, and from
 * joinings of before these numbers.
 */
const toRead = z.number().int().nullable();

export const dutyAssignment = assignment.extend({
  reference: z.string(),
  subcategory,
  priority,
  place: point.nullable(),
  placeText: z.string().nullable(),
  sectorId: z.string().nullable(),
  openedAt: instant,
  attributes: z.array(attribute),
  /** Interventions merged into it: other callers' words of the same event. `toRead` as for notes. */
  joined: z.array(z.object({ reference: z.string(), subcategory, priority, attributes: z.array(attribute), joinedAt: instant, toRead })),
  /**
   * Last notes, newest first, with those on interventions merged into it. `from` is the reference of the merged one; null for a note on
   * this one. `seq` is its number there. `isOwn`: the reader wrote it. Notes with `toRead` are given all. `withdrawn`: its author took a
   * report back, and the text is its reference alone.
   */
  notes: z.array(
    z.object({
      seq: z.number().int(),
      at: instant,
      text: z.string(),
      from: z.string().nullable(),
      isOwn: z.boolean(),
      withdrawn: z.boolean().optional(),
      toRead,
    }),
  ),
  /** The number of the last event of danger of which the crew was told, and of the last that it said it read. */
  toldSeq: z.number().int(),
  readSeq: z.number().int(),
  /** Hazards that reach the place; the phone leaves out those that end meanwhile. */
  hazards: z.array(warning),
});

/** The order of what a crew took up. `relievedAt`: the person was relieved of the unit before, and did not know it; the order has ended. */
export const takenUp = dutyAssignment.extend({ relievedAt: instant.nullable() });

/** Data for a patrol's phone: its unit and the interventions it is sent to, with place and category. */
export const duty = z.object({
  unit,
  assignments: z.array(dutyAssignment),
  /** Time of the roster's next change of the unit that the person speaks for; null if it plans none. */
  changesAt: instant.nullable(),
});
export type Duty = z.output<typeof duty>;

export const withdrawal = z.object({ reason: reason(200) });
/** `takeFrom` is the lesser work that the unit leaves for this: either both are done or nothing is. */
export const sending = z.object({
  unitId: id,
  anyway: z.boolean().default(false),
  takeFrom: withdrawal.extend({ assignmentId: id }).optional(),
});
const accuracyM = z.number().min(0).max(1_000_000);
/** A call for help with its place, how exact that is and when the phone was there. */
export const panic = z.object({
  at: instant,
  place: point.nullable(),
  accuracyM: accuracyM.nullable().default(null),
  placeAt: instant.nullable().default(null),
});
/** The public half of a phone's key: SubjectPublicKeyInfo of a key on P-256, in base64. */
export const newDistressKey = z.object({ publicKey: z.base64().max(200) });
export const distressKey = z.object({ keyId: id });
/** A call for help by a phone's key: `call` is the phone's own number of it, `signature` ECDSA with SHA-256 over `textOfDistress`, in base64. */
export const signedPanic = panic.extend({
  sentAt: instant.optional(),
  keyId: id,
  call: z.string().regex(/^[0-9a-f]{32}$/),
  signature: z.base64().max(120),
});
export const flagDown = z.object({ subcategory: subcategory.optional(), place: point, note: prose(2000).optional(), at: instant });

/**
 * The reference of an intervention that a crew takes up, or its number alone, in the digits of any keyboard. `at` is the phone's own time, if it
 * could not be sent at once.
 */
export const takeUp = z.object({ reference: z.string().trim().min(1).max(40), at: instant.optional() });

/** End of an assignment as its crew reports it. `closed` is false while other units go on, and if the crew has not read of a danger. */
export const finish = z.object({ disposition, outcome: prose(4000), at: instant.optional() });
export const finished = z.object({ duty: duty.nullable(), closed: z.boolean() });

/** `at` is the phone's own time of it, where it could not be sent at once. */
export const crewNote = z.object({ text: prose(2000), at: instant.optional() });

/**
 * The crew read the danger up to this event of this intervention. If its unit was moved to another one since, that one's danger stays
 * unread. `at` is the phone's own time of it, where it could not be sent at once.
 */
export const readDanger = z.object({ seq: counted, interventionId: id, at: instant.optional() });

/** The way from a place to an intervention, for the phone to keep. */
export const drive = z.object({
  seconds: z.number(),
  metres: z.number(),
  line: z.array(point),
  instructions: z.array(z.object({ turn: z.enum(TURNS).nullable(), name: z.string().nullable(), metres: z.number(), at: point })),
});
export type Drive = z.output<typeof drive>;
