import { refuse, type Refusal, type Result } from "../kernel/index.ts";

/** Codes of `contract/errors/alerts.json` that these rules refuse with. */
const PUBLIC_ALERT_REFUSALS = [
  "public_alert.changed_meanwhile",
  "public_alert.wrong_state",
  "public_alert.text_missing",
  "public_alert.radius_wrong",
  "public_alert.span_wrong",
  "public_alert.not_authorised",
  "public_alert.same_person",
  "public_alert.reason_missing",
] as const;
export type PublicAlertRefusal = Refusal<(typeof PUBLIC_ALERT_REFUSALS)[number]>;

/** A refusal with its params. */
export const refusedAlert = (code: PublicAlertRefusal["code"], params?: PublicAlertRefusal["params"]): Result<never, PublicAlertRefusal> =>
  refuse(params === undefined ? { code } : { code, params });

/** True if something visible is left: spaces and direction marks are no words. */
export const isSaid = (text: string): boolean => /[\p{L}\p{N}\p{P}\p{S}]/u.test(text);
