import { z } from "zod";

/**
 * A form as it came: every value of every name, and the bytes of its files. `fault` says why it was refused. It is no form, is larger than
 * the room reads, or came while the room read as many as it can hold.
 */
export const uploadedForm = z.object({
  fields: z.record(z.string(), z.array(z.string())),
  files: z.array(z.instanceof(Uint8Array)),
  fault: z.enum(["not_a_form", "too_large", "busy"]).nullable(),
});
export type UploadedForm = z.output<typeof uploadedForm>;
