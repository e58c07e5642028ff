import type { ErrorCode } from "@amaliyat/contract/errors";
import type { Route } from "@amaliyat/contract/route";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import type { Caller } from "./caller.ts";

/** What the gate asks of the features behind it. */
export type GateKeepers = {
  /** Finds the caller of a session token; null when there is none, or it has ended. */
  readonly callerOf: (token: string, at: number) => Promise<Caller | null>;
  /** Writes and commits the entry of a route that the gate logs itself. Throws when the log cannot be written. */
  readonly logPassage: (passage: Passage) => Promise<void>;
  /** Writes and commits a refusal. */
  readonly logRefusal: (passage: Passage, code: ErrorCode) => Promise<void>;
};

export type Passage = {
  readonly route: Route;
  readonly caller: Caller | null;
  readonly params: unknown;
  readonly at: number;
  readonly address: string;
};

/** Decides from the declared access alone whether a caller may pass; the object is judged by the use case. */
export function admit(route: Route, caller: Caller | null): Result<null, Refusal<ErrorCode>> {
  if (route.access.kind === "public") return ok(null);
  if (caller === null) return refuse({ code: "access.not_signed_in" });
  if (route.access.kind === "roles" && !route.access.roles.includes(caller.role)) return refuse({ code: "access.not_your_role" });
  return ok(null);
}
