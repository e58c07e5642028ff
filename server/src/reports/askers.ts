import { networkOf } from "../platform/network-of.ts";
import type { Vault } from "../platform/vault.ts";

/**
 * Where a request comes from, in two widths. `narrow` is one subscriber as near as can be told: an IPv4 address, 64 bits of IPv6. `wide` is the
 * network of `networkOf`. Behind an IPv4 network stand thousands of strangers; an IPv6 network of 56 bits is one subscriber's, who may use each 64.
 */
export type Asker = { readonly narrow: string; readonly wide: string; readonly isWideOne: boolean };

export function askerOf(address: string): Asker {
  const [narrow, wide] = [networkOf(address, "subscriber"), networkOf(address)];
  return { narrow, wide, isWideOne: narrow.includes(":") };
}

/** What the one who asks is counted under where neighbours must not pay: each width that is one subscriber's. */
export const keysOfOne = ({ narrow, wide, isWideOne }: Asker): readonly string[] => (isWideOne ? [narrow, `wide ${wide}`] : [narrow]);

/** What is kept of where a report came from while it waits: keyed, so that the table names no address. */
export type KeptAsker = { readonly network: Buffer; readonly address: Buffer };

export function keptAsker(vault: Vault, address: string): KeptAsker {
  const kept = (text: string): Buffer => vault.mac(text, "origin of a report").subarray(0, 16);
  const narrow = networkOf(address, "subscriber");
  // Reports are a crowd by site: whoever has a /48 has 256 networks, and none of them alone sends many.
  return { network: kept(`network ${networkOf(address, "site")}`), address: kept(`address ${narrow}`) };
}
