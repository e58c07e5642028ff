import { CERTAINTIES, PERSON_ROLES } from "@amaliyat/domain/interventions";
import { z } from "zod";
import { id, instant, name, prose } from "../route/fields.ts";

export const personRole = z.enum(PERSON_ROLES);
export const certainty = z.enum(CERTAINTIES);

/** A person concerned by an intervention, as noted; never changed and never deleted, withdrawn with a reason. */
export const person = z.object({
  personId: id,
  role: personRole,
  certainty,
  name: z.string().nullable(),
  description: z.string().nullable(),
  notedAt: instant,
  notedBy: z.string(),
  withdrawn: z.object({ at: instant, by: z.string(), reason: z.string() }).nullable(),
});
export type Person = z.output<typeof person>;

/** A name, a description, or both: somebody unknown is described. */
export const notePerson = z.object({
  role: personRole,
  certainty,
  name: name(200).nullable().default(null),
  description: prose(1000).nullable().default(null),
});
