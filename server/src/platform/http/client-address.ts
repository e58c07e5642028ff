import { isIP } from "node:net";
import { networkList } from "../network-list.ts";

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Who calls: the address of a connection's other end, or the one that a trusted proxy there speaks for. */
export type ClientAddress = (peer: string, headers: Headers) => string;

/** An IPv4 address that came over a socket of both kinds, as itself. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");

/** An address out of a header: with or without a port, with brackets where it is IPv6. Null for a name and for nothing. */
function addressIn(text: string): string | null {
  const [, bracketed] = /^\[([^\]]+)\](?::\d+)?$/.exec(text) ?? [];
  const [, v4] = /^(\d+\.\d+\.\d+\.\d+)(?::\d+)?$/.exec(text) ?? [];
  const address = plain(bracketed ?? v4 ?? text);
  return isIP(address) === 0 ? null : address;
}

const textOf = (value: string | readonly string[] | undefined): string => (typeof value === "string" ? value : (value ?? []).join(","));
const entries = (value: string): readonly string[] => (value.trim() === "" ? [] : value.split(",").map((each) => each.trim()));

/** Who stands in `forwarded` (RFC 7239): of each hop the node that called it. */
const inForwarded = (value: string): readonly string[] =>
  entries(value).map((hop) => /(?:^|;)\s*for\s*=\s*"?([^";]*)"?\s*(?:;|$)/i.exec(hop)?.[1] ?? "");

/**
 * Takes the client from `x-forwarded-for` or `forwarded`, and only where a trusted proxy handed it on: read from the end, the first address
 * that is no trusted proxy. What a stranger wrote before that is the stranger's word and is not read. A proxy sets one of the two headers and
 * lets the other pass as it came; where both are there and differ, nobody knows which is its own, and the proxy stands for all behind it. So
 * it does where the last entry is no address.
 */
export function clientAddress(trusted: readonly string[]): ClientAddress {
  if (trusted.length === 0) return (peer) => peer;
  const proxies = networkList(trusted);
  const isProxy = (address: string): boolean => proxies.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
  const clientIn = (peer: string, hops: readonly string[]): string => {
    let known = peer;
    for (const hop of hops.toReversed()) {
      const address = addressIn(hop);
      if (address === null) return known;
      known = address;
      if (!isProxy(address)) return known;
    }
    return known;
  };
  return (peer, headers) => {
    if (!isProxy(plain(peer))) return peer;
    const said = [entries(textOf(headers["x-forwarded-for"])), inForwarded(textOf(headers["forwarded"]))].filter(
      ({ length }) => length > 0,
    );
    const [client = peer, other = client] = said.map((hops) => clientIn(peer, hops));
    return client === other ? client : peer;
  };
}
