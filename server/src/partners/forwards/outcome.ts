import { isPassing } from "@amaliyat/domain/partners";

/** Outcome of a try. `cause` is a code of `contract/errors`. */
export type Outcome =
  | { readonly kind: "taken"; readonly receipt: boolean }
  | {
      readonly kind: "passing" | "final";
      /** True if the partner's system was reached and said nothing: the message may be the reason. */
      readonly isHanging?: boolean;
      readonly cause: "partner.unreachable" | "partner.busy" | "partner.rejected" | "partner.redirected" | "partner.host_not_allowed";
    };

/** The outcome that an answer's status means; null is no answer. 200 and 201 say that it was taken in; 202 and 204 only that it arrived. */
export function outcomeOf(status: number | null): Outcome {
  if (status === null) return { kind: "passing", cause: "partner.unreachable" };
  if (status >= 200 && status < 300) return { kind: "taken", receipt: status <= 201 };
  if (status >= 300 && status < 400) return { kind: "final", cause: "partner.redirected" };
  return isPassing(status) ? { kind: "passing", cause: "partner.busy" } : { kind: "final", cause: "partner.rejected" };
}
