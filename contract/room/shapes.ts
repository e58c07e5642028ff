import { z } from "zod";
import { point, text3 } from "../route/fields.ts";

/** Names one state of the file of map tiles. */
export const mapVersion = z.string().regex(/^[0-9a-z]+-[0-9a-z]+$/);

/**
 * Where the room stands and what it is called; `map` is null where it has no map of its town. `listeningShown` is the policy of the room:
 * whether a call-taker sees that a supervisor is with the call.
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

export const health = z.object({
  ok: z.boolean(),
  database: z.boolean(),
  roles: z.array(z.string()),
});
