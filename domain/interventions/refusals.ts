import { refuse, type Refusal, type Result } from "../kernel/index.ts";

/** Every code with which a command on an intervention can be refused; the sentences are in `contract/errors`. */
export const INTERVENTION_REFUSALS = [
  "intervention.changed_meanwhile",
  "intervention.still_open",
  "intervention.already_closed",
  "intervention.already_cancelled",
  "intervention.already_merged",
  "intervention.not_merged",
  "intervention.units_still_assigned",
  "intervention.unit_on_scene",
  "intervention.still_unclassified",
  "intervention.outcome_missing",
  "intervention.reason_missing",
  "intervention.note_missing",
  "intervention.text_too_long",
  "intervention.place_missing",
  "intervention.place_impossible",
  "intervention.channel_of_other_origin",
  "intervention.clip_empty",
  "intervention.merge_into_itself",
  "intervention.merge_cycle",
  "intervention.merge_target_closed",
  "intervention.merge_target_cancelled",
  "intervention.merge_target_merged",
  "intervention.person_missing",
  "intervention.person_withdrawn",
  "intervention.relate_to_itself",
  "intervention.relation_target_gone",
  "intervention.relation_cycle",
  "intervention.already_related",
  "intervention.not_related",
  "intervention.has_parent",
] as const;
export type InterventionRefusal = Refusal<(typeof INTERVENTION_REFUSALS)[number]>;

/** A refusal with its params. */
export const refused = (code: InterventionRefusal["code"], params?: InterventionRefusal["params"]): Result<never, InterventionRefusal> =>
  refuse(params === undefined ? { code } : { code, params });
