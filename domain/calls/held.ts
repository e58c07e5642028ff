/** The namespace of HELD (RFC 5985 §6). */
const HELD = "urn:ietf:params:xml:ns:geopriv:held";

/** The type of its messages (RFC 5985 §7.4). */
export const HELD_TYPE = "application/held+xml";

/** Asks a location server for the place behind its reference, good enough to send somebody there (RFC 6753 §4, RFC 5985 §6.1). */
export const LOCATION_REQUEST = `<?xml version="1.0" encoding="UTF-8"?>
<locationRequest xmlns="${HELD}" responseTime="emergencyDispatch"><locationType exact="false">geodetic any</locationType></locationRequest>`;

/** Codes with which a location server says that it may know the place later (RFC 5985 §6.3). */
const LATER = ["timeout", "generalLisError", "locationUnknown"];

/** The answer of a location server: a document with a place, that it has none yet, or that it never gives one. */
export type HeldAnswer = { readonly kind: "document" } | { readonly kind: "later" | "refused"; readonly code: string };

/** Reads the outside of an answer; the place in its document is read as every other PIDF-LO. */
export function readHeld(text: string): HeldAnswer {
  const [, code] = /<(?:[\w-]{1,20}:)?error\s[^<>]{0,400}?code="([A-Za-z]{1,40})"/.exec(text.slice(0, 4_000)) ?? [];
  if (code === undefined) return { kind: "document" };
  return { kind: LATER.includes(code) ? "later" : "refused", code };
}
