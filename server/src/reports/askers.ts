import { networkOf } from "../platform/network-of.ts";
import type { Vault } from "../platform/vault.ts";

/** The first 64 bits of an IPv6 address as a number in text; null for what is none. */
function first64(address: string): string | null {
  const [plain = ""] = address.split("%");
  const [head = "", tail] = plain.split("::");
  const groups = (text: string): string[] => (text === "" ? [] : text.split(":"));
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  const all = [...before, ...Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => "0"), ...after];
  const numbers = all.slice(0, 4).map((group) => Number.parseInt(group, 16));
  return all.length === 8 && numbers.every((number) => number >= 0 && number <= 0xffff)
    ? numbers.map((number) => number.toString(16)).join(":")
    : null;
}

/**
 * Where a request comes from, in two widths. `narrow` is one subscriber as near as can be told: an IPv4 address, 64 bits of IPv6. `wide` is the
 * network of `networkOf`. Behind an IPv4 network stand thousands of strangers; an IPv6 network of 56 bits is one subscriber's, who may use each 64.
 */
export type Asker = { readonly narrow: string; readonly wide: string; readonly isWideOne: boolean };

export function askerOf(address: string): Asker {
  const [v4] = /\d+\.\d+\.\d+\.\d+$/.exec(address) ?? [];
  const wide = networkOf(address);
  return v4 === undefined ? { narrow: first64(address) ?? address, wide, isWideOne: true } : { narrow: v4, wide, isWideOne: false };
}

/** What the one who asks is counted under where neighbours must not pay: each width that is one subscriber's. */
export const keysOfOne = ({ narrow, wide, isWideOne }: Asker): readonly string[] => (isWideOne ? [narrow, `wide ${wide}`] : [narrow]);

/** What is kept of where a report came from while it waits: keyed, so that the table names no address. */
export type KeptAsker = { readonly network: Buffer; readonly address: Buffer };

export function keptAsker(vault: Vault, address: string): KeptAsker {
  const { narrow, wide } = askerOf(address);
  const kept = (text: string): Buffer => vault.mac(text, "origin of a report").subarray(0, 16);
  return { network: kept(`network ${wide}`), address: kept(`address ${narrow}`) };
}
