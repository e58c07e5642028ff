import type { Author } from "./state.ts";

/** Report of a partner on a forward, by any transport. */
export type PartnerReport =
  | { readonly kind: "receive" }
  | { readonly kind: "acknowledge"; readonly partnerReference: string | null }
  | { readonly kind: "progress" | "finish"; readonly text: string | null }
  | { readonly kind: "refuse"; readonly reason: string }
  | { readonly kind: "message"; readonly text: string };

/** `cause` is a code of `contract/errors`; `nextTryAt` is in milliseconds since the Unix epoch. */
export type ForwardCommand =
  | PartnerReport
  | { readonly kind: "begin_try" | "send" | "resend" | "tell_cancelled" }
  | { readonly kind: "retry"; readonly cause: string; readonly nextTryAt: number }
  | { readonly kind: "give_up"; readonly cause: string }
  | { readonly kind: "cancel"; readonly reason: string }
  /** Handed-over content changed: tell the partner at `dueAt`, or earlier if one is due earlier. */
  | { readonly kind: "revise"; readonly dueAt: number }
  /** The partner's word came before its answer: the latest message goes again as it is until the partner takes it. */
  | { readonly kind: "tell_again" }
  | { readonly kind: "begin_update" }
  | { readonly kind: "tell_update"; readonly revision: number }
  | { readonly kind: "retry_update"; readonly revision: number; readonly cause: string; readonly nextTryAt: number }
  | { readonly kind: "give_up_update"; readonly revision: number; readonly cause: string };

type Act = { readonly at: number; readonly by: Author };

export type ForwardEvent = Act &
  (
    | { readonly kind: "queued" | "try_begun" | "sent" | "received" | "resent" | "cancellation_told" }
    | { readonly kind: "acknowledged"; readonly partnerReference: string | null }
    | { readonly kind: "progressed" | "finished"; readonly text: string | null }
    | { readonly kind: "refused"; readonly reason: string }
    | { readonly kind: "messaged"; readonly text: string }
    | { readonly kind: "try_failed"; readonly cause: string; readonly nextTryAt: number }
    | { readonly kind: "given_up"; readonly cause: string }
    | { readonly kind: "cancelled"; readonly reason: string }
    | { readonly kind: "revised"; readonly dueAt: number }
    | { readonly kind: "update_begun" | "update_requeued" }
    | { readonly kind: "update_told"; readonly revision: number }
    | { readonly kind: "update_failed"; readonly cause: string; readonly nextTryAt: number }
    | { readonly kind: "update_given_up"; readonly cause: string }
  );
