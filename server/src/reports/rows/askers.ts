import { networkOf } from "../../platform/network-of.ts";
import type { Vault } from "../../platform/vault.ts";

/**
 * Origin of a request, in two widths. `narrow` is one subscriber as far as can be told: an IPv4 address, or 64 bits of IPv6. `wide` is the
 * network of `networkOf`. An IPv4 network holds thousands of strangers; an IPv6 network of 56 bits belongs to one subscriber, who may use
 * each 64.
 */
export type Asker = { readonly narrow: string; readonly wide: string; readonly isWideOne: boolean };

export function askerOf(address: string): Asker {
  const [narrow, wide] = [networkOf(address, "subscriber"), networkOf(address)];
  return { narrow, wide, isWideOne: narrow.includes(":") };
}

/** Keys under which one asker is counted where neighbours must not pay: each width that is one subscriber's. */
export const keysOfOne = ({ narrow, wide, isWideOne }: Asker): readonly string[] => (isWideOne ? [narrow, `wide ${wide}`] : [narrow]);

/** Stored origin of a waiting report: keyed, so that the table names no address. */
export type KeptAsker = { readonly network: Buffer; readonly address: Buffer };

export function keptAsker(vault: Vault, address: string): KeptAsker {
  const kept = (text: string): Buffer => vault.mac(text, "origin of a report").subarray(0, 16);
  const narrow = networkOf(address, "subscriber");
  // Reports are a crowd by site: whoever has a /48 has 256 networks, and none of them alone sends many.
  return { network: kept(`network ${networkOf(address, "site")}`), address: kept(`address ${narrow}`) };
}
