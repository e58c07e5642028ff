import type { FastifyRequest } from "fastify";

/**
 * True if a request that changes something, or opens a socket, comes from one of our own pages, or from no page at all. A program sends
 * neither Origin nor Sec-Fetch-Site, and has no cookie that a browser would have attached by itself. `own` is the room's origin with its
 * scheme: a page of plain HTTP at the same host is another's. With the SameSite=Strict cookie this is the second lock against forged
 * requests.
 */
export function isOwnOrigin(request: FastifyRequest, own: string | null): boolean {
  const site = request.headers["sec-fetch-site"];
  if (typeof site === "string" && site !== "same-origin" && site !== "none") return false;
  const { origin } = request.headers;
  return origin === undefined || origin === own;
}
