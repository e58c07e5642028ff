import { createHmac, timingSafeEqual, type KeyObject } from "node:crypto";

/** Name under which the vault makes the key. The key lies in the folder of keys and never enters the database. */
export const MAC_USE = "log entries";

const DOMAIN = "amaliyat/log-mac/v1\n";

/**
 * HMAC-SHA-256 over the node and the commitment, which is itself a hash of salt and canonical entry. So the MAC vouches for every byte of
 * the entry, and still for its commitment once the entry is erased. The index is not in it: the database gives it, journal and tree hold
 * it.
 */
export const macOf = (key: KeyObject, node: string, commitment: Uint8Array): Buffer =>
  createHmac("sha256", key).update(DOMAIN).update(node).update("\n").update(commitment).digest();

/** True if the room made this entry. */
export const isOurs = (key: KeyObject, node: string | null, commitment: Uint8Array, mac: Uint8Array | null): boolean =>
  node !== null && mac !== null && mac.length === 32 && timingSafeEqual(macOf(key, node, commitment), mac);
