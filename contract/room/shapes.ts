import { z } from "zod";
import { point, text3 } from "../route/fields.ts";

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
