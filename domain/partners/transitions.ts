import type { ForwardCommand } from "./commands.ts";
import type { ForwardKind } from "./state.ts";

export type ForwardCommandKind = "forward" | ForwardCommand["kind"];
type From = "none" | ForwardKind;

/** Commands on updates leave the state as it is; `resend` sends again an update that the room gave up. */
const told = <T extends ForwardKind>(kind: T) => ({
  revise: kind,
  tell_again: kind,
  begin_update: kind,
  tell_update: kind,
  retry_update: kind,
  give_up_update: kind,
  resend: kind,
});

/**
 * State after each command, by state; `none` is before. Commands missing here are refused, but a repeated report of a partner changes
 * nothing. A report may overtake our own knowledge: the answer to a try was lost, and the partner acts on it nevertheless. So reports are
 * taken in `queued` and `failed` too.
 */
export const FORWARD_TRANSITIONS = {
  none: { forward: "queued" },
  queued: {
    begin_try: "queued",
    send: "sent",
    retry: "queued",
    give_up: "failed",
    receive: "received",
    acknowledge: "acknowledged",
    progress: "in_progress",
    finish: "done",
    refuse: "refused",
    message: "queued",
    revise: "queued",
    cancel: "cancelled",
  },
  sent: {
    receive: "received",
    acknowledge: "acknowledged",
    progress: "in_progress",
    finish: "done",
    refuse: "refused",
    message: "sent",
    ...told("sent"),
    cancel: "cancelled",
  },
  received: {
    acknowledge: "acknowledged",
    progress: "in_progress",
    finish: "done",
    refuse: "refused",
    message: "received",
    ...told("received"),
    cancel: "cancelled",
  },
  acknowledged: {
    progress: "in_progress",
    finish: "done",
    refuse: "refused",
    message: "acknowledged",
    ...told("acknowledged"),
    cancel: "cancelled",
  },
  in_progress: {
    progress: "in_progress",
    finish: "done",
    refuse: "refused",
    message: "in_progress",
    ...told("in_progress"),
    cancel: "cancelled",
  },
  done: { message: "done" },
  refused: { resend: "queued", message: "refused", revise: "refused" },
  failed: {
    // It is tried by itself once the partner takes other things again, or was set up anew.
    begin_try: "failed",
    send: "sent",
    give_up: "failed",
    resend: "queued",
    receive: "received",
    acknowledge: "acknowledged",
    progress: "in_progress",
    finish: "done",
    refuse: "refused",
    message: "failed",
    revise: "failed",
    cancel: "cancelled",
  },
  cancelled: { begin_try: "cancelled", tell_cancelled: "cancelled", resend: "cancelled" },
} as const satisfies Record<From, Partial<Record<ForwardCommandKind, ForwardKind>>>;

const table: Record<From, Partial<Record<ForwardCommandKind, ForwardKind>>> = FORWARD_TRANSITIONS;

/** The state after a command, or null where the command makes no sense. */
export const forwardAfter = (from: From, command: ForwardCommandKind): ForwardKind | null => table[from][command] ?? null;

/**
 * The life of a partner's request to the room: a dispatcher takes it into an intervention, or declines it. Its sender may withdraw it
 * before that, and ask again. A withdrawn one is taken only with an explicit confirmation.
 */
export const REQUEST_TRANSITIONS = {
  none: { ask: "waiting", withdraw: "withdrawn" },
  waiting: { take: "taken", decline: "declined", withdraw: "withdrawn" },
  withdrawn: { ask: "waiting", take_anyway: "taken", decline: "declined" },
  taken: {},
  declined: {},
} as const;
