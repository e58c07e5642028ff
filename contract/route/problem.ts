import { z } from "zod";

/** Sentences of the room with values put in; not checked again like typed text. */
const sentences = z.object({
  ar: z.string().describe("In Arabic."),
  fr: z.string().describe("In French."),
  en: z.string().describe("In English."),
});

/** RFC 9457 problem details, with our code, the sentence in the three languages, and the fields that were wrong. */
export const problem = z.object({
  type: z.string().describe("`urn:amaliyat:error:` and the code."),
  title: z.string().describe("The code again."),
  status: z.number().int().describe("The HTTP status of this answer."),
  code: z.string().describe("Code of the refusal, with a permanent meaning. docs/errors.md lists all."),
  detail: z.string().optional().describe("More about this one case."),
  text: sentences.describe("The fault and its cure, as a sentence for people."),
  params: z
    .record(z.string(), z.union([z.string(), z.number()]))
    .optional()
    .describe("Values of this case that stand in the sentences, as `seconds`."),
  fields: z
    .array(
      z.object({
        path: z.string().describe("Path of the wrong value: `body.status`."),
        code: z.string().describe("The kind of the fault; `unrecognized_keys` is a field that nobody reads."),
        message: z.string().describe("The fault in English, for the programmer."),
      }),
    )
    .optional()
    .describe("Fields that were wrong, 20 at most, with `request.invalid`; left out if the body is no JSON or the address cannot be read."),
});
export type Problem = z.output<typeof problem>;
