import { PROOF_LASTS_MS, proofBits, zeroBits } from "@amaliyat/domain/reports";
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Vault } from "../platform/vault.ts";

const signatureOf = (vault: Vault, head: string): Buffer => vault.mac(head, "proof task").subarray(0, 16);

/** A task that the room knows again without keeping it: when it ends, how much work it is, chance, and the room's own mark on these. */
export function makeTask(vault: Vault, recent: number, at: number): { task: string; bits: number; expiresAt: string } {
  const bits = proofBits(recent);
  const expires = at + PROOF_LASTS_MS;
  const head = `${expires.toString(36)}.${bits}.${randomBytes(9).toString("base64url")}`;
  return { task: `${head}.${signatureOf(vault, head).toString("base64url")}`, bits, expiresAt: new Date(expires).toISOString() };
}

/**
 * True if the work was done for this report: the digest of task, code and nonce begins with the zero bits of a task that is ours and not
 * over. Bound to the code, one answer is good for one report.
 */
export function isProven(
  vault: Vault,
  { task, nonce }: { readonly task: string; readonly nonce: string },
  code: string,
  at: number,
): boolean {
  const [expires = "", bits = "", chance = "", mark = ""] = task.split(".");
  const given = Buffer.from(mark, "base64url");
  const own = signatureOf(vault, `${expires}.${bits}.${chance}`);
  if (given.length !== own.length || !timingSafeEqual(given, own)) return false;
  if (Number.parseInt(expires, 36) < at) return false;
  return zeroBits(createHash("sha256").update(`${task}:${code}:${nonce}`).digest()) >= Number(bits);
}
