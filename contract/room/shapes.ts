import { FIRST_STEPS, STEP_STATES } from "@amaliyat/domain/first-hour";
import { ROLES } from "@amaliyat/domain/identity";
import { z } from "zod";
import { id, instant, point, text3 } from "../route/fields.ts";

/** Names one state of the file of map tiles. */
export const mapVersion = z.string().regex(/^[0-9a-z]+-[0-9a-z]+$/);

/**
 * Place and name of the room; `map` is null without a map of its town. `listeningShown` is the policy of the room: whether a call-taker
 * sees that a supervisor is with the call.
 */
export const room = z.object({
  names: text3,
  center: point,
  zoom: z.number(),
  map: z.object({ version: mapVersion }).nullable(),
  version: z.string(),
  listeningShown: z.boolean(),
});
export type Room = z.output<typeof room>;

/** Data on a disk. Writing may be refused, except for `database`: database, log and keys. */
export const storageUse = z.enum(["database", "recordings", "uploads", "parts"]);

/** One disk of the room; sizes in bytes. `stopped`: uses refused on it now. With the reserve used up commands fail. */
export const volume = z.object({
  path: z.string(),
  holds: z.array(storageUse),
  free: z.number(),
  total: z.number(),
  reserve: z.number(),
  reserveState: z.enum(["whole", "touched", "used_up"]),
  stopped: z.array(storageUse),
});
export type StorageVolume = z.output<typeof volume>;
export const storage = z.object({ volumes: z.array(volume) });

export const health = z.object({
  ok: z.literal(true),
  roles: z.array(z.string()),
});

const count = z.number().int();

/** Facts of a room from which the steps of its first hour are judged. */
const firstFacts = z.object({
  map: z.object({ hasTiles: z.boolean(), hasRoads: z.boolean() }),
  sectors: z.object({ all: count, drawn: count.describe("Sectors with a boundary.") }),
  people: z.object({
    roles: z.array(z.enum(ROLES)).describe("Roles of which somebody is designated now."),
    crews: count.describe("Units in being with an account of a patrol."),
  }),
  shifts: z.object({ planned: count.describe("Shifts that were not cancelled."), seated: count.describe("Seats of the roster.") }),
  lines: z.object({ areSetUp: z.boolean().describe("The room has telephones."), open: count }),
  cameras: z.object({ all: count, aimed: count.describe("Cameras with a direction.") }),
  drill: z.object({ interventionId: id, reference: z.string(), endedAt: instant }).nullable(),
});

/** State of each step of the room's first hour. `readyAt`: end of the drill, once no step is missing. */
export const firstHour = z.object({
  states: z.record(z.enum(FIRST_STEPS), z.enum(STEP_STATES)),
  facts: firstFacts,
  readyAt: instant.nullable(),
  hasHistory: z.boolean().describe("Interventions of more than a day ago, imported ones too: the room is not new."),
});
export type FirstHour = z.output<typeof firstHour>;
