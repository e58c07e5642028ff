import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";

/** True if a Host header names this room. */
export type IsOwnHost = (host: string | undefined) => boolean;

function nameOf(host: string): string | null {
  if (!/^[\w.:[\]-]+$/.test(host)) return null;
  try {
    return new URL(`http://${host}`).hostname.replace(/^\[|\]$|\.$/g, "");
  } catch {
    return null;
  }
}

/**
 * Guards against DNS rebinding, where a strange page gives its own name the address of the room and is then of the same origin: only
 * the room's names are answered. They are localhost, those given, and those of the certificate. An address as such is none of
 * anybody's names, and a request without Host comes from no browser: both are let through.
 */
export function ownHost(names: readonly string[], certificatePem: string | null): IsOwnHost {
  const own = new Set(["localhost", ...names.map((name) => name.toLowerCase())]);
  const certificate = certificatePem === null ? null : new X509Certificate(certificatePem);
  return (host) => {
    if (host === undefined) return true;
    const name = nameOf(host);
    if (name === null) return false;
    return isIP(name) !== 0 || own.has(name) || name.endsWith(".localhost") || certificate?.checkHost(name) !== undefined;
  };
}
