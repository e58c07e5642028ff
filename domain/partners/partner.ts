import { ok, refuse, type Refusal, type Result } from "../kernel/index.ts";
import { needsAddress, needsSecret, type Transport } from "./kinds.ts";

/** Facts that decide whether anything may go to a partner, or come from it. `expiresAt` is in milliseconds since the Unix epoch. */
export type PartnerFacts = {
  readonly active: boolean;
  readonly transport: Transport;
  readonly address: string | null;
  readonly hasSecret: boolean;
  /** The written act that allows the exchange; without it, or after its last moment, nothing goes either way. */
  readonly authorisation: { readonly number: string; readonly expiresAt: number } | null;
};

export const PARTNER_REFUSALS = [
  "partner.inactive",
  "partner.authorisation_missing",
  "partner.authorisation_expired",
  "partner.address_missing",
  "partner.secret_missing",
] as const;
export type PartnerRefusal = Refusal<(typeof PARTNER_REFUSALS)[number]>;

/** Checks that the exchange with a partner is allowed at a moment; the moment of expiry itself is after it. */
export function mayExchange(partner: PartnerFacts, at: number): Result<null, PartnerRefusal> {
  if (!partner.active) return refuse({ code: "partner.inactive" });
  if (partner.authorisation === null || partner.authorisation.number.trim() === "")
    return refuse({ code: "partner.authorisation_missing" });
  if (at >= partner.authorisation.expiresAt) return refuse({ code: "partner.authorisation_expired" });
  return ok(null);
}

/** Checks that an intervention may be forwarded to a partner at a moment. */
export function mayReceive(partner: PartnerFacts, at: number): Result<null, PartnerRefusal> {
  const allowed = mayExchange(partner, at);
  if (!allowed.ok) return allowed;
  if (needsAddress(partner.transport) && partner.address === null) return refuse({ code: "partner.address_missing" });
  if (needsSecret(partner.transport) && !partner.hasSecret) return refuse({ code: "partner.secret_missing" });
  return ok(null);
}
