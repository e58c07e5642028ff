import { capOf, eidoOf, type EidoStatus, type Handover, type Issuer, type Transport } from "@amaliyat/domain/partners";
import { createHmac } from "node:crypto";
import type { Letter } from "./post.ts";

export type Sending = {
  readonly forwardId: string;
  readonly handover: Handover;
  readonly queuedAt: number;
  readonly status: EidoStatus;
  readonly partnerCode: string;
  readonly secret: string | null;
  readonly at: number;
};

/**
 * The signature of a webhook: HMAC-SHA256 of `timestamp.delivery.body` in hexadecimal. The receiver refuses an old timestamp and a
 * delivery that it has seen, so that a letter that was caught on its way is of no use.
 */
export const signatureOf = (secret: string, timestamp: string, delivery: string, body: string): string =>
  createHmac("sha256", secret).update(`${timestamp}.${delivery}.${body}`).digest("hex");

/** What is posted to a partner by its transport; the same document at each try, with a fresh signature. */
export function letterOf(transport: Exclude<Transport, "screen" | "eido_ws">, issuer: Issuer, sending: Sending): Letter {
  const { handover, queuedAt, status, secret, partnerCode, forwardId, at } = sending;
  const bearer: Record<string, string> = secret === null ? {} : { authorization: `Bearer ${secret}` };
  if (transport === "cap")
    return { type: "application/cap+xml", body: capOf(handover, issuer, partnerCode, queuedAt, status), headers: bearer };
  const eido = JSON.stringify(eidoOf(handover, issuer, queuedAt, status));
  if (transport === "eido_http") return { type: "application/json", body: eido, headers: bearer };
  const timestamp = String(Math.floor(at / 1000));
  const delivery = `${forwardId}:${status}`;
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
