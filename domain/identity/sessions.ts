import { ok, refuse, type Refusal, type Result } from "../kernel/index.ts";
import type { Role } from "./roles.ts";

export const SESSION_IDLE_MS = 30 * 60_000;
export const SESSION_LONGEST_MS = 12 * 3_600_000;

/** Facts that decide whether a session is still alive. `seenAt` is the last act of its person, not the last message of its screen. */
export type SessionTimes = { readonly role: Role; readonly openedAt: number; readonly seenAt: number };

export type SessionRefusal = Refusal<"session.idle" | "session.expired">;

/** A patrol drives with the phone in a pocket: its session ends with the shift only. */
const idleMs = (role: Role): number => (role === "patrol" ? SESSION_LONGEST_MS : SESSION_IDLE_MS);

/** The moment at which the session ends if nothing more is done in it. */
export const sessionEndsAt = (session: SessionTimes): number =>
  Math.min(session.openedAt + SESSION_LONGEST_MS, Math.max(session.seenAt, session.openedAt) + idleMs(session.role));

/** Refuses a session that was left alone for 30 min (patrols excepted) or is 12 h old. */
export function checkSession(session: SessionTimes, at: number): Result<null, SessionRefusal> {
  if (at >= session.openedAt + SESSION_LONGEST_MS) return refuse({ code: "session.expired" });
  if (at >= sessionEndsAt(session)) return refuse({ code: "session.idle" });
  return ok(null);
}

/** Time that the token before the last one still counts: requests are under way with it, and other tabs of the browser share it. */
export const EARLIER_TOKEN_MS = 10_000;

/** Time that a second factor stands for its person before a change of factors. */
export const PROOF_LASTS_MS = 10 * 60_000;

/** True if a change of one's own factors asks for one first: the person has one, and the session did not show it lately. */
export const needsProof = (
  { hasFactor, provenAt }: { readonly hasFactor: boolean; readonly provenAt: number | null },
  at: number,
): boolean => hasFactor && (provenAt === null || at >= provenAt + PROOF_LASTS_MS);
