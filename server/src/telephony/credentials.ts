import { createHmac } from "node:crypto";
import type { Holder, PhoneCredentials } from "./exchange.ts";
import type { LinesFile } from "./settings.ts";

/** Lifetime of a console's credentials (ms): a shift, so that a console that returns after a break is not refused. */
const VALID_MS = 12 * 3_600_000;

/** The key by which the edge knows our server: nothing goes out without it. */
export const edgeKey = (secret: string): string => createHmac("sha256", secret).update("edge").digest("hex");

/** Names a room to other rooms, and tells nothing of its secret. */
export const roomId = (secret: string): string => createHmac("sha256", secret).update("room").digest("hex").slice(0, 16);

/** Stands for a session in its credentials, so that they name it and do not tell its id: 24 hex digits. */
export const sessionTag = (secret: string, session: string): string =>
  createHmac("sha256", secret).update(`session ${session}`).digest("hex").slice(0, 24);

/**
 * Credentials of one console: the user name `<expiry>:<extension>:<session tag>` and its HMAC, as the edge's auth_ephemeral checks them. They end
 * with the session, by their expiry at the latest.
 */
export function makeCredentials(secret: string, { realm }: LinesFile, { extension, session, until }: Holder, at: number): PhoneCredentials {
  const expiresAt = Math.min(at + VALID_MS, until);
  const username = `${Math.floor(expiresAt / 1000)}:${extension}:${sessionTag(secret, session)}`;
  const password = createHmac("sha1", secret).update(username).digest("base64");
  return { username, password, uri: `sip:${extension}@${realm}`, realm, expiresAt };
}

/** True for a user name of credentials that were made for this extension and session. */
export function isHeldBy(secret: string, { extension, session }: Pick<Holder, "extension" | "session">, username: string): boolean {
  const [expiry = "", ...rest] = username.split(":");
  return /^\d+$/.test(expiry) && rest.join(":") === `${extension}:${sessionTag(secret, session)}`;
}
