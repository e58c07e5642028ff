import type { FastifyReply, FastifyRequest } from "fastify";

const SESSION_COOKIE = "amaliyat_session";
/** Knows a browser again at which a person signed in fully. It opens nothing. */
const DEVICE_COOKIE = "amaliyat_device";

/** Over HTTPS the prefix keeps another port, a sibling name and plain HTTP from setting the cookie (RFC 6265bis, 4.1.3.2). */
const named = (name: string, secure: boolean): string => (secure ? `__Host-${name}` : name);

/** The two cookies of a request, read and written under the name that fits its scheme. */
export function cookiesOf(request: FastifyRequest, reply: FastifyReply, secure: boolean) {
  const options = { path: "/", httpOnly: true, sameSite: "strict" as const, secure };
  const write = (name: string) => (token: string | null, expiresAt: number) => {
    if (token === null) reply.clearCookie(named(name, secure), options);
    else reply.setCookie(named(name, secure), token, { ...options, expires: new Date(expiresAt) });
  };
  return {
    token: sessionTokenOf(request, secure),
    device: request.cookies[named(DEVICE_COOKIE, secure)] ?? null,
    setToken: write(SESSION_COOKIE),
    setDevice: write(DEVICE_COOKIE),
  };
}

export const sessionTokenOf = (request: FastifyRequest, secure: boolean): string | null =>
  request.cookies[named(SESSION_COOKIE, secure)] ?? null;
