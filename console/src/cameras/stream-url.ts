/** Parts of a pasted address: the camera's location, and the credentials that must not stay in it. */
export type SplitAddress = {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly credentials: { readonly username: string; readonly password: string } | null;
};

/** Credentials that came with a pasted address, until they are sent; never kept on the machine. */
export type Pasted = SplitAddress["credentials"];

const RTSP_PORT = 554;
/** Signs of an address that is looked at: every `@` in it may begin a host, and each is tried. No camera has a longer one. */
const LONGEST = 2_000;

/** A percent sign that begins no code is a character of the password. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const PLACE = /^(\[[0-9a-f:.]+\]|[^:/?#@[\]]+)(?::(\d{1,5}))?(?=[/?#]|$)/iu;

/** Scores whether a text begins with a host: highest for an IP address, then a dotted name, then a port; -1 for none. */
function likeness(text: string): number {
  const [, host, port] = PLACE.exec(text) ?? [];
  if (host === undefined) return -1;
  const byHost = /^\[|^\d{1,3}(\.\d{1,3}){3}$/u.test(host) ? 4 : host.includes(".") ? 2 : 0;
  return byHost + (port === undefined ? 0 : 1);
}

/**
 * Finds the start of the host. By the standard it follows the last `@` before the path. But passwords hold unencoded `@`, `/` and `?`, and
 * paths hold `@`. So the place most like a host is taken, the first among equals.
 */
function startOfHost(rest: string): number {
  const authority = rest.split(/[/?#]/u, 1)[0] ?? "";
  const starts = [...rest.matchAll(/@/gu)].map((sign) => sign.index + 1);
  const candidates = authority.includes("@") ? starts : [0, ...starts];
  const best = Math.max(...candidates.map((start) => likeness(rest.slice(start))));
  return candidates.find((start) => likeness(rest.slice(start)) === best) ?? 0;
}

/**
 * Splits `rtsp://user:password@host:port/path` as cameras' manuals write it (RFC 7826, 4.2, and the passwords that break it).
 * Null for anything else.
 */
export function splitStreamUrl(text: string): SplitAddress | null {
  const rest = /^rtsp:\/\/(.+)$/iu.exec(text.trim())?.[1];
  if (rest === undefined || rest.length > LONGEST) return null;
  const start = startOfHost(rest);
  const place = PLACE.exec(rest.slice(start));
  if (!place) return null;
  const [whole, host = "", port] = place;
  const tail = rest.slice(start + whole.length);
  const path = tail.startsWith("/") ? tail : `/${tail}`;
  const credentials = start === 0 ? null : credentialsOf(rest.slice(0, start - 1));
  return { host, port: port === undefined ? RTSP_PORT : Number(port), path, credentials };
}

function credentialsOf(given: string): SplitAddress["credentials"] {
  if (given === "") return null;
  const colon = given.indexOf(":");
  return colon < 0
    ? { username: decoded(given), password: "" }
    : { username: decoded(given.slice(0, colon)), password: decoded(given.slice(colon + 1)) };
}

/** A text that may be kept in a draft. If it looks like an address with credentials, only the part after them is kept. */
export const withoutCredentials = (text: string): string => (text.includes("://") ? text.slice(text.lastIndexOf("@") + 1) : text);
