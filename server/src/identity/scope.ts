import type { Actor } from "../audit/index.ts";
import type { Scope } from "../platform/database/index.ts";
import type { Caller } from "../platform/http/index.ts";

/** The database scope of a caller: row-level security sees no more than this. */
export const scopeOf = (who: Caller): Scope => ({ userId: who.userId, role: who.role, sectors: who.covers });

/** The caller as the log names a person. */
export const actorOf = (who: Caller): Actor => ({ userId: who.userId, name: who.name, role: who.role, sessionId: who.sessionId });
