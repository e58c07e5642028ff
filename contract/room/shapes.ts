import { z } from "zod";
import { point, text3 } from "../route/fields.ts";

/** Where the room stands and what it is called. */
export const room = z.object({ names: text3, center: point, zoom: z.number(), hasBasemap: z.boolean(), version: z.string() });
export type Room = z.output<typeof room>;

export const health = z.object({
  ok: z.boolean(),
  database: z.boolean(),
  roles: z.array(z.string()),
});
