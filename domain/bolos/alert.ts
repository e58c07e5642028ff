import { exhaustive, isSaid, isWritten, ok, type Result, type Text3 } from "../kernel/index.ts";
import { alertAfter, type AlertState } from "./alert-transitions.ts";
import { isOfMissingChild, type BoloFacts } from "./facts.ts";
import type { BoloKind } from "./kinds.ts";
import { refusedBolo, type BoloRefusal } from "./refusals.ts";
import type { Act, BoloStanding } from "./state.ts";

/** By which way the prosecutor's decision came. */
export const DECISION_WAYS = ["paper", "electronic", "telephone", "in_person"] as const;
export type DecisionWay = (typeof DECISION_WAYS)[number];

export const DECISION_WAY_LABELS: Readonly<Record<DecisionWay, Text3>> = {
  paper: { ar: "مكتوب", fr: "Par écrit", en: "In writing" },
  electronic: { ar: "بالبريد الإلكتروني الرسمي", fr: "Par voie électronique officielle", en: "By official electronic mail" },
  telephone: { ar: "بالهاتف", fr: "Par téléphone", en: "By telephone" },
  in_person: { ar: "حضوريا", fr: "De vive voix", en: "In person" },
};

/** Content for publication: both texts, the chosen picture, and the place. */
export type AlertSaid = {
  readonly ar: string;
  readonly fr: string;
  readonly pictureId: string | null;
  readonly area: string;
};

/** A prosecutor's decision as it was received. `decidedAt` in ms: when it was given, not when it was recorded. */
export type Decision = {
  readonly authorised: boolean;
  readonly prosecutor: string;
  readonly reference: string;
  readonly decidedAt: number;
  readonly way: DecisionWay;
};

/** The alert on one missing child. A checked and authorised text never changes: another text is another alert. */
export type Alert = AlertSaid & {
  readonly state: AlertState;
  readonly proposed: Act;
  readonly checked: Act | null;
  readonly decision: (Decision & { readonly recorded: Act }) | null;
  readonly withdrawn: (Act & { readonly reason: string }) | null;
};

export type AlertCommand =
  | { readonly kind: "check" }
  | { readonly kind: "decide"; readonly decision: Decision }
  | { readonly kind: "hand_over" }
  | { readonly kind: "withdraw"; readonly reason: string };

/** Proposes an alert on a BOLO that is in force for a missing child. */
export function proposeAlert(
  bolo: { readonly kind: BoloKind; readonly facts: Pick<BoloFacts, "age">; readonly standing: BoloStanding },
  said: AlertSaid,
  act: Act,
): Result<Alert, BoloRefusal> {
  if (!isOfMissingChild(bolo.kind, bolo.facts)) return refusedBolo("alert.not_a_child");
  if (bolo.standing !== "in_force") return refusedBolo("bolo.wrong_state", { state: bolo.standing });
  if (![said.ar, said.fr, said.area].every(isSaid)) return refusedBolo("alert.text_missing");
  return ok({ ...said, state: "proposed", proposed: act, checked: null, decision: null, withdrawn: null });
}

const MINUTE_MS = 60_000;

/** A decision is dated to the minute: it is not of the future, and not older than the text that it decides on. */
function checkDecision(alert: Alert, decision: Decision, at: number): Result<Decision, BoloRefusal> {
  if (!isSaid(decision.prosecutor) || !isWritten(decision.reference)) return refusedBolo("alert.decision_incomplete");
  const earliest = Math.floor((alert.checked?.at ?? at) / MINUTE_MS) * MINUTE_MS;
  if (decision.decidedAt < earliest || decision.decidedAt > at) return refusedBolo("alert.decided_at_wrong");
  return ok({ ...decision, prosecutor: decision.prosecutor.trim(), reference: decision.reference.trim() });
}

function stepOf(command: AlertCommand) {
  if (command.kind !== "decide") return command.kind;
  return command.decision.authorised ? "authorise" : "refuse";
}

/** Judges one command. Checking takes another person than proposing: four eyes. */
export function decideAlert(alert: Alert, command: AlertCommand, act: Act): Result<Alert, BoloRefusal> {
  const state = alertAfter(alert.state, stepOf(command));
  if (state === null)
    return command.kind === "hand_over" ? refusedBolo("alert.not_authorised") : refusedBolo("alert.wrong_state", { state: alert.state });
  switch (command.kind) {
    case "check":
      return act.by === alert.proposed.by ? refusedBolo("alert.same_person") : ok({ ...alert, state, checked: act });
    case "decide": {
      const decision = checkDecision(alert, command.decision, act.at);
      return decision.ok ? ok({ ...alert, state, decision: { ...decision.value, recorded: act } }) : decision;
    }
    case "hand_over":
      return ok(alert);
    case "withdraw":
      if (!isSaid(command.reason)) return refusedBolo("bolo.reason_missing");
      return ok({ ...alert, state, withdrawn: { ...act, reason: command.reason.trim() } });
    default:
      return exhaustive(command);
  }
}

/** The texts that may leave the room: only under a recorded authorisation, and only while the child is still looked for. */
export function printableAlert(alert: Alert | null, standing: BoloStanding): Result<AlertSaid, BoloRefusal> {
  const isAuthorised = alert !== null && alert.state === "authorised" && alert.decision?.authorised === true && alert.checked !== null;
  if (!isAuthorised || standing !== "in_force") return refusedBolo("alert.not_authorised");
  return ok({ ar: alert.ar, fr: alert.fr, pictureId: alert.pictureId, area: alert.area });
}
