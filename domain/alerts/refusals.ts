import { refuse, type Refusal, type Result } from "../kernel/index.ts";

/** Codes of `contract/errors/alerts.json` that these rules refuse with. */
const PUBLIC_ALERT_REFUSALS = [
  "public_alert.changed_meanwhile",
  "public_alert.wrong_state",
  "public_alert.text_missing",
  "public_alert.radius_wrong",
  "public_alert.span_wrong",
  "public_alert.not_authorised",
  "public_alert.child_by_content",
  "public_alert.same_person",
  "public_alert.two_needed",
  "public_alert.nothing_changed",
  "public_alert.reason_missing",
] as const;
export type PublicAlertRefusal = Refusal<(typeof PUBLIC_ALERT_REFUSALS)[number]>;

/** A refusal with its params. */
export const refusedAlert = (code: PublicAlertRefusal["code"], params?: PublicAlertRefusal["params"]): Result<never, PublicAlertRefusal> =>
  refuse(params === undefined ? { code } : { code, params });
