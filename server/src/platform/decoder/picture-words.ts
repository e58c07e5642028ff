import { z } from "zod";
import type { StillFormat } from "./sniff.ts";
import { WHOLE_SIDE } from "./sides.ts";

/** Final message of the picture decoder. The file may have taken the decoder over: nothing beyond this shape is accepted. */
const said = z.discriminatedUnion("well", [
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

/** Longest copy of a picture that is taken, in bytes. */
const COPY_MOST = 16 * 1024 * 1024;

/** The line before the copies: what became of the picture, and how long each copy is. */
export const answer = z.object({ said, lengths: z.array(z.number().int().min(1).max(COPY_MOST)).max(2) });
export type Answer = z.output<typeof answer>;

/** The line before a picture. */
export type Asked = { readonly format: StillFormat; readonly pixels: number; readonly bytes: number };
