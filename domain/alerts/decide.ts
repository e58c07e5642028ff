import { exhaustive, ok, type Result } from "../kernel/index.ts";
import { checkGiven, LONGEST_ALERT_MS, spanIfPublished, type PublicAlertGiven } from "./check.ts";
import { isAuthorised, type AuthorisedText } from "./child.ts";
import { isSaid, refusedAlert, type PublicAlertRefusal } from "./refusals.ts";
import { standingOfAlert, type Act, type PublicAlert } from "./state.ts";
import { publicAlertAfter } from "./transitions.ts";
import { DAY_MS } from "../calendar/index.ts";

export type PublicAlertCommand =
  | { readonly kind: "change"; readonly given: PublicAlertGiven }
  | { readonly kind: "publish" }
  | { readonly kind: "renew"; readonly until: number }
  | { readonly kind: "end"; readonly reason: string };

/**
 * When, by whom, on which version that the screen saw, and the text of the child alert that the command is about as it stands now; null
 * where there is none that may leave the room.
 */
export type AlertCircumstances = Act & { readonly seenVersion: number; readonly authorised: AuthorisedText | null };

/** Writes a draft. */
export function writePublicAlert(
  alertId: string,
  given: PublicAlertGiven,
  authorised: AuthorisedText | null,
  act: Act,
): Result<Extract<PublicAlert, { state: "draft" }>, PublicAlertRefusal> {
  const said = checkGiven(given, authorised, act.at);
  return said.ok ? ok({ alertId, version: 1, said: said.value, written: act, state: "draft" }) : said;
}

type Judged = Result<PublicAlert, PublicAlertRefusal>;

/** Four eyes: who wrote what it says does not publish it. */
function publish(alert: PublicAlert, { authorised, at, by }: AlertCircumstances): Judged {
  if (by === alert.written.by) return refusedAlert("public_alert.same_person");
  if (!isAuthorised(alert.said, authorised)) return refusedAlert("public_alert.not_authorised");
  const span = spanIfPublished(alert.said, at);
  return span.ok ? ok({ ...alert, state: "published", publication: { at, by, ...span.value } }) : span;
}

/** Renewal extends: whoever wants it shorter ends it, and says why. */
function renew(alert: PublicAlert, until: number, { authorised, at }: AlertCircumstances): Judged {
  if (alert.state !== "published") return refusedAlert("public_alert.wrong_state", { state: alert.state });
  if (!isAuthorised(alert.said, authorised)) return refusedAlert("public_alert.not_authorised");
  const { publication } = alert;
  if (until <= publication.until || until - Math.max(at, publication.from) > LONGEST_ALERT_MS)
    return refusedAlert("public_alert.span_wrong", { days: LONGEST_ALERT_MS / DAY_MS });
  return ok({ ...alert, publication: { ...publication, until } });
}

function judge(alert: PublicAlert, command: PublicAlertCommand, circumstances: AlertCircumstances): Judged {
  const { at, by, authorised } = circumstances;
  switch (command.kind) {
    case "change": {
      const said = checkGiven(command.given, authorised, at);
      return said.ok ? ok({ ...alert, said: said.value, written: { at, by } }) : said;
    }
    case "publish":
      return publish(alert, circumstances);
    case "renew":
      return renew(alert, command.until, circumstances);
    case "end": {
      if (!isSaid(command.reason)) return refusedAlert("public_alert.reason_missing");
      const publication = alert.state === "draft" ? null : alert.publication;
      return ok({ ...alert, state: "ended", publication, ended: { at, by, reason: command.reason.trim() } });
    }
    default:
      return exhaustive(command);
  }
}

/** Judges one command and returns the alert after it; the version grows by one. */
export function decidePublicAlert(alert: PublicAlert, command: PublicAlertCommand, circumstances: AlertCircumstances): Judged {
  if (circumstances.seenVersion !== alert.version) return refusedAlert("public_alert.changed_meanwhile");
  const standing = standingOfAlert(alert, circumstances.at);
  if (publicAlertAfter(standing, command.kind) === null) return refusedAlert("public_alert.wrong_state", { state: standing });
  const next = judge(alert, command, circumstances);
  return next.ok ? ok({ ...next.value, version: alert.version + 1 }) : next;
}
