import type { Role } from "@amaliyat/domain/identity";

/** A signed-in person, as found at the start of each request. `covers` is the competence with the sector tree expanded. */
export type Caller = {
  readonly sessionId: string;
  readonly userId: string;
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  readonly covers: readonly string[];
  readonly expiresAt: number;
};
