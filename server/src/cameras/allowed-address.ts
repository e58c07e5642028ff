import { isIP, type BlockList } from "node:net";
import { askNames, type AskNames, type Found } from "../platform/outbound/index.ts";

/** Limit of the look-up of a camera's name, ms. */
const LOOK_UP_MS = 5_000;

/** Addresses of a host; an IP address needs no look-up. Null if the resolver did not answer. */
async function addressesOf(host: string, ask: AskNames): Promise<Found | null> {
  const bare = host.replace(/^\[|\]$/g, "");
  return isIP(bare) ? [{ address: bare, family: isIP(bare) }] : ask(bare, AbortSignal.timeout(LOOK_UP_MS)).catch(() => null);
}

const allInside = (found: Found, allowed: BlockList): boolean =>
  found.length > 0 && found.every(({ address, family }) => allowed.check(address, family === 6 ? "ipv6" : "ipv4"));

/**
 * The address to which a camera's host leads, if every one that it has lies in the allowed networks; null otherwise. The recorder
 * connects to what is returned here and not to the name, so that a name that changes its mind leads nowhere else.
 */
export async function resolveAllowed(host: string, allowed: BlockList, ask: AskNames = askNames): Promise<string | null> {
  const found = await addressesOf(host, ask);
  return found !== null && allInside(found, allowed) ? (found[0]?.address ?? null) : null;
}

export type FindAddress = (host: string) => Promise<string | null>;

/**
 * The same for cameras that are being recorded. While the name server does not answer, a name keeps its last address; of several addresses
 * the one in use is kept. A name that now leads outside is forgotten at once.
 */
export function keptAddresses(allowed: BlockList, ask: AskNames = askNames): FindAddress {
  const last = new Map<string, string>();
  return async (host) => {
    const found = await addressesOf(host, ask);
    const kept = last.get(host);
    if (found === null) return kept ?? null;
    last.delete(host);
    if (!allInside(found, allowed)) return null;
    const address = found.find((each) => each.address === kept)?.address ?? found[0]?.address ?? null;
    if (address !== null) last.set(host, address);
    return address;
  };
}
