import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";

/** Where cameras may stand, as networks in CIDR notation. */
export function allowedNetworks(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", bits = ""] = network.split("/");
    list.addSubnet(address, Number(bits), isIP(address) === 6 ? "ipv6" : "ipv4");
  }
  return list;
}

/**
 * The addresses to which a camera's host leads, if every one of them lies in the allowed networks; null otherwise. The recorder
 * connects to what is returned here and not to the name, so that a name that changes its mind leads nowhere else.
 */
export async function resolveAllowed(host: string, allowed: BlockList): Promise<string | null> {
  const bare = host.replace(/^\[|\]$/g, "");
  const found = isIP(bare) ? [{ address: bare, family: isIP(bare) }] : await lookup(bare, { all: true }).catch(() => []);
  const inside = found.every(({ address, family }) => allowed.check(address, family === 6 ? "ipv6" : "ipv4"));
  return inside ? (found[0]?.address ?? null) : null;
}
