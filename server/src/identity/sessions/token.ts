import { createHash, randomBytes } from "node:crypto";

/** SHA-256 of a session token: what is kept of it. */
export const hashToken = (token: string): Buffer => createHash("sha256").update(token).digest();

/** A new session token of 256 random bits, and what is kept of it. */
export function makeToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString("base64url");
  return { token, hash: hashToken(token) };
}
