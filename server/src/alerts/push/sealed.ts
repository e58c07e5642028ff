import type { SealedPlace } from "../../platform/database/index.ts";
import { pushSubscription, type PushSubscription } from "@amaliyat/contract/alerts";
import type { Vault } from "../../platform/vault.ts";

type Sealed = Omit<PushSubscription, "language">;
const ABOUT = "push subscription";

export const PUSH_SEALED: SealedPlace = { table: "push_subscription", column: "sealed", key: ["endpoint_hash"], about: () => ABOUT };
const shape = pushSubscription.omit({ language: true });

/** Lookup key of a subscription: a MAC of its endpoint under a secret of the room. */
export const endpointHash = (vault: Vault, endpoint: string): Buffer => vault.mac(endpoint, ABOUT);

/** Address and keys of a subscription as they are kept. */
export const sealedOf = (vault: Vault, { endpoint, keys }: Sealed): Buffer => vault.seal(JSON.stringify({ endpoint, keys }), ABOUT);

/** The same when a message is sent to it. */
export const openedOf = (vault: Vault, sealed: Buffer): Sealed => shape.parse(JSON.parse(vault.open(sealed, ABOUT)));
