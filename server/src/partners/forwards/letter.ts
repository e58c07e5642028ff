import { capOf, eidoOf, type Issuer, type Transport } from "@amaliyat/domain/partners";
import { createHmac } from "node:crypto";
import type { Outgoing } from "./documents-sent.ts";
import type { Letter } from "../../platform/outbound/index.ts";

export type Sending = {
  readonly message: Outgoing;
  readonly partnerCode: string;
  readonly secret: string | null;
  /** Time of this try, in milliseconds since the Unix epoch. */
  readonly now: number;
};

/**
 * The signature of a webhook: HMAC-SHA256 of `timestamp.delivery.body` in hexadecimal. The receiver refuses an old timestamp and a
 * delivery that it has seen, so that a letter that was caught on its way is of no use.
 */
export const signatureOf = (secret: string, timestamp: string, delivery: string, body: string): string =>
  createHmac("sha256", secret).update(`${timestamp}.${delivery}.${body}`).digest("hex");

/** HTTP request to a partner by its transport; each try sends the same document with a fresh signature and, in CAP, a fresh expiry. */
export function letterOf(transport: Exclude<Transport, "screen" | "eido_ws">, issuer: Issuer, sending: Sending): Letter {
  const { message, secret, partnerCode, now } = sending;
  const { disclosure, at, status, delivery, cap } = message;
  const bearer: Record<string, string> = secret === null ? {} : { authorization: `Bearer ${secret}` };
  if (transport === "cap")
    return { type: "application/cap+xml", body: capOf(disclosure, issuer, partnerCode, at, cap, now), headers: bearer };
  const eido = JSON.stringify(eidoOf(disclosure, issuer, at, status));
  if (transport === "eido_http") return { type: "application/json", body: eido, headers: bearer };
  const timestamp = String(Math.floor(now / 1000));
  return {
    type: "application/json",
    body: eido,
    headers: {
      "amaliyat-timestamp": timestamp,
      "amaliyat-delivery": delivery,
      "amaliyat-signature": `v1=${signatureOf(secret ?? "", timestamp, delivery, eido)}`,
    },
  };
}
