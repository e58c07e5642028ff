import { z } from "zod";

/**
 * A form as it came: every value of every name, and the bytes of its files. `fault` is the reason for which it was refused: it is no form, no
 * text in it is in its charset, or it is larger than the room reads. `busy` means that the room read as many as it can hold. `unread` names
 * the fields that were dropped because they are not in their charset.
 */
export const uploadedForm = z.object({
  fields: z.record(z.string(), z.array(z.string())),
  unread: z.array(z.string()),
  files: z.array(z.instanceof(Uint8Array)),
  fault: z.enum(["not_a_form", "wrong_charset", "too_large", "busy"]).nullable(),
});
export type UploadedForm = z.output<typeof uploadedForm>;
