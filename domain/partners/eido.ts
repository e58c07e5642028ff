import { xmlText } from "../kernel/index.ts";
import type { Disclosure } from "./disclosure.ts";
import { pidfOf } from "./pidf.ts";

/** The name under which partners know an intervention for ever: the same at every try, so that no try makes a second incident. */
export const incidentIdOf = (interventionId: string, agency: string): string =>
  `urn:emergency:uid:incidentid:${interventionId.replaceAll("-", "")}:${agency}`;

/** Order to the partner: go on (`Active`), or stop because it ended (`Closed`) or is not wanted (`Cancelled`). Words of NENA's registry. */
export type EidoStatus = "Active" | "Closed" | "Cancelled";

/** Names of the room in EIDOs: its domain name, and the name of its person. */
export type Issuer = { readonly agency: string; readonly names: { readonly ar: string; readonly fr: string } };

const REFERENCE_URL = "./JSON-LD_Contexts/EmergencyIncidentDataObjectType.jsonld";

/** Notes of an EIDO are HTML5. */
const html = (text: string): string => xmlText(text).replaceAll("\n", "<br>");

/**
 * An EIDO (NENA-STA-021, version 1.0) of the disclosed content. `at` is the time of the disclosure or its last change, not of sending, so
 * that each try has the same bytes. Of two with the same identifier the later stamp holds. The incident type is «Other» with our own code
 * and words beside: the registry has no North African taxonomy.
 */
export function eidoOf(given: Disclosure, issuer: Issuer, at: number, status: EidoStatus = "Active") {
  const $id = incidentIdOf(given.interventionId, issuer.agency);
  const stamp = new Date(at).toISOString();
  const part = (name: string) => ({ $id: `${$id}:${name}`, lastUpdateTimeStamp: stamp, updatedByAgencyReference: { $ref: issuer.agency } });
  const texts = [
    ...(given.message === null ? [] : [{ name: "message", at, text: given.message }]),
    ...given.attributes.map(({ code, labels }) => ({ name: `attribute-${code}`, at, text: `${labels.ar} — ${labels.fr}` })),
    ...given.notes.map(({ at: noted, text }, n) => ({ name: `note-${n + 1}`, at: noted, text })),
  ];
  const notes = texts.map(({ name, at: noted, text }) => ({
    ...part(name),
    lastUpdateTimeStamp: new Date(noted).toISOString(),
    notesActionComments: html(text),
  }));
  const people = given.people.map(({ role, text }, n) => ({
    person: {
      ...part(`person-${n + 1}`),
      personIncidentRoleRegistryText: [role],
      notesReference: [{ $ref: `${$id}:person-${n + 1}-note` }],
    },
    note: { ...part(`person-${n + 1}-note`), notesActionComments: html(text) },
  }));
  const location = given.place && {
    ...part("location"),
    locationTypeDescriptionRegistryText: "Incident",
    locationByValue: pidfOf(given.place, `pres:incident@${issuer.agency}`),
    ...(given.place.text === null ? {} : { locationDescriptionText: given.place.text }),
  };
  const merged = given.replacedBy !== undefined && {
    ...part("merge"),
    incidentTrackingIdentifier: incidentIdOf(given.replacedBy, issuer.agency),
    incidentMergeDirectionCode: "REPLACED" as const,
  };
  const to = (parts: readonly { readonly $id: string }[]) => parts.map((each) => ({ $ref: each.$id }));
  return {
    $id,
    lastUpdateTimeStamp: stamp,
    updatedByAgencyReference: { $ref: issuer.agency },
    eidoVersion: "1.0" as const,
    issuingElementIdentification: issuer.agency,
    incidentComponent: {
      ...part("incident"),
      incidentTypeCommonRegistryText: "Other",
      incidentTypeInternalCode: given.subcategory.code,
      incidentTypeInternalText: `${given.subcategory.labels.ar} — ${given.subcategory.labels.fr}`,
      incidentStatusCommonRegistryText: [status],
      internalIncidentId: given.reference,
      ...(given.priority === null ? {} : { incidentPriorityInternalText: given.priority.code }),
      ...(location === null ? {} : { locationReference: [{ $ref: location.$id }] }),
      ...(notes.length === 0 ? {} : { notesReference: to(notes) }),
      ...(people.length === 0 ? {} : { personReference: to(people.map(({ person }) => person)) }),
    },
    agencyComponent: [
      {
        $id: issuer.agency,
        lastUpdateTimeStamp: stamp,
        updatedByAgencyReference: { $ref: issuer.agency },
        agencyRoleDescriptionRegistryText: ["Dispatching"],
        agencyType: ["police"],
      },
    ],
    ...(merged === false ? {} : { mergeComponent: [merged] }),
    ...(location === null ? {} : { locationComponent: [location] }),
    ...(notes.length + people.length === 0 ? {} : { notesComponent: [...notes, ...people.map(({ note }) => note)] }),
    ...(people.length === 0 ? {} : { personComponent: people.map(({ person }) => person) }),
    "@context": { "@vocab": REFERENCE_URL },
  };
}
export type OwnEido = ReturnType<typeof eidoOf>;
