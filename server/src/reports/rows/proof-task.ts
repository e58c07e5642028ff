import { PROOF_LASTS_MS, zeroBits, type ProofUse } from "@amaliyat/domain/reports";
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Vault } from "../../platform/vault.ts";

/** Scope of a task: one use, asked for from one network. */
export type TaskFor = { readonly use: ProofUse; readonly network: string };

const signatureOf = (vault: Vault, head: string, { use, network }: TaskFor): Buffer =>
  vault.mac(`${head} ${use} ${network}`, "proof task").subarray(0, 16);

/**
 * A task that the room recognises without storing it. It carries its end, the amount of work, chance, and the room's own MAC on these, on
 * its use and on the network that asked.
 */
export function makeTask(vault: Vault, of: TaskFor, bits: number, at: number): { task: string; bits: number; expiresAt: string } {
  const expires = at + PROOF_LASTS_MS;
  const head = `${expires.toString(36)}.${bits}.${randomBytes(9).toString("base64url")}`;
  return { task: `${head}.${signatureOf(vault, head, of).toString("base64url")}`, bits, expiresAt: new Date(expires).toISOString() };
}

/** A task that was answered: its mark is remembered until it would be over, so that it serves one report. */
export type Answered = { readonly mark: Buffer; readonly expiresAt: Date; readonly bits: number };

/**
 * Reads a proof of work for this report; null if it is invalid. The digest of task, code and nonce must begin with the zero bits of the
 * task. The task must be ours, for this use and network, and not expired.
 */
export function readProof(
  vault: Vault,
  { task, nonce }: { readonly task: string; readonly nonce: string },
  of: TaskFor,
  code: string,
  at: number,
): Answered | null {
  const [expires = "", bits = "", chance = "", mark = ""] = task.split(".");
  const given = Buffer.from(mark, "base64url");
  const own = signatureOf(vault, `${expires}.${bits}.${chance}`, of);
  if (given.length !== own.length || !timingSafeEqual(given, own)) return null;
  const ends = Number.parseInt(expires, 36);
  if (ends < at) return null;
  const isDone = zeroBits(createHash("sha256").update(`${task}:${code}:${nonce}`).digest()) >= Number(bits);
  return isDone ? { mark: own, expiresAt: new Date(ends), bits: Number(bits) } : null;
}
