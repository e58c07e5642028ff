import { entryFor, type AllowedHost } from "@amaliyat/domain/kernel";
import { isIP } from "node:net";
import { networkList } from "../network-list.ts";
import { askNames, type AskNames, type Found } from "./names.ts";

/** Networks that are nobody's public address: a name without a network of its own must not lead there. */
const NOT_PUBLIC = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/3",
  "::/96",
  "64:ff9b::/96",
  "100::/64",
  "2001:db8::/32",
  "2002::/16",
  "fc00::/7",
  "fe80::/10",
  "ff00::/8",
];

const notPublic = networkList(NOT_PUBLIC);

const kindOf = (family: number) => (family === 6 ? ("ipv6" as const) : ("ipv4" as const));

/**
 * Address for an outgoing request: the checked result of the name look-up. It is used unchanged, so that the name cannot lead elsewhere
 * afterwards.
 */
export type Target = { readonly url: URL; readonly address: string; readonly family: 4 | 6 };

const portOf = (url: URL): number => Number(url.port || (url.protocol === "http:" || url.protocol === "ws:" ? 80 : 443));

/** Whether the list allows an address at all, whatever its name leads to. Plain HTTP goes only into a network that the list names. */
export function isAllowedAddress(text: string, hosts: readonly AllowedHost[]): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return false;
  const entry = entryFor(hosts, url.hostname, portOf(url));
  return entry !== null && (url.protocol === "https:" || url.protocol === "wss:" || entry.network !== null);
}

/**
 * Name under which the requests to one host are counted: that of the entry that allows the address. Behind an entry without a port all ports
 * count together, because a stranger who writes the address chooses its port.
 */
export function countedHost(text: string, hosts: readonly AllowedHost[]): string {
  const url = URL.parse(text);
  const entry = url && entryFor(hosts, url.hostname, portOf(url));
  return entry ? `${entry.host}:${entry.port ?? "*"}` : "";
}

/**
 * The target of an address, if its host is on the list and every address of its name lies as the entry requires. That is in the entry's
 * network, or else among public addresses. An address that is on the list as such leads to itself. Null otherwise; "no answer" if the name
 * server does not answer before the signal aborts. The signal is that of the whole request: the look-up takes its time from it.
 */
export async function targetOf(
  text: string,
  hosts: readonly AllowedHost[],
  signal: AbortSignal,
  ask: AskNames = askNames,
): Promise<Target | null | "no answer"> {
  if (!isAllowedAddress(text, hosts)) return null;
  const url = new URL(text);
  const entry = entryFor(hosts, url.hostname, portOf(url));
  const bare = url.hostname.replace(/^\[|\]$/g, "");
  const own = isIP(bare);
  const found: Found | null = own === 0 ? await ask(bare, signal).catch(() => null) : [{ address: bare, family: own }];
  const [first] = found ?? [];
  if (found === null || first === undefined) return "no answer";
  const network = entry?.network ?? null;
  const inside = network === null ? null : networkList([network]);
  const right = ({ address, family }: Found[number]): boolean => {
    if (inside !== null) return inside.check(address, kindOf(family));
    return own !== 0 || !notPublic.check(address, kindOf(family));
  };
  return found.every(right) ? { url, address: first.address, family: first.family === 6 ? 6 : 4 } : null;
}
