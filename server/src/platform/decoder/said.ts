import { z } from "zod";
import { WHOLE_SIDE } from "./sides.ts";

/** What the decoder of pictures says at its end. It may have been taken over by the file: nothing of it is believed beyond this shape. */
export const said = z.discriminatedUnion("well", [
  z.object({
    well: z.literal(true),
    width: z.number().int().min(1).max(WHOLE_SIDE),
    height: z.number().int().min(1).max(WHOLE_SIDE),
    hash: z
      .string()
      .regex(/^[0-9a-f]{16}$/)
      .nullable(),
  }),
  z.object({ well: z.literal(false), cause: z.enum(["too_many_pixels", "broken"]) }),
]);
export type Said = z.output<typeof said>;
