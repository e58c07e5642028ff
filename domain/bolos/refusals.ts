import { refuse, type Refusal, type Result } from "../kernel/index.ts";

/** Codes of `contract/errors/bolos.json` that these rules refuse with. */
const BOLO_REFUSALS = [
  "bolo.changed_meanwhile",
  "bolo.draft_changed",
  "bolo.wrong_state",
  "bolo.text_missing",
  "bolo.facts_missing",
  "bolo.span_wrong",
  "bolo.reason_missing",
  "bolo.papers_missing",
  "bolo.names_somebody",
  "bolo.document_missing",
  "bolo.same_person",
  "bolo.same_answerer",
  "alert.not_a_child",
  "alert.wrong_state",
  "alert.text_missing",
  "alert.same_person",
  "alert.decision_incomplete",
  "alert.decided_at_wrong",
  "alert.not_authorised",
] as const;
export type BoloRefusal = Refusal<(typeof BOLO_REFUSALS)[number]>;

/** A refusal with its params. */
export const refusedBolo = (code: BoloRefusal["code"], params?: BoloRefusal["params"]): Result<never, BoloRefusal> =>
  refuse(params === undefined ? { code } : { code, params });
