import { isIP } from "node:net";

/** An address as a number of 32 or 128 bits. */
export type Address = { readonly family: 4 | 6; readonly value: bigint };

/** No address in text is longer; a zone (`%eth0`) may follow it. */
const LONGEST = 64;

const MAPPED = 0xffffn << 32n;

const numberOfV4 = (text: string): bigint => text.split(".").reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);

/** The groups of 16 bits in one half of an IPv6 address; its last one may be written as IPv4 and is then two. */
const groupsOf = (half: string): bigint[] =>
  half === ""
    ? []
    : half.split(":").flatMap((group) => {
        if (!group.includes(".")) return [BigInt(`0x${group}`)];
        const value = numberOfV4(group);
        return [value >> 16n, value & 0xffffn];
      });

function numberOfV6(text: string): bigint {
  const [head = "", tail] = text.split("::");
  const [before, after] = [groupsOf(head), tail === undefined ? [] : groupsOf(tail)];
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => 0n);
  return [...before, ...zeros, ...after].reduce((sum, group) => (sum << 16n) | group, 0n);
}

/**
 * Reads an address in any form of RFC 4291: compressed, in capitals, with a zone. An IPv4 address that is mapped into IPv6
 * (`::ffff:a.b.c.d`, in either notation) is that IPv4 address. Null for anything else.
 */
export function readAddress(text: string): Address | null {
  if (text.length > LONGEST) return null;
  const family = isIP(text);
  if (family === 0) return null;
  if (family === 4) return { family: 4, value: numberOfV4(text) };
  const value = numberOfV6(text.split("%", 1)[0] ?? "");
  return value >> 32n === MAPPED >> 32n ? { family: 4, value: value & 0xffff_ffffn } : { family: 6, value };
}

/** An address in its one text: IPv4 with dots; IPv6 in eight groups of hexadecimal digits without leading zeros. */
function textOf({ family, value }: Address): string {
  const [count, bits, radix, sign] = family === 4 ? ([4, 8n, 10, "."] as const) : ([8, 16n, 16, ":"] as const);
  const part = (at: number): string => ((value >> (bits * BigInt(count - 1 - at))) & ((1n << bits) - 1n)).toString(radix);
  return Array.from({ length: count }, (_, at) => part(at)).join(sign);
}

/** An address as it is written down: without zone, and as IPv4 if it is mapped. A text that is no address stays as it is. */
export function plainAddress(text: string): string {
  const read = readAddress(text);
  if (read === null) return text;
  return read.family === 4 ? textOf(read) : (text.split("%", 1)[0] ?? text);
}

/**
 * Bits of a network. `subscriber` is one line: an IPv4 address, or the /64 that every IPv6 line has for itself. `exchange` is shared by the
 * neighbours of a line: mobile operators give a phone another address of the same /24, and a household a /56 (RFC 6177). `site` is the most
 * that one customer gets who asks for it: a /48 (RFC 6177, 2), which a rented server has and which holds 256 networks of /56.
 */
const BITS = { subscriber: { 4: 32n, 6: 64n }, exchange: { 4: 24n, 6: 56n }, site: { 4: 24n, 6: 48n } } as const;
export type Width = keyof typeof BITS;

/** Everything that is no address counts as one network. */
const UNKNOWN = "unknown";

/** The network under which an address is counted, in CIDR notation. It is counted in memory and kept nowhere. */
export function networkOf(address: string, width: Width = "exchange"): string {
  const read = readAddress(address);
  if (read === null) return UNKNOWN;
  const { family, value } = read;
  const bits = BITS[width][family];
  const host = (family === 4 ? 32n : 128n) - bits;
  return `${textOf({ family, value: (value >> host) << host })}/${bits}`;
}
