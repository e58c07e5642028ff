import type { Role } from "@amaliyat/domain/identity";
import type { Scope } from "../database/index.ts";

/** A signed-in person, as found at the start of each request. `covers` is the competence with the sector tree expanded. */
export type Caller = {
  readonly sessionId: string;
  readonly userId: string;
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  readonly covers: readonly string[];
  readonly expiresAt: number;
  /** Time since which the session is locked; null if it is not. */
  readonly lockedAt: number | null;
  /** `due`: the role needs a second factor, and the session can only set one up. */
  readonly secondFactor: "used" | "none" | "due";
  /** The one-time code that opened the session, while its person has set no password yet. */
  readonly codeId: string | null;
};

/** The database scope of a caller: row-level security sees no more than this. */
export const scopeOf = (who: Caller): Scope => ({ userId: who.userId, role: who.role, sectors: who.covers });

/** A partner body outside, known by its token. */
export type PartnerCaller = { readonly partnerId: string; readonly code: string; readonly name: string; readonly tokenId: string };
