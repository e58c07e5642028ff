import type { FastifyRequest } from "fastify";
import { networkList } from "../network-list.ts";

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** True if a trusted proxy at the connection's other end says that the client reached it by HTTPS. */
export type IsHttpsBehindProxy = (peer: string, headers: Headers) => boolean;

/** Reads `x-forwarded-proto` from trusted proxies alone. The last entry is the nearest proxy's own word. */
export function httpsBehindProxy(trusted: readonly string[]): IsHttpsBehindProxy {
  if (trusted.length === 0) return () => false;
  const proxies = networkList(trusted);
  return (peer, headers) => {
    const address = peer.replace(/^::ffff:/i, "");
    if (!proxies.check(address, address.includes(":") ? "ipv6" : "ipv4")) return false;
    const said = headers["x-forwarded-proto"];
    const text = typeof said === "string" ? said : (said ?? []).join(",");
    return (
      text
        .slice(text.lastIndexOf(",") + 1)
        .trim()
        .toLowerCase() === "https"
    );
  };
}

type Serving = { readonly secure: boolean; readonly isHttpsBehindProxy?: IsHttpsBehindProxy | undefined };

/** True if the browser reached the room by HTTPS: at the room itself, or at a trusted proxy in front of it. */
export const isSecure = (request: FastifyRequest, { secure, isHttpsBehindProxy }: Serving): boolean =>
  secure || isHttpsBehindProxy?.(request.ip, request.headers) === true;

/** The address of the pages that the browser has open, as it writes it into `Origin`; null without a readable host. */
export function originOf(request: FastifyRequest, serving: Serving): string | null {
  const { host } = request.headers;
  if (host === undefined) return null;
  try {
    return new URL(`${isSecure(request, serving) ? "https" : "http"}://${host}`).origin;
  } catch {
    return null;
  }
}
