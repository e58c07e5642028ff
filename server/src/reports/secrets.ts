import { readCode } from "@amaliyat/domain/reports";
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
