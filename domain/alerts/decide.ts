import { exhaustive, isSaid, ok, type Result } from "../kernel/index.ts";
import { authorsAfter, isWriter, saysTheSame } from "./authorship.ts";
import { checkGiven, checkNoChild, LONGEST_ALERT_MS, spanIfPublished, type PublicAlertGiven } from "./check.ts";
import { isAuthorised, type AuthorisedText } from "./child.ts";
import { refusedAlert, type PublicAlertRefusal } from "./refusals.ts";
import { standingOfAlert, type Act, type PublicAlert, type PublicAlertSaid } from "./state.ts";
import { publicAlertAfter } from "./transitions.ts";
import { DAY_MS } from "../calendar/index.ts";

export type PublicAlertCommand =
  | { readonly kind: "change"; readonly given: PublicAlertGiven }
  | { readonly kind: "publish" }
  | { readonly kind: "correct"; readonly given: PublicAlertGiven }
  | { readonly kind: "publish_correction" | "drop_correction" }
  | { readonly kind: "renew"; readonly until: number }
  | { readonly kind: "end"; readonly reason: string };

/**
 * Act with the version that the screen saw. `authorised`: text of the child alert as it stands now, null if none may leave the room.
 * `aloneMs`: time after its beginning within which one person may renew it.
 */
export type AlertCircumstances = Act & {
  readonly seenVersion: number;
  readonly authorised: AuthorisedText | null;
  readonly aloneMs: number;
};

/** Writes a draft. */
export function writePublicAlert(
  alertId: string,
  given: PublicAlertGiven,
  authorised: AuthorisedText | null,
  act: Act,
): Result<Extract<PublicAlert, { state: "draft" }>, PublicAlertRefusal> {
  const said = checkGiven(given, authorised, act.at);
  if (!said.ok) return said;
  return ok({ alertId, version: 1, said: said.value, written: act, authors: authorsAfter([], said.value, act.by), state: "draft" });
}

const HOUR_MS = 3_600_000;
type Judged = Result<PublicAlert, PublicAlertRefusal>;

/** The same answer stays its author's. `before` holds the texts that it may come from, the first known first. */
function withAnswerOf(before: readonly PublicAlertSaid[], given: PublicAlertGiven): PublicAlertGiven {
  const known = before.map(({ noChild }) => noChild).find((noChild) => noChild && noChild.words === given.noChild?.words);
  return known ? { ...given, noChild: known } : given;
}

/** Changes a draft. A blank makes nobody its writer. */
function change(alert: PublicAlert, given: PublicAlertGiven, { authorised, at, by }: AlertCircumstances): Judged {
  const said = checkGiven(withAnswerOf([alert.said], given), authorised, at);
  if (!said.ok) return said;
  const written = saysTheSame(alert.said, said.value) ? alert.written : { at, by };
  return ok({ ...alert, said: said.value, written, authors: authorsAfter([alert], said.value, by) });
}

/** Four eyes: the author of any part does not publish it. */
function publish(alert: PublicAlert, { authorised, at, by }: AlertCircumstances): Judged {
  if (isWriter(alert.authors, by)) return refusedAlert("public_alert.same_person");
  if (!isAuthorised(alert.said, authorised)) return refusedAlert("public_alert.not_authorised");
  // A draft may be older than this rule.
  const noChild = checkNoChild(alert.said, at);
  if (!noChild.ok) return noChild;
  const span = spanIfPublished(alert.said, at);
  return span.ok ? ok({ ...alert, state: "published", publication: { at, by, ...span.value }, correction: null }) : span;
}

type Published = Extract<PublicAlert, { state: "published" }>;

/** Proposes what phones shall show in its place. Kind, beginning and child stay: another event is another alert. */
function correct(alert: Published, given: PublicAlertGiven, { authorised, at, by }: AlertCircumstances): Judged {
  const { kind, childAlertId } = alert.said;
  const { from } = alert.publication;
  const now = { ...alert.said, from, until: alert.publication.until };
  const before = [{ said: now, authors: alert.authors }, ...(alert.correction === null ? [] : [alert.correction])];
  const answered = withAnswerOf(
    before.map((one) => one.said),
    { ...given, kind, childAlertId, from },
  );
  const said = checkGiven(answered, authorised, at);
  if (!said.ok) return said;
  if (saysTheSame(now, said.value)) return refusedAlert("public_alert.nothing_changed");
  return ok({ ...alert, correction: { said: said.value, authors: authorsAfter(before, said.value, by), proposed: { at, by } } });
}

/** The words that stand after it are published by who wrote none of them; the alert keeps its author and its beginning. */
function publishCorrection(alert: Published, { authorised, at, by }: AlertCircumstances): Judged {
  const { correction, publication } = alert;
  if (correction === null) return refusedAlert("public_alert.wrong_state", { state: "published" });
  if (isWriter(correction.authors, by)) return refusedAlert("public_alert.same_person");
  if (!isAuthorised(correction.said, authorised)) return refusedAlert("public_alert.not_authorised");
  const { said, authors } = correction;
  if (said.until <= at) return refusedAlert("public_alert.span_wrong", { days: LONGEST_ALERT_MS / DAY_MS });
  return ok({ ...alert, said, authors, publication: { ...publication, until: said.until }, correction: null });
}

/** Renewal extends: a shorter time means ending it, with a reason. Beyond the room's length it is a correction, which takes two. */
function renew(alert: PublicAlert, until: number, { authorised, at, aloneMs }: AlertCircumstances): Judged {
  if (alert.state !== "published") return refusedAlert("public_alert.wrong_state", { state: alert.state });
  if (!isAuthorised(alert.said, authorised)) return refusedAlert("public_alert.not_authorised");
  const { publication } = alert;
  if (until <= publication.until || until - Math.max(at, publication.from) > LONGEST_ALERT_MS)
    return refusedAlert("public_alert.span_wrong", { days: LONGEST_ALERT_MS / DAY_MS });
  if (until - publication.from > aloneMs) return refusedAlert("public_alert.two_needed", { hours: aloneMs / HOUR_MS });
  // A proposed correction that left the end as it was follows it: to publish it later would shorten the alert unsaid.
  const follows = alert.correction !== null && alert.correction.said.until === publication.until;
  const correction =
    follows && alert.correction !== null ? { ...alert.correction, said: { ...alert.correction.said, until } } : alert.correction;
  return ok({ ...alert, publication: { ...publication, until }, correction });
}

function judge(alert: PublicAlert, command: PublicAlertCommand, circumstances: AlertCircumstances): Judged {
  const { at, by } = circumstances;
  const senseless = refusedAlert("public_alert.wrong_state", { state: alert.state });
  switch (command.kind) {
    case "change":
      return change(alert, command.given, circumstances);
    case "correct":
      return alert.state === "published" ? correct(alert, command.given, circumstances) : senseless;
    case "publish_correction":
      return alert.state === "published" ? publishCorrection(alert, circumstances) : senseless;
    case "drop_correction":
      return alert.state === "published" && alert.correction !== null ? ok({ ...alert, correction: null }) : senseless;
    case "publish":
      return publish(alert, circumstances);
    case "renew":
      return renew(alert, command.until, circumstances);
    case "end": {
      if (!isSaid(command.reason)) return refusedAlert("public_alert.reason_missing");
      const publication = alert.state === "draft" ? null : alert.publication;
      const { alertId, version, said, written, authors } = alert;
      return ok({
        alertId,
        version,
        said,
        written,
        authors,
        state: "ended",
        publication,
        ended: { at, by, reason: command.reason.trim() },
      });
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
