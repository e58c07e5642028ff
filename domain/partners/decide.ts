import { exhaustive, isSaid, ok, refuse, type Refusal, type Result } from "../kernel/index.ts";
import type { ForwardCommand, ForwardEvent } from "./commands.ts";
import { MOST_WRITTEN } from "./retry.ts";
import { isTaken, type Author, type Forward } from "./state.ts";
import { forwardAfter } from "./transitions.ts";

export const FORWARD_REFUSALS = [
  "forward.still_open",
  "forward.not_queued",
  "forward.not_told",
  "forward.already_done",
  "forward.already_refused",
  "forward.already_failed",
  "forward.already_cancelled",
  "forward.not_cancelled",
  "forward.reason_missing",
  "forward.text_missing",
  "forward.text_too_long",
] as const;
export type ForwardRefusal = Refusal<(typeof FORWARD_REFUSALS)[number]>;

/** Longest message or reason, in code points. */
export const FORWARD_TEXT_LIMIT = 2000;

type Decision = Result<ForwardEvent[], ForwardRefusal>;

/** Progress of the partner by a report. A report not beyond the state is a repetition. */
const RANKS: Partial<Record<Forward["kind"] | ForwardCommand["kind"], number>> = {
  queued: 0,
  sent: 1,
  received: 2,
  acknowledged: 3,
  in_progress: 4,
  done: 5,
  send: 1,
  receive: 2,
  acknowledge: 3,
  progress: 4,
  finish: 5,
};

/** A try of a revision that a later one has replaced since, or of one that is known or waits already, changes nothing any more. */
function isOutrun(state: Forward, command: ForwardCommand): boolean {
  switch (command.kind) {
    case "tell_again":
      return state.update !== null;
    case "begin_update":
    case "tell_update":
      return state.update === null || !isTaken(state.kind);
    case "retry_update":
    case "give_up_update":
      return state.update === null || !isTaken(state.kind) || command.revision !== state.revision;
    default:
      return false;
  }
}

/** The first eight failures of a partner that is away for long are written down, not a thousand. The last cause still stands then. */
function isWritten(state: Forward, command: ForwardCommand): boolean {
  const [attempts, updates] = [state.attempts, state.update?.attempts ?? 0];
  switch (command.kind) {
    case "begin_try":
      return state.reached && attempts >= MOST_WRITTEN;
    case "begin_update":
      return updates >= MOST_WRITTEN;
    case "retry":
      return state.kind === "queued" && attempts >= MOST_WRITTEN && state.cause === command.cause;
    case "retry_update":
      return updates >= MOST_WRITTEN && state.update?.nextTryAt !== null && state.update?.cause === command.cause;
    case "give_up":
      return state.kind === "failed" && state.cause === command.cause;
    case "give_up_update":
      return state.update?.nextTryAt === null && state.update.cause === command.cause;
    default:
      return false;
  }
}

function isRepeated(state: Forward, command: ForwardCommand): boolean {
  if (isOutrun(state, command) || isWritten(state, command)) return true;
  // The cancellation is still to be sent: it is sent sooner, and nothing else changes.
  if (state.kind === "cancelled" && command.kind === "resend") return state.notice === "due";
  if (state.kind === "refused") return command.kind === "refuse";
  if (state.kind === "cancelled" && command.kind === "tell_cancelled") return state.notice !== "due";
  const [reached, told] = [RANKS[state.kind], RANKS[command.kind]];
  if (reached === undefined || told === undefined) return false;
  return told < reached || (told === reached && !(command.kind === "progress" && command.text !== null));
}

function senseless(state: Forward, command: ForwardCommand["kind"]): Decision {
  if (command === "tell_cancelled") return refuse({ code: "forward.not_cancelled" });
  switch (state.kind) {
    case "done":
      return refuse({ code: "forward.already_done" });
    case "refused":
      return refuse({ code: "forward.already_refused" });
    case "failed":
      return refuse({ code: "forward.already_failed" });
    case "cancelled":
      return refuse({ code: "forward.already_cancelled" });
    default:
      return refuse({ code: command === "resend" ? "forward.still_open" : "forward.not_queued" });
  }
}

function checked(text: string, missing: "forward.reason_missing" | "forward.text_missing"): Result<string, ForwardRefusal> {
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(text)) return refuse({ code: missing });
  const trimmed = text.trim();
  if (Array.from(trimmed).length <= FORWARD_TEXT_LIMIT) return ok(trimmed);
  return refuse({ code: "forward.text_too_long", params: { limit: FORWARD_TEXT_LIMIT } });
}

function told(text: string, missing: "forward.reason_missing" | "forward.text_missing", event: (text: string) => ForwardEvent): Decision {
  const right = checked(text, missing);
  return right.ok ? ok([event(right.value)]) : right;
}

/** The same for a text that may be left out. */
function also(text: string | null, event: (text: string | null) => ForwardEvent): Decision {
  return text === null || text.trim() === "" ? ok([event(null)]) : told(text, "forward.text_missing", event);
}

const REPORTS = new Set<ForwardCommand["kind"]>(["receive", "acknowledge", "progress", "finish", "refuse", "message"]);

/** Judges one command on a forward. No event means: it was so already, as when a partner says something twice. */
export function decideForward(state: Forward, command: ForwardCommand, at: number, by: Author): Decision {
  // A partner cannot know a forward that was never sent to it. If its report were believed, the forward would never be sent.
  if (REPORTS.has(command.kind) && !state.reached && (state.kind === "queued" || state.kind === "failed"))
    return refuse({ code: "forward.not_told" });
  if (isRepeated(state, command)) return ok([]);
  if (forwardAfter(state.kind, command.kind) === null) return senseless(state, command.kind);
  const act = { at, by };
  switch (command.kind) {
    case "begin_try":
      return ok([{ ...act, kind: "try_begun" }]);
    case "send":
      return ok([{ ...act, kind: "sent" }]);
    case "receive":
      return ok([{ ...act, kind: "received" }]);
    case "resend":
      if (state.kind === "cancelled") return refuse({ code: "forward.already_cancelled" });
      if (!isTaken(state.kind)) return ok([{ ...act, kind: "resent" }]);
      if (state.update === null || state.update.nextTryAt !== null) return refuse({ code: "forward.still_open" });
      return ok([{ ...act, kind: "update_requeued" }]);
    case "tell_cancelled":
      return ok([{ ...act, kind: "cancellation_told" }]);
    case "acknowledge":
      return ok([{ ...act, kind: "acknowledged", partnerReference: command.partnerReference }]);
    case "progress":
      return also(command.text, (text) => ({ ...act, kind: "progressed", text }));
    case "finish":
      return also(command.text, (text) => ({ ...act, kind: "finished", text }));
    case "refuse":
      return told(command.reason, "forward.reason_missing", (reason) => ({ ...act, kind: "refused", reason }));
    case "message":
      return told(command.text, "forward.text_missing", (text) => ({ ...act, kind: "messaged", text }));
    case "retry":
      return ok([{ ...act, kind: "try_failed", cause: command.cause, nextTryAt: command.nextTryAt }]);
    case "give_up":
      return ok([{ ...act, kind: "given_up", cause: command.cause }]);
    case "cancel":
      // A partner's own refusal needs some words only: a system that is answered with a refusal would not be heard.
      if (!isSaid(command.reason)) return refuse({ code: "forward.reason_missing" });
      return told(command.reason, "forward.reason_missing", (reason) => ({ ...act, kind: "cancelled", reason }));
    case "revise":
      return ok([{ ...act, kind: "revised", dueAt: command.dueAt }]);
    case "tell_again":
      return ok([{ ...act, kind: "update_requeued" }]);
    case "begin_update":
      return ok([{ ...act, kind: "update_begun" }]);
    case "tell_update":
      return ok([{ ...act, kind: "update_told", revision: command.revision }]);
    case "retry_update":
      return ok([{ ...act, kind: "update_failed", cause: command.cause, nextTryAt: command.nextTryAt }]);
    case "give_up_update":
      return ok([{ ...act, kind: "update_given_up", cause: command.cause }]);
    default:
      return exhaustive(command);
  }
}
