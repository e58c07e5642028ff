import type { ErrorCode } from "@amaliyat/contract/errors";
import type { Route } from "@amaliyat/contract/route";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import type { Caller, PartnerCaller } from "./caller.ts";
import type { OnceKeeper } from "./once.ts";

/** Services of the features behind the gate. */
export type GateKeepers = {
  /** Finds the caller of a session token; refused with the reason when the session is over. */
  readonly callerOf: (token: string, at: number) => Promise<Result<Caller, Refusal<ErrorCode>>>;
  /** Finds the partner of a bearer token; refused when it is unknown, over, or the exchange with the partner is not allowed. */
  readonly partnerOf: (token: string, at: number, use: "exchange" | "open311") => Promise<Result<PartnerCaller, Refusal<ErrorCode>>>;
  /** Writes and commits a refusal; those of strangers are counted. Throws when the log cannot be written. */
  readonly logRefusal: (passage: Passage, code: ErrorCode) => Promise<void>;
  /** Keys of requests that may be sent again. */
  readonly once: OnceKeeper;
};

export type Passage = {
  readonly route: Route;
  readonly caller: Caller | null;
  readonly partner: PartnerCaller | null;
  readonly params: unknown;
  /** Other ids in the call, from fields of its body. Empty if the body was not read. */
  readonly named: Readonly<Record<string, string>>;
  readonly at: number;
  readonly address: string;
};

/** Decides from the declared access alone whether a caller may pass; the object is judged by the use case. */
export function admit(
  { access, whileLocked, whileSetUp, whileUnset }: Route,
  caller: Result<Caller, Refusal<ErrorCode>>,
  partner: Result<PartnerCaller, Refusal<ErrorCode>>,
): Result<null, Refusal<ErrorCode>> {
  if (access.kind === "public") return ok(null);
  if (access.kind === "partner") return partner.ok ? ok(null) : partner;
  if (!caller.ok) return caller;
  if (caller.value.codeId !== null && !whileUnset) return refuse({ code: "session.password_unset" });
  if (caller.value.lockedAt !== null && !whileLocked) return refuse({ code: "session.locked" });
  if (caller.value.secondFactor === "due" && !whileSetUp) return refuse({ code: "session.second_factor_due" });
  if (access.kind === "roles" && !access.roles.includes(caller.value.role)) return refuse({ code: "access.not_your_role" });
  return ok(null);
}
