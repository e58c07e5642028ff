/** What a pasted address holds: where the camera is, and the credentials that must not stay in it. */
export type SplitAddress = {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly credentials: { readonly username: string; readonly password: string } | null;
};

/** Credentials that came with a pasted address, until they are sent; never kept on the machine. */
export type Pasted = SplitAddress["credentials"];

const RTSP_PORT = 554;

/** A percent sign that begins no code is a character of the password. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Where the user's part ends. Passwords hold `@`, and `/` or `?` where whoever wrote the address did not encode them. */
function endOfUser(rest: string): number {
  const end = rest.search(/[/?#]/u);
  const authority = end < 0 ? rest : rest.slice(0, end);
  if (authority.includes("@")) return authority.lastIndexOf("@");
  const looksLikePort = /^[^:]*(:\d*)?$|^\[[^\]]*\](:\d*)?$/u.test(authority);
  return looksLikePort ? -1 : rest.lastIndexOf("@");
}

/**
 * Splits `rtsp://user:password@host:port/path` as cameras' manuals write it (RFC 7826, 4.2, and the passwords that break it).
 * Null for anything else.
 */
export function splitStreamUrl(text: string): SplitAddress | null {
  const match = /^\s*rtsp:\/\/(.+?)\s*$/iu.exec(text);
  const rest = match?.[1];
  if (rest === undefined) return null;
  const user = endOfUser(rest);
  const given = user < 0 ? null : rest.slice(0, user);
  const place = /^(\[[^\]]+\]|[^:/?#]+)(?::(\d{1,5}))?(.*)$/u.exec(rest.slice(user + 1));
  if (!place) return null;
  const [, host = "", port, tail = ""] = place;
  const path = tail.startsWith("/") ? tail : `/${tail}`;
  return { host, port: port === undefined ? RTSP_PORT : Number(port), path, credentials: credentialsOf(given) };
}

function credentialsOf(given: string | null): SplitAddress["credentials"] {
  if (given === null || given === "") return null;
  const colon = given.indexOf(":");
  return colon < 0
    ? { username: decoded(given), password: "" }
    : { username: decoded(given.slice(0, colon)), password: decoded(given.slice(colon + 1)) };
}

/** A text that may be kept in a draft: of something that looks like an address with credentials, only what follows them. */
export const withoutCredentials = (text: string): string => (text.includes("://") ? text.slice(text.lastIndexOf("@") + 1) : text);
