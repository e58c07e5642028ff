import { randomBytes, timingSafeEqual } from "node:crypto";
import type { Vault } from "../../platform/vault.ts";

/** Time limit for a browser's answer. Milliseconds. */
const CHALLENGE_LASTS_MS = 5 * 60_000;
const TIME = 6;
const CHANCE = 16;
const MARK = 16;

/** Scope of a challenge: one act, in one browser or session. */
export type ChallengeFor = { readonly use: "sign-in" | "unlock" | "register"; readonly by: string };

const markOf = (vault: Pick<Vault, "mac">, head: Buffer, { use, by }: ChallengeFor): Buffer =>
  vault.mac(JSON.stringify([head.toString("base64url"), by]), `challenge ${use}`).subarray(0, MARK);

/** A challenge that the room knows again without keeping it: its end, chance, and a mark over these with act and browser. */
export function makeChallenge(vault: Pick<Vault, "mac">, to: ChallengeFor, at: number): Uint8Array<ArrayBuffer> {
  const head = Buffer.alloc(TIME + CHANCE);
  head.writeUIntBE(at + CHALLENGE_LASTS_MS, 0, TIME);
  randomBytes(CHANCE).copy(head, TIME);
  return new Uint8Array(Buffer.concat([head, markOf(vault, head, to)]));
}

/** A challenge that is the room's own, for this act and browser, and not over; null for any other. It may have been used before. */
export function readChallenge(
  vault: Pick<Vault, "mac">,
  challenge: string,
  to: ChallengeFor,
  at: number,
): { readonly id: Buffer; readonly expiresAt: number } | null {
  const bytes = Buffer.from(challenge, "base64url");
  if (bytes.length !== TIME + CHANCE + MARK) return null;
  const head = bytes.subarray(0, TIME + CHANCE);
  if (!timingSafeEqual(bytes.subarray(TIME + CHANCE), markOf(vault, head, to))) return null;
  const expiresAt = head.readUIntBE(0, TIME);
  return expiresAt < at ? null : { id: head.subarray(TIME), expiresAt };
}
