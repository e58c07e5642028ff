import {
  CAP_CATEGORIES,
  CAP_CERTAINTIES,
  CAP_MESSAGE_TYPES,
  CAP_RESPONSES,
  CAP_SEVERITIES,
  CAP_URGENCIES,
  FORWARD_KINDS,
  PARTNER_KINDS,
  REQUEST_TRANSITIONS,
  TRANSPORTS,
} from "@amaliyat/domain/partners";
import { ATTRIBUTES, PERSON_ROLES, PRIORITIES, SUBCATEGORIES } from "@amaliyat/domain/interventions";
import { z } from "zod";

export const partnerKind = z.enum(PARTNER_KINDS);
export const transport = z.enum(TRANSPORTS);
export const forwardState = z.enum(FORWARD_KINDS);
export const requestState = z.enum(
  Object.keys(REQUEST_TRANSITIONS).filter((kind) => kind !== "none") as ["waiting", "withdrawn", "taken", "declined"],
);
/** Use of a token: the partner's system, its desk at the narrow screen, or Open311, by which a city hands reports on. */
export const tokenUse = z.enum(["system", "desk", "open311"]);
export type TokenUse = z.output<typeof tokenUse>;

/**
 * A word of one of the room's own lists, as strangers get it. A list may grow within a version: the word is any string, with the known values
 * beside it.
 */
const roomWord = (values: readonly string[], description: string) => z.string().meta({ description, "x-extensible-enum": [...values] });

const SUBCATEGORY_CODES = SUBCATEGORIES.map(({ code }) => code);
export const subcategoryWord = (description: string) => roomWord(SUBCATEGORY_CODES, description);
export const priorityWord = (description: string) => roomWord(PRIORITIES, description);
export const attributeWord = (description: string) => roomWord(ATTRIBUTES, description);
export const personRoleWord = (description: string) => roomWord(PERSON_ROLES, description);
export const forwardStateWord = (description: string) => roomWord(FORWARD_KINDS, description);

/** Values of a CAP message of the room, by the element that has them. */
export const capWords = z.object({
  msgType: roomWord(CAP_MESSAGE_TYPES, "`Alert` begins, `Update` changes, `Cancel` ends or takes back."),
  category: roomWord(CAP_CATEGORIES, "Category of the kind of incident."),
  eventCode: subcategoryWord("Kind of incident, under the name `amaliyat:subcategory`."),
  responseType: roomWord(CAP_RESPONSES, "`Execute`: act. `AllClear`: stop."),
  urgency: roomWord(CAP_URGENCIES, "Urgency, by the priority; `Unknown` if the room did not share it."),
  severity: roomWord(CAP_SEVERITIES, "Severity, by the priority; `Unknown` if the room did not share it."),
  certainty: roomWord(CAP_CERTAINTIES, "`Observed` by the room or its crew, `Likely` if it was reported to it."),
});
