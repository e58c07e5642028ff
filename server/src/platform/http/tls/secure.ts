import type { FastifyRequest } from "fastify";

type Serving = { readonly secure: boolean };

/** True if the browser reached the room by HTTPS: at the room itself, or at a trusted proxy in front of it. */
export const isSecure = (request: Pick<FastifyRequest, "client">, { secure }: Serving): boolean =>
  secure || request.client.scheme === "https";

/** The address of the pages that the browser has open, as it writes it into `Origin`; null without a readable host. */
export function originOf(request: Pick<FastifyRequest, "client" | "headers">, serving: Serving): string | null {
  const { host } = request.headers;
  if (host === undefined) return null;
  try {
    return new URL(`${isSecure(request, serving) ? "https" : "http"}://${host}`).origin;
  } catch {
    return null;
  }
}
