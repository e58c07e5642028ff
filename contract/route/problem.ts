import { z } from "zod";

/** Sentences of the room with values put in; not judged again as what a person typed. */
const sentences = z.object({ ar: z.string(), fr: z.string(), en: z.string() });

/** RFC 9457 problem details, with our code, the sentence in the three languages, and the fields that were wrong. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string().optional(),
  text: sentences,
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  fields: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).optional(),
});
export type Problem = z.output<typeof problem>;
