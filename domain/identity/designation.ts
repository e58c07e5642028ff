import { ok, refuse, type Refusal, type Result } from "../kernel/index.ts";

/**
 * The dates between which a person is individually designated; `designatedUntil` is the first moment that is no longer covered,
 * null for an open end. `ended` is an end before its date.
 */
export type Designation = { readonly designatedFrom: number; readonly designatedUntil: number | null; readonly ended: boolean };

export type DesignationRefusal = Refusal<"designation.withdrawn" | "designation.not_begun" | "designation.expired">;

/** Refuses a person who is not, not yet or no longer designated at a moment. */
export function checkDesignation(user: Designation, at: number): Result<null, DesignationRefusal> {
  if (user.ended) return refuse({ code: "designation.withdrawn" });
  if (at < user.designatedFrom) return refuse({ code: "designation.not_begun" });
  if (user.designatedUntil !== null && at >= user.designatedUntil) return refuse({ code: "designation.expired" });
  return ok(null);
}

/** True while the person is designated. */
export const isDesignated = (user: Designation, at: number): boolean => checkDesignation(user, at).ok;
