import { readCode } from "@amaliyat/domain/reports";
import { createHash } from "node:crypto";
import type { Vault } from "../platform/vault.ts";

/**
 * What is kept of a follow-up code, to know it again: keyed with a secret of the room. Null for what can be no code. The database finds it
 * by this hash, so no time that it takes tells how much of a guess was right.
 */
export function codeHash(vault: Vault, text: string): Buffer | null {
  const code = readCode(text);
  return code === null ? null : vault.mac(code, "follow-up code");
}

/** What is kept of the token of a phone. */
export const deviceHash = (vault: Vault, token: string): Buffer => vault.mac(token, "device token");

/** What was sent, to know whether the same was sent again. */
export const bodyHash = (body: unknown): Buffer => createHash("sha256").update(JSON.stringify(body)).digest();

/**
 * The network that an address belongs to: what one household or one exchange of a mobile operator shares. IPv4 by 24 bits, IPv6 by 56.
 * It is counted in memory and kept nowhere.
 */
export function networkOf(address: string): string {
  const v4 = /(\d+\.\d+\.\d+)\.\d+$/.exec(address);
  if (v4) return v4[1] ?? address;
  const groups = address.split("::");
  const head = (groups[0] ?? "").split(":");
  return groups.length > 1 ? [...head, "0", "0", "0", "0"].slice(0, 4).join(":").slice(0, 17) : head.slice(0, 4).join(":").slice(0, 17);
}
