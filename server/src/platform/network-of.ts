/**
 * The network that an address belongs to: what one household or one exchange of a mobile operator shares. IPv4 by 24 bits, IPv6 by 56.
 * It is counted in memory and kept nowhere.
 */
export function networkOf(address: string): string {
  const v4 = /(\d+\.\d+\.\d+)\.\d+$/.exec(address);
  if (v4) return v4[1] ?? address;
  const groups = address.split("::");
  const head = (groups[0] ?? "").split(":");
  return groups.length > 1 ? [...head, "0", "0", "0", "0"].slice(0, 4).join(":").slice(0, 17) : head.slice(0, 4).join(":").slice(0, 17);
}
