import { CAMERA_FAULTS, PURPOSES } from "@amaliyat/domain/cameras";
import { z } from "zod";
import { changedNames3, code, id, instant, line, names3, point, text3 } from "../route/fields.ts";

export const purpose = z.enum(PURPOSES);

/** Life of a camera; `reason` is asked to put it out of service. */
export const cameraState = z.enum(["planned", "installed", "in_service", "out_of_service", "retired"]);
export const cameraCommand = z.enum(["install", "put_in_service", "take_out", "retire"]);

/** Whether a camera's main stream goes to disk, and since when; `cause` is a cause of a gap. */
const recordingNow = z.object({ isRecorded: z.boolean(), since: instant, cause: z.string().nullable() });

export const connectionState = z.enum(["connecting", "live", "stalled", "lost", "off"]);
/**
 * The recorder's connection to a camera. `takenUp`: the person who has taken the alarm of the loss that goes on. `recording` is null while the
 * recorder has said nothing. `clockOffsetMs`: offset of the camera's own clock from the room's, positive if it is ahead; null if it tells none.
 */
export const connection = z.object({
  state: connectionState,
  since: instant,
  cause: z.string().nullable(),
  takenUp: z.object({ by: z.string(), at: instant }).nullable(),
  recording: recordingNow.nullable(),
  clockOffsetMs: z.number().int().nullable(),
});
export type Connection = z.output<typeof connection>;

/** Host and port of the camera and the paths of its two streams. Credentials are never part of it. */
export const cameraAddress = z.object({
  host: z
    .string()
    .trim()
    .min(1)
    .max(253)
    .regex(/^[A-Za-z0-9.:[\]-]+$/),
  port: z.number().int().min(1).max(65535).default(554),
  mainPath: z
    .string()
    .max(512)
    .regex(/^\/[\x21-\x7e]*$/),
  subPath: z
    .string()
    .max(512)
    .regex(/^\/[\x21-\x7e]*$/)
    .nullable()
    .default(null),
});

export const credentials = z.object({ username: z.string().min(1).max(64), password: z.string().min(1).max(128) });

export const camera = z.object({
  cameraId: id,
  code: z.string(),
  names: text3,
  siteId: id,
  siteNames: text3,
  sectorId: z.string(),
  place: point,
  directionDeg: z.number().nullable(),
  fieldOfViewDeg: z.number(),
  rangeM: z.number(),
  purposes: z.array(purpose),
  state: cameraState,
  stateSince: instant,
  stateReason: z.string().nullable(),
  retentionHours: z.number().int(),
  hasSub: z.boolean(),
  connection,
});
export type Camera = z.output<typeof camera>;

/** Fields that only a technician sees. */
export const cameraSettings = camera.extend({
  address: cameraAddress.nullable(),
  hasCredentials: z.boolean(),
  dpiaReference: z.string().nullable(),
  record: z.boolean(),
});
export type CameraSettings = z.output<typeof cameraSettings>;

export const newCamera = z.object({
  code,
  names: names3,
  siteId: id,
  directionDeg: z.number().min(0).lt(360).nullable().default(null),
  fieldOfViewDeg: z.number().min(1).max(360).default(70),
  rangeM: z.number().min(1).max(2000).default(80),
  purposes: z.array(purpose).max(7).default([]),
  retentionHours: z
    .number()
    .int()
    .min(1)
    .max(24 * 365)
    .default(24 * 30),
  dpiaReference: line(64).nullable().default(null),
  address: cameraAddress.nullable().default(null),
  record: z.boolean().default(true),
});
export const changedCamera = z.object({
  names: changedNames3.optional(),
  siteId: id.optional(),
  directionDeg: z.number().min(0).lt(360).nullable().optional(),
  fieldOfViewDeg: z.number().min(1).max(360).optional(),
  rangeM: z.number().min(1).max(2000).optional(),
  purposes: z.array(purpose).max(7).optional(),
  retentionHours: z
    .number()
    .int()
    .min(1)
    .max(24 * 365)
    .optional(),
  dpiaReference: line(64).nullable().optional(),
  address: cameraAddress.nullable().optional(),
  record: z.boolean().optional(),
});

/** No phase is older than the programme, and PostgreSQL knows no year 0. */
const inServiceOn = z.iso.date().refine((day) => day >= "1990-01-01" && day < "2200-01-01");
export const phase = z.object({ number: z.number().int().min(1).max(99), names: text3, inServiceOn: inServiceOn.nullable() });
export type Phase = z.output<typeof phase>;

export const site = z.object({
  siteId: id,
  code: z.string(),
  names: text3,
  place: point,
  sectorId: z.string(),
  phase: z.number().int().nullable(),
});
export type Site = z.output<typeof site>;
/** The sector is found from the place when it is not given. */
export const newSite = z.object({
  code,
  names: names3,
  place: point,
  sectorId: code.optional(),
  phase: z.number().int().min(1).max(99).nullable().default(null),
});
/** Parts of a site that change; the others stay. One that stays where it stands keeps its sector when none is given. */
export const changedSite = newSite.omit({ code: true }).extend({ names: changedNames3, phase: newSite.shape.phase.unwrap() }).partial();

/** Kind of a fault that the room sees in a camera by itself. */
const faultKind = z.enum(CAMERA_FAULTS);

/**
 * A fault of a camera. `since` is its beginning, `raisedAt` the moment at which it had lasted long enough to be told. `isGone`: it is not there
 * now, and is cleared once that has held.
 */
export const cameraFault = z.object({
  cameraId: id,
  fault: faultKind,
  since: instant,
  raisedAt: instant,
  cause: z.string().nullable(),
  isGone: z.boolean(),
  clearedAt: instant.nullable(),
  takenUp: z.object({ by: z.string(), at: instant }).nullable(),
});
export type CameraFaultRow = z.output<typeof cameraFault>;

/** Cameras of which one person takes a fault at once: a switch that fails takes all cameras behind it. */
export const takenFaults = z.object({ fault: faultKind, cameraIds: z.array(id).min(1).max(1_000) });

const share = z.number().min(0).max(1);

/**
 * Cameras of one phase by what they do now. `up` is the share of time for which those in service gave a picture that was recorded; null if none
 * of them served then. `phase` is null for sites of no phase.
 */
export const phaseHealth = z.object({
  phase: z.number().int().nullable(),
  planned: z.number().int(),
  installed: z.number().int(),
  inService: z.number().int(),
  outOfService: z.number().int(),
  live: z.number().int(),
  recorded: z.number().int(),
  up: z.object({ day: share.nullable(), week: share.nullable(), month: share.nullable() }),
});
export type PhaseHealth = z.output<typeof phaseHealth>;

/** State of all cameras of the caller's sectors: standing faults, the last ones that ended, and figures of each phase. */
export const camerasHealth = z.object({
  standing: z.array(cameraFault),
  ended: z.array(cameraFault),
  phases: z.array(phaseHealth),
  /** Time at which a recorder was heard last; null if none ever was. */
  recorderSeenAt: instant.nullable(),
});
export type CamerasHealth = z.output<typeof camerasHealth>;
