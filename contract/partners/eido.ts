import { ATTRIBUTES } from "@amaliyat/domain/interventions";
import { cutTo } from "@amaliyat/domain/kernel";
import { z } from "zod";
import { personRoleWord, priorityWord, subcategoryWord } from "./codes.ts";

const text = (max: number) => z.string().max(max);
const reference = z.looseObject({ $ref: text(300).describe("The `$id` of a part of this document.") });
const stamp = z.iso.datetime({ offset: true });
const prologue = z.looseObject({
  $id: text(300)
    .min(1)
    .describe("Names the part within the document; of the document itself it is the incident's name, the same for ever."),
  lastUpdateTimeStamp: stamp.describe("Time of writing. Of two with the same `$id` the later one holds; not over ten minutes ahead."),
  updatedByAgencyReference: reference.describe("The agency that wrote it."),
});
const many = <T extends z.ZodType>(part: T) => z.array(part).max(200);

/**
 * Parts of an EIDO (NENA-STA-021, 1.0) that the room reads. These parts must be right, since the room keeps nothing of a malformed EIDO.
 * Other components are accepted as they are, but each reference in them must lead to a part of the document.
 */
export const eido = prologue.extend({
  eidoVersion: z.literal("1.0").describe("The version of the standard."),
  issuingElementIdentification: text(300).min(1).describe("The domain name of the sender. The room's own name is refused."),
  agencyComponent: many(
    prologue.extend({
      agencyRoleDescriptionRegistryText: many(text(100)).describe("Role of the agency in the incident: `Dispatching`."),
      agencyType: many(text(100)).describe("Kind of the agency: `fire`, `police`, `ems`."),
    }),
  )
    .min(1)
    .describe("The agencies that the document names; the `$id` of each is its domain name."),
  incidentComponent: prologue
    .extend({
      incidentTypeCommonRegistryText: text(200).describe("Incident type, by NENA's registry; `Other` if it has no word."),
      incidentTypeInternalCode: text(100).optional().describe("Incident type, by the sender's own code."),
      incidentTypeInternalText: text(500).optional().describe("Incident type, in words for people."),
      incidentStatusCommonRegistryText: many(text(100))
        .optional()
        .describe(
          "State. Of a forward: your progress. Of a request: `Active`, or `Cancelled` or `Closed` to withdraw it; others are refused.",
        ),
      internalIncidentId: text(64).optional().describe("The sender's own number of the incident."),
      locationReference: many(reference).optional().describe("Its place, among the `locationComponent`."),
    })
    .optional()
    .describe("The incident. Without it the document is a receipt, or a message if it has notes."),
  locationComponent: many(
    prologue.extend({
      locationTypeDescriptionRegistryText: text(100).describe("Subject of the place: `Incident`, `Caller`."),
      locationByValue: text(20_000).optional().describe("The place as a PIDF-LO document (RFC 5491), in any of its forms."),
      locationByReferenceUrl: text(2_000).optional().describe("Address for the place by HELD, at a host that the room allows."),
      locationDescriptionText: text(500).optional().describe("The place in words."),
    }),
  )
    .optional()
    .describe("Places that the document names."),
  notesComponent: many(prologue.extend({ notesActionComments: text(10_000).describe("The words of the note, as HTML5.") }))
    .optional()
    .describe("Notes. Of a report the last one is its reason or message."),
});
export type Eido = z.output<typeof eido>;

/** Longest list of unread parts, and of each name in it: an answer is no echo of what a stranger sends. */
const [MOST_UNREAD, LONGEST_NAME] = [20, 100];

/** Parts of an EIDO that no reader of the room looks at: its sender gets a list of them. */
export const unreadOf = (given: Eido): string[] =>
  Object.keys(given)
    .filter((name) => !name.startsWith("@") && !Object.hasOwn(eido.shape, name))
    .slice(0, MOST_UNREAD)
    .map((name) => cutTo(name, LONGEST_NAME));

/** Ends of the names of notes that a program may look for. */
const NOTE_NAMES = ["message", ...ATTRIBUTES.map((code) => `attribute-${code}`)];
const NOTE_NAME = "The incident's `$id`, a colon and a name: one of these, `note-` and a number, or `person-`, a number and `-note`.";

const incident = eido.shape.incidentComponent.unwrap();
const note = eido.shape.notesComponent.unwrap().element;

/** An EIDO as the room sends it: the same, with the parts that only the room writes. */
export const sentEido = eido.extend({
  "@context": z.object({ "@vocab": z.string().describe("The vocabulary of the standard.") }).describe("The meaning of names, by JSON-LD."),
  incidentComponent: incident
    .extend({
      incidentStatusCommonRegistryText: z
        .array(z.enum(["Active", "Closed", "Cancelled"]))
        .describe("`Active`: begin or go on. `Closed`: it ended. `Cancelled`: it is not to be."),
      incidentTypeInternalCode: subcategoryWord("Kind of incident, by the room's own code."),
      incidentPriorityInternalText: priorityWord("Priority, the most urgent first; left out if the room did not share it.").optional(),
      notesReference: z.array(reference).optional().describe("Its notes."),
      personReference: z.array(reference).optional().describe("Its people."),
    })
    .describe("The incident as the room knows it now."),
  notesComponent: z
    .array(note.extend({ $id: z.string().meta({ description: NOTE_NAME, "x-extensible-enum": NOTE_NAMES }) }))
    .optional()
    .describe("Message, dangers and notes, each by its own `$id`."),
  personComponent: z
    .array(
      prologue.extend({
        personIncidentRoleRegistryText: z.array(personRoleWord("A role.")).describe("The role of the person."),
        notesReference: z.array(reference).describe("Name and description, among the notes."),
      }),
    )
    .optional()
    .describe("People that the room chose to give."),
  mergeComponent: z
    .array(
      prologue.extend({
        incidentTrackingIdentifier: z.string().describe("The incident under which the room goes on."),
        incidentMergeDirectionCode: z.literal("REPLACED").describe("This incident is replaced by that one."),
      }),
    )
    .optional()
    .describe("Given where the room found two incidents to be the same."),
});
