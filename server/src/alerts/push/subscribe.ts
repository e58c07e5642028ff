import type { alerts } from "@amaliyat/contract/alerts";
import type { ErrorCode } from "@amaliyat/contract/errors";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import { ECDH } from "node:crypto";
import { SYSTEM, transaction } from "../../platform/database/index.ts";
import type { Call, Reply } from "../../platform/http/index.ts";
import { Meter } from "../../platform/meter.ts";
import { networkOf } from "../../platform/network-of.ts";
import { isAllowedAddress } from "../../platform/outbound/index.ts";
import type { AlertsDeps } from "../alerts-deps.ts";
import { endpointHash, sealedOf } from "./sealed.ts";
import { deleteSubscriptions, upsertSubscription } from "./subscriptions-store.ts";

const HOUR_MS = 3_600_000;
/** Subscriptions that one network may add and remove within an hour. Mobile operators let thousands share a few addresses. */
const MOST_OF_NETWORK = 600;

/** Counts of subscription changes by network; in memory alone. */
export const subscriptionMeter = (): Meter => new Meter(HOUR_MS);

function counted(meter: Meter, address: string, at: number): Result<null, Refusal<ErrorCode>> {
  const network = networkOf(address);
  if (meter.count(network, at) >= MOST_OF_NETWORK)
    return refuse({ code: "request.too_many", params: { seconds: meter.waitS(network, MOST_OF_NETWORK, at) } });
  meter.add(network, at);
  return ok(null);
}

/** True for a point of the curve P-256, as a browser makes its key (RFC 8291): to another nothing can be encrypted. */
function isPublicKey(text: string): boolean {
  try {
    ECDH.convertKey(text, "prime256v1", "base64url", "hex", "uncompressed");
    return true;
  } catch {
    return false;
  }
}

type Subscribe = typeof alerts.subscribe;

/** Keeps where a telephone is told. Nothing is sent now: the address is held against the list here, and again with each message. */
export async function subscribe(
  { db, vault, push }: AlertsDeps,
  meter: Meter,
  { body, address, at }: Pick<Call<Subscribe>, "body" | "address" | "at">,
): Promise<Reply<Subscribe>> {
  const allowed = counted(meter, address, at);
  if (!allowed.ok) return allowed;
  if (push === null) return refuse({ code: "push.off" });
  if (!isAllowedAddress(body.endpoint, push.hosts)) return refuse({ code: "push.host_not_allowed" });
  if (!isPublicKey(body.keys.p256dh)) return refuse({ code: "push.keys_malformed" });
  const { language, ...subscription } = body;
  const kept = { hash: endpointHash(vault, body.endpoint), sealed: sealedOf(vault, subscription), language };
  await transaction(db, SYSTEM, (tx) => upsertSubscription(tx, kept, new Date(at)));
  return ok(undefined);
}

type Unsubscribe = typeof alerts.unsubscribe;

/** Forgets a subscription; one that is not there is forgotten too. */
export async function unsubscribe(
  { db, vault }: AlertsDeps,
  meter: Meter,
  { body, address, at }: Pick<Call<Unsubscribe>, "body" | "address" | "at">,
): Promise<Reply<Unsubscribe>> {
  const allowed = counted(meter, address, at);
  if (!allowed.ok) return allowed;
  await transaction(db, SYSTEM, (tx) => deleteSubscriptions(tx, [endpointHash(vault, body.endpoint)]));
  return ok(undefined);
}
