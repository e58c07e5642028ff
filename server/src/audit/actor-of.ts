import type { Caller } from "../platform/http/index.ts";
import type { Actor } from "./entry.ts";

/** The caller as the log names a person. */
export const actorOf = ({ userId, name, role, sessionId }: Pick<Caller, "userId" | "name" | "role" | "sessionId">): Actor => ({
  userId,
  name,
  role,
  sessionId,
});
