import { isIP } from "node:net";

/** Relying party ID under which a browser keeps passkeys of the room (WebAuthn, 5.1.2), and the origin from which it must answer. */
export type RelyingParty = { readonly rpId: string; readonly origin: string };

/**
 * The relying party of the address that the browser has open; the gate answered it under one of the room's own names only. Null where
 * no browser would make a passkey: at an IP address, and over plain HTTP anywhere but on the machine itself.
 */
export function relyingPartyOf(origin: string | null): RelyingParty | null {
  if (origin === null) return null;
  const { protocol, hostname } = new URL(origin);
  const rpId = hostname.replace(/\.$/, "");
  if (rpId.startsWith("[") || isIP(rpId) !== 0) return null;
  const isLocal = rpId === "localhost" || rpId.endsWith(".localhost");
  return protocol === "https:" || isLocal ? { rpId, origin } : null;
}
