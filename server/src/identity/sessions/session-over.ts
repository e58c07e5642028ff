import { checkDesignation, checkSession, type DesignationRefusal, type SessionRefusal } from "@amaliyat/domain/identity";
import type { Refusal } from "@amaliyat/domain/kernel";
import type { sessionTimes } from "../rows/identity-queries.ts";

type Times = Awaited<ReturnType<typeof sessionTimes>>[number];

/** The dates of a user's row as the domain's rule reads them. */
export const designationOf = (user: Pick<Times, "designated_from" | "designated_until" | "ended">) => ({
  designatedFrom: user.designated_from.getTime(),
  designatedUntil: user.designated_until?.getTime() ?? null,
  ended: user.ended,
});

/** Why a session is over at `at`: it was ended, its person is not designated, or it was left alone too long; null while it lives. */
export function whyOver(
  session: Omit<Times, "session_id" | "user_id" | "covers">,
  at: number,
): Refusal<"session.revoked"> | DesignationRefusal | SessionRefusal | null {
  if (session.ended_at !== null) return { code: "session.revoked" };
  const designated = checkDesignation(designationOf(session), at);
  if (!designated.ok) return designated.error;
  const lives = checkSession({ role: session.role, openedAt: session.opened_at.getTime(), seenAt: session.seen_at.getTime() }, at);
  return lives.ok ? null : lives.error;
}
