import { createHmac } from "node:crypto";
import type { PhoneCredentials } from "./exchange.ts";
import type { LinesFile } from "./settings.ts";

/** How long credentials let a console register (ms): a shift, so that a console that comes back after a break is not refused. */
const VALID_MS = 12 * 3_600_000;

/** The key by which the edge knows our server: nothing goes out without it. */
export const edgeKey = (secret: string): string => createHmac("sha256", secret).update("edge").digest("hex");

/** Credentials for one extension: `<expiry>:<extension>` and its HMAC, as the edge's auth_ephemeral checks them. */
export function makeCredentials(secret: string, { realm }: LinesFile, extension: string, at: number): PhoneCredentials {
  const expiresAt = at + VALID_MS;
  const username = `${Math.floor(expiresAt / 1000)}:${extension}`;
  const password = createHmac("sha1", secret).update(username).digest("base64");
  return { username, password, uri: `sip:${extension}@${realm}`, realm, expiresAt };
}
