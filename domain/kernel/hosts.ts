/** Host that the room may call outside: a name or an address, the port if only one, and the network that must contain its address. */
export type AllowedHost = { readonly host: string; readonly port: number | null; readonly network: string | null };

const ENTRY = /^(?<host>\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::(?<port>\d{1,5}))?(?:=(?<network>[0-9a-f:.]+\/\d{1,3}))?$/i;

/**
 * Reads one entry of the list of allowed hosts: `host`, `host:port`, either with `=network`. A name without a network must lead to public
 * addresses only. Null for any other text.
 */
export function allowedHost(entry: string): AllowedHost | null {
  const { host, port, network } = ENTRY.exec(entry.trim())?.groups ?? {};
  if (host === undefined || Number(port ?? 1) > 65535) return null;
  return { host: host.toLowerCase(), port: port === undefined ? null : Number(port), network: network ?? null };
}

/** The entry that allows a host and port; null when none does. Names are compared whole: no entry allows what lies below it. */
export const entryFor = (allowed: readonly AllowedHost[], host: string, port: number): AllowedHost | null =>
  allowed.find((each) => each.host === host.toLowerCase() && (each.port === null || each.port === port)) ?? null;
