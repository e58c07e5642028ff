import type { interventions } from "@amaliyat/contract/interventions";
import type { Arguments } from "@amaliyat/contract/route";
import type { Role } from "@amaliyat/domain/identity";
import {
  isChannel,
  isSubcategory,
  marksOf,
  originOf,
  UNCHOSEN,
  type ChannelCode,
  type Marks,
  type Origin,
  type SubcategoryCode,
} from "@amaliyat/domain/interventions";
import type { Point } from "@amaliyat/domain/kernel";
import { isPoint } from "../../facts/index.ts";
import { areMarks, bodyOfMarks } from "./mark-fields.tsx";

/** Values of the form for a new intervention. */
export type NewForm = Marks & {
  readonly channel: ChannelCode;
  readonly origin: Origin;
  readonly subcategory: SubcategoryCode | null;
  readonly point: Point | null;
  readonly placeText: string;
  readonly note: string;
  /** Open interventions that were proposed as the same event and are not. */
  readonly apartFrom: readonly string[];
};

/** A call-taker mostly hears calls; others mostly hear a patrol on the radio. */
export function blankForm(role: Role): NewForm {
  const channel = role === "call_taker" ? "L17" : "RADIO";
  const unsaid = { subcategory: null, point: null, placeText: "", note: "", apartFrom: [] };
  return { channel, origin: originOf(channel), ...marksOf(UNCHOSEN), ...unsaid };
}

const areTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((one) => typeof one === "string");

/** True if a stored value is still a form that this program understands. */
export function isForm(value: unknown): value is NewForm {
  if (typeof value !== "object" || value === null) return false;
  const form = value as Readonly<Record<string, unknown>>;
  const { channel, subcategory, point, placeText, note, apartFrom } = form;
  if (typeof channel !== "string" || !isChannel(channel) || form["origin"] !== originOf(channel)) return false;
  if (subcategory !== null && !(typeof subcategory === "string" && isSubcategory(subcategory))) return false;
  if (!areMarks(form) || !areTexts(apartFrom)) return false;
  return (point === null || isPoint(point)) && typeof placeText === "string" && typeof note === "string";
}

type Body = Arguments<typeof interventions.open>["body"];

/** As many as the room takes. */
const MOST_APART = 10;

/** Body of the request: filled fields only. `joins` is the open intervention of the same event. */
export function toBody(form: NewForm, joins?: string): Body {
  const [placeText, note] = [form.placeText.trim(), form.note.trim()];
  return {
    origin: form.origin,
    channel: form.channel,
    ...(form.subcategory === null ? {} : { subcategory: form.subcategory }),
    ...(form.point === null ? {} : { place: form.point }),
    ...(placeText === "" ? {} : { placeText }),
    ...(note === "" ? {} : { note }),
    ...bodyOfMarks(form),
    ...(form.apartFrom.length === 0 ? {} : { apartFrom: form.apartFrom.slice(-MOST_APART) }),
    ...(joins === undefined ? {} : { joins }),
  };
}
