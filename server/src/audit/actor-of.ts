import type { Actor } from "./entry.ts";

/** The caller as the log names a person. */
export const actorOf = ({ userId, name, role, sessionId }: Actor): Actor => ({ userId, name, role, sessionId });
