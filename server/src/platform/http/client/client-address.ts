import { isIP } from "node:net";
import { networkList } from "../../network-list.ts";
import { plainAddress } from "../../network-of.ts";

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Headers in which a proxy may name the client; a room reads one of them. */
export type ProxyHeader = "x-forwarded-for" | "forwarded";

/** The client of a request. `scheme` is how the client reached the first server of ours; null where no proxy said it. */
export type Client = { readonly address: string; readonly scheme: "http" | "https" | null };

/** Finds the client: the other end of the connection, or the one that a trusted proxy there names. */
export type ClientOf = (peer: string, headers: Headers) => Client;

const isPort = (text: string): boolean => text === "" || /^:\d{1,5}$/.test(text);

/** An address out of a header: with or without a port, with brackets where it is IPv6. Null for a name and for nothing. */
function addressIn(text: string): string | null {
  const bracket = text.startsWith("[") ? text.indexOf("]") : -1;
  const colon = text.indexOf(":");
  const isV4WithPort = colon > 0 && isIP(text.slice(0, colon)) === 4;
  const [from, to] = bracket > 0 ? [1, bracket] : [0, isV4WithPort ? colon : text.length];
  const address = plainAddress(text.slice(from, to));
  return isIP(address) === 0 || !isPort(text.slice(to + from)) ? null : address;
}

const textOf = (value: string | readonly string[] | undefined): string => (typeof value === "string" ? value : (value ?? []).join(","));

/** One hop as a header tells it: the node that called, and by which scheme. */
type Hop = { readonly node: string; readonly scheme: string };

const unquoted = (text: string): string => (text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text);

/** The value of a field of a hop in `forwarded`; empty where it has none. */
function fieldOf(fields: readonly string[], name: string): string {
  for (const field of fields) {
    const equals = field.indexOf("=");
    if (equals > 0 && field.slice(0, equals).trim().toLowerCase() === name) return unquoted(field.slice(equals + 1).trim());
  }
  return "";
}

/**
 * The hops of `forwarded` (RFC 7239), the client's own first. Signs in quotes part hops too: no address has one, and a quote that the client
 * leaves open must not swallow what the proxies add behind it.
 */
const inForwarded = (value: string): Hop[] =>
  value.split(",").map((hop) => {
    const fields = hop.split(";").map((field) => field.trim());
    return { node: fieldOf(fields, "for"), scheme: fieldOf(fields, "proto") };
  });

/** The hops of `x-forwarded-for`; the nearest proxy says the scheme in `x-forwarded-proto`, whose last entry is its own. */
function inForwardedFor(headers: Headers): Hop[] {
  const scheme = textOf(headers["x-forwarded-proto"]).split(",").at(-1) ?? "";
  return textOf(headers["x-forwarded-for"])
    .split(",")
    .map((node) => ({ node: node.trim(), scheme: scheme.trim() }));
}

function schemeIn(text: string | undefined): Client["scheme"] {
  const scheme = text?.toLowerCase();
  return scheme === "http" || scheme === "https" ? scheme : null;
}

/**
 * Finds the client in the one header that the room's proxies write, if a trusted proxy handed the request on. Read from the end, the first
 * address that is no trusted proxy is the client. Entries left of it are client-supplied and ignored, and so is the other header, which a
 * proxy passes on as it came. If an entry is no address, the last proxy before it stands for all behind it.
 */
export function clientOf(trusted: readonly string[], header: ProxyHeader = "x-forwarded-for"): ClientOf {
  if (trusted.length === 0) return (peer) => ({ address: plainAddress(peer), scheme: null });
  const isProxy = trustedPeer(trusted);
  return (peer, headers) => {
    const direct = plainAddress(peer);
    if (!isProxy(direct)) return { address: direct, scheme: null };
    const hops = header === "forwarded" ? inForwarded(textOf(headers.forwarded)) : inForwardedFor(headers);
    let client: Client = { address: direct, scheme: schemeIn(hops.at(-1)?.scheme) };
    for (const { node, scheme } of hops.toReversed()) {
      const address = addressIn(node);
      if (address === null) return client;
      client = { address, scheme: schemeIn(scheme) };
      if (!isProxy(address)) return client;
    }
    return client;
  };
}

/** True for the address of a trusted proxy. */
export function trustedPeer(trusted: readonly string[]): (address: string) => boolean {
  const proxies = networkList(trusted);
  return (given) => {
    const address = plainAddress(given);
    return isIP(address) !== 0 && proxies.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
  };
}
