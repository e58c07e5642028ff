import { ok, refuse, type Refusal, type Result } from "../kernel/index.ts";
import { fold } from "../search/index.ts";

/** One person in an approval. Two accounts with one badge are one person. */
export type Party = { readonly userId: string; readonly badge: string; readonly role: string };

/** The person that the act concerns; `userId` is null while the person has no account yet. */
export type Concerned = { readonly userId: string | null; readonly badge: string };

export type ApprovalState =
  | { readonly state: "asked" }
  | { readonly state: "approved"; readonly by: Party; readonly at: number }
  | { readonly state: "declined"; readonly by: Party; readonly at: number; readonly reason: string }
  | { readonly state: "withdrawn"; readonly by: Party; readonly at: number }
  | { readonly state: "expired"; readonly at: number };

export const APPROVAL_STATES = [
  "asked",
  "approved",
  "declined",
  "withdrawn",
  "expired",
] as const satisfies readonly ApprovalState["state"][];

/** An act that one person asked for and another must confirm. `approverRoles` comes from the kind of the act. */
export type Approval = {
  readonly askedBy: Party;
  readonly concerns: Concerned | null;
  readonly approverRoles: readonly string[];
  readonly expiresAt: number;
  readonly now: ApprovalState;
};

export type ApprovalAct =
  | { readonly act: "approve"; readonly by: Party }
  | { readonly act: "decline"; readonly by: Party; readonly reason: string }
  | { readonly act: "withdraw"; readonly by: Party }
  | { readonly act: "expire" };

export type ApprovalRefusal = Refusal<
  | "approval.decided"
  | "approval.expired"
  | "approval.still_open"
  | "approval.own"
  | "approval.same_role"
  | "approval.not_your_role"
  | "approval.concerns_you"
  | "approval.not_yours"
>;

/** A request stays open for three days, so that a weekend passes. An unconfirmed one is then asked again with fresh eyes. */
export const APPROVAL_OPEN_MS = 3 * 86_400_000;

const isSameBadge = (one: string, other: string): boolean => fold(one) !== "" && fold(one) === fold(other);

const isSamePerson = (one: Concerned | Party, other: Party): boolean => one.userId === other.userId || isSameBadge(one.badge, other.badge);

/** Refuses a decision by the asker, by the person concerned, by a second account of either, and by a role that may not decide. */
function checkApprover({ askedBy, concerns, approverRoles }: Approval, by: Party): ApprovalRefusal | null {
  if (isSamePerson(askedBy, by)) return { code: "approval.own" };
  if (concerns !== null && isSamePerson(concerns, by)) return { code: "approval.concerns_you" };
  if (by.role === askedBy.role) return { code: "approval.same_role" };
  if (!approverRoles.includes(by.role)) return { code: "approval.not_your_role" };
  return null;
}

/** The state after an act, or why the act is refused. A decided approval never changes. */
export function decideApproval(approval: Approval, asked: ApprovalAct, at: number): Result<ApprovalState, ApprovalRefusal> {
  if (approval.now.state === "expired") return refuse({ code: "approval.expired" });
  if (approval.now.state !== "asked") return refuse({ code: "approval.decided" });
  const isOver = at >= approval.expiresAt;
  if (asked.act === "expire") return isOver ? ok({ state: "expired", at }) : refuse({ code: "approval.still_open" });
  if (isOver) return refuse({ code: "approval.expired" });
  if (asked.act === "withdraw")
    return asked.by.userId === approval.askedBy.userId
      ? ok({ state: "withdrawn", by: asked.by, at })
      : refuse({ code: "approval.not_yours" });
  const refused = checkApprover(approval, asked.by);
  if (refused !== null) return refuse(refused);
  switch (asked.act) {
    case "approve":
      return ok({ state: "approved", by: asked.by, at });
    case "decline":
      return ok({ state: "declined", by: asked.by, at, reason: asked.reason });
  }
}
