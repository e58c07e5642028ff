import { z } from "zod";

const text = (max: number) => z.string().max(max);
const reference = z.looseObject({ $ref: text(300) });
const stamp = z.iso.datetime({ offset: true });
const prologue = z.looseObject({ $id: text(300).min(1), lastUpdateTimeStamp: stamp, updatedByAgencyReference: reference });
const many = <T extends z.ZodType>(part: T) => z.array(part).max(200);

/**
 * What the room reads of an EIDO (NENA-STA-021, 1.0). Components that it does not read are let through as they are, but that no reference
 * in them leads nowhere; those that it reads must be right, since nothing of a malformed one is kept.
 */
export const eido = prologue.extend({
  eidoVersion: z.literal("1.0"),
  issuingElementIdentification: text(300).min(1),
  agencyComponent: many(prologue.extend({ agencyRoleDescriptionRegistryText: many(text(100)), agencyType: many(text(100)) })).min(1),
  incidentComponent: prologue
    .extend({
      incidentTypeCommonRegistryText: text(200),
      incidentTypeInternalCode: text(100).optional(),
      incidentTypeInternalText: text(500).optional(),
      incidentStatusCommonRegistryText: many(text(100)).optional(),
      internalIncidentId: text(64).optional(),
      locationReference: many(reference).optional(),
    })
    .optional(),
  locationComponent: many(
    prologue.extend({
      locationTypeDescriptionRegistryText: text(100),
      locationByValue: text(20_000).optional(),
      locationByReferenceUrl: text(2_000).optional(),
      locationDescriptionText: text(500).optional(),
    }),
  ).optional(),
  notesComponent: many(prologue.extend({ notesActionComments: text(10_000) })).optional(),
});
export type Eido = z.output<typeof eido>;
