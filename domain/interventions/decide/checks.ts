import { ok, type Result } from "../../kernel/index.ts";
import type { Clip, MergeTarget } from "./commands.ts";
import type { NotedPerson } from "../people.ts";
import { refused, type InterventionRefusal } from "../refusals.ts";
import type { Place } from "../state.ts";

type Checked<T> = Result<T, InterventionRefusal>;

/** Longest note, outcome or reason, in code points. */
export const TEXT_LIMIT = 4000;

/** The text without blanks around it; refused when nothing visible is left (spaces and direction marks are not a reason) or too long. */
export function checkText(text: string, missing: InterventionRefusal["code"]): Checked<string> {
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(text)) return refused(missing);
  const trimmed = text.trim();
  return Array.from(trimmed).length > TEXT_LIMIT ? refused("intervention.text_too_long", { limit: TEXT_LIMIT }) : ok(trimmed);
}

const within = (value: number, limit: number): boolean => value >= -limit && value <= limit;

/** A place has a point on earth, words, or both. */
export function checkPlace(place: Place): Checked<Place> {
  const { point, text } = place;
  if (point === null && (text === null || text.trim() === "")) return refused("intervention.place_missing");
  if (point !== null && !(within(point.lat, 90) && within(point.lon, 180))) return refused("intervention.place_impossible");
  return ok(place);
}

/** A clip lasts at least a millisecond. */
export const checkClip = (clip: Clip): Checked<Clip> => (clip.from < clip.to ? ok(clip) : refused("intervention.clip_empty"));

/** Only another, open intervention can take one in, and no chain of merges may turn in a circle. */
export function checkMerge(interventionId: string, target: MergeTarget): Checked<MergeTarget> {
  const { reference } = target;
  if (target.interventionId === interventionId) return refused("intervention.merge_into_itself");
  if (target.leadsTo.includes(interventionId)) return refused("intervention.merge_cycle", { reference });
  if (target.kind === "merged") return refused("intervention.merge_target_merged", { reference });
  if (target.kind === "cancelled") return refused("intervention.merge_target_cancelled", { reference });
  if (target.kind === "closed") return refused("intervention.merge_target_closed", { reference });
  return ok(target);
}

const isBlank = (text: string | null): boolean => text === null || !checkText(text, "intervention.person_missing").ok;

/** A person has a name, a description, or both: somebody unknown is described. */
export const checkPerson = (person: NotedPerson): Checked<NotedPerson> =>
  isBlank(person.name) && isBlank(person.description) ? refused("intervention.person_missing") : ok(person);
