import { ROOM_MARK } from "@amaliyat/contract/route";
import type { FastifyRequest } from "fastify";
import { STATUS_CODES } from "node:http";
import type { IsOwnHost } from "./client/own-host.ts";
import { isSecure } from "./tls/secure.ts";

export type HeaderOptions = {
  /** True if the room itself serves HTTPS. */
  readonly secure: boolean;
  /** True if the names below the room's must be opened by HTTPS too. */
  readonly hstsSubdomains?: boolean | undefined;
  /** Another port of this host that the console may connect to; null where there is none. */
  readonly standbyPort?: number | null | undefined;
  readonly isOwnHost: IsOwnHost;
};

export type Headers = Readonly<Record<string, string>>;

/**
 * Headers that keep a page from being framed, sniffed, or from loading anything from elsewhere. `blob:` serves the map's workers
 * and MSE; styles are inline where the map sets positions.
 */
const HEADERS = {
  "content-security-policy":
    "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(self), microphone=(self)",
};

/** The apps of patrols and citizens need no style in their markup; what they keep of the room's answers they keep themselves. */
const APP_HEADERS = {
  ...HEADERS,
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; manifest-src 'self'; worker-src 'self' blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
};

/**
 * A citizen's phone takes pictures and films by its own camera app; it records a voice note in the page. Its bare form has no script, and a
 * browser that may send no referrer would send it from nowhere: the room could not tell it from a forged one.
 */
const CITIZEN_HEADERS = {
  ...APP_HEADERS,
  "referrer-policy": "same-origin",
  "content-security-policy": APP_HEADERS["content-security-policy"].concat("; media-src 'self' blob:"),
};

/** Headers that let pages of every origin read a reply. No cookie goes with it. */
export const ANY_ORIGIN = { "access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin" } as const;

const YEAR_S = 31_536_000;

/** The console's headers on a host that is ours, with the second way to the lines. */
function consoleHeaders(host: string, secure: boolean, standbyPort: number | null | undefined): Headers {
  if (standbyPort === null || standbyPort === undefined) return HEADERS;
  const also = `${secure ? "wss" : "ws"}://${host.replace(/:\d+$/, "")}:${standbyPort}`;
  const policy = HEADERS["content-security-policy"].replace("connect-src 'self'", `connect-src 'self' ${also}`);
  return { ...HEADERS, "content-security-policy": policy };
}

/**
 * The first part of a path, as the router reads it: without an origin before it (RFC 9112, 3.2.2), and decoded. The rest may
 * not be decodable. `isFolder` is true if a slash follows.
 */
export function firstPartOf(url: string): { readonly name: string; readonly isFolder: boolean } {
  const [, part = "", next] = /^(?:https?:\/\/[^/?#]*)?\/([^/?#]*)(.)?/i.exec(url) ?? [];
  try {
    return { name: decodeURIComponent(part), isFolder: next === "/" };
  } catch {
    return { name: part, isFolder: next === "/" };
  }
}

/** The headers of an app that lies at an address of its own; null for the console's. */
function appHeaders(name: string): Headers | null {
  if (name === "patrol") return APP_HEADERS;
  return name === "allo" ? CITIZEN_HEADERS : null;
}

/** The security headers that every answer to a request carries, whoever writes the answer. */
export function securityHeaders(request: Pick<FastifyRequest, "client" | "headers" | "url">, options: HeaderOptions): Headers {
  const { host } = request.headers;
  const isOwn = host !== undefined && options.isOwnHost(host);
  const own = isOwn ? consoleHeaders(host, options.secure, options.standbyPort) : HEADERS;
  const { name, isFolder } = firstPartOf(request.url);
  const headers = appHeaders(name) ?? own;
  const mark = name === "api" && isFolder ? { [ROOM_MARK]: "1" } : {};
  return { ...headers, ...mark, ...(isSecure(request, options) ? hsts(options) : {}) };
}

/** RFC 6797, 7.2: over HTTPS alone. Below a city's name may be servers that are not the room's. */
const hsts = ({ hstsSubdomains }: HeaderOptions): Headers => ({
  "strict-transport-security": `max-age=${YEAR_S}${hstsSubdomains === true ? "; includeSubDomains" : ""}`,
});

/** Headers of an answer without a request: its address is not known, and it is the room's own all the same. The connection ends with it. */
export const bareHeaders = (options: HeaderOptions): Headers => ({
  ...HEADERS,
  [ROOM_MARK]: "1",
  ...(options.secure ? hsts(options) : {}),
  "cache-control": "no-store",
  connection: "close",
  "content-length": "0",
});

/** The whole answer to bytes that are no request, or took too long: nothing is said but the status, and the connection ends. */
export function bareAnswer(code: string | undefined, options: HeaderOptions): string {
  const status = code === "ERR_HTTP_REQUEST_TIMEOUT" ? 408 : code === "HPE_HEADER_OVERFLOW" ? 431 : 400;
  const lines = Object.entries(bareHeaders(options)).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, "", ""].join("\r\n");
}
