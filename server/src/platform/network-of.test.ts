import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { networkList } from "./network-list.ts";
import { networkOf, readAddress } from "./network-of.ts";

describe("the network of an address", () => {
  it.each([
    ["203.0.113.77", "203.0.113.77/32", "203.0.113.0/24"],
    ["::ffff:203.0.113.77", "203.0.113.77/32", "203.0.113.0/24"],
    ["::FFFF:cb00:714d", "203.0.113.77/32", "203.0.113.0/24"],
    ["0:0:0:0:0:ffff:203.0.113.77", "203.0.113.77/32", "203.0.113.0/24"],
    ["2001:db8:77:1234::5", "2001:db8:77:1234:0:0:0:0/64", "2001:db8:77:1200:0:0:0:0/56"],
    ["2001:DB8:0077:1234:ffff:0:0:1", "2001:db8:77:1234:0:0:0:0/64", "2001:db8:77:1200:0:0:0:0/56"],
    ["fe80::1%eth0", "fe80:0:0:0:0:0:0:0/64", "fe80:0:0:0:0:0:0:0/56"],
    ["::1", "0:0:0:0:0:0:0:0/64", "0:0:0:0:0:0:0:0/56"],
    ["::", "0:0:0:0:0:0:0:0/64", "0:0:0:0:0:0:0:0/56"],
    ["1::", "1:0:0:0:0:0:0:0/64", "1:0:0:0:0:0:0:0/56"],
    ["64:ff9b::192.0.2.33", "64:ff9b:0:0:0:0:0:0/64", "64:ff9b:0:0:0:0:0:0/56"],
  ])("%s is of %s and of %s", (address, subscriber, exchange) => {
    expect(networkOf(address, "subscriber")).toBe(subscriber);
    expect(networkOf(address)).toBe(exchange);
  });

  it.each(["", "unknown", "1.2.3", "1.2.3.4.5", "2001:db8", ":::", "1:2:3:4:5:6:7:8:9", "x".repeat(100_000), "1".repeat(100_000)])(
    "is unknown where there is no address",
    (text) => {
      expect(networkOf(text)).toBe("unknown");
    },
  );

  const group = fc.integer({ min: 0, max: 0xffff });
  const groups = fc.array(fc.oneof(group, fc.constant(0)), { minLength: 8, maxLength: 8 });
  /** The same address in full, in capitals with leading zeros, and with one run of zeros left out. */
  const forms = (parts: readonly number[]): string[] => {
    const hex = parts.map((part) => part.toString(16));
    const from = parts.indexOf(0);
    const to = from < 0 ? -1 : parts.findIndex((part, at) => at > from && part !== 0);
    const end = to < 0 ? 8 : to;
    const short = from < 0 ? hex.join(":") : `${hex.slice(0, from).join(":")}::${hex.slice(end).join(":")}`;
    return [hex.join(":"), hex.map((each) => each.padStart(4, "0").toUpperCase()).join(":"), short, `${short}%eth0`];
  };

  it("does not depend on the form in which an address is written", () => {
    fc.assert(
      fc.property(groups, (parts) => {
        const [first = "", ...others] = forms(parts);
        for (const width of ["subscriber", "exchange", "site"] as const)
          for (const other of others) expect(networkOf(other, width)).toBe(networkOf(first, width));
      }),
    );
  });

  it("is the same for two IPv6 addresses exactly when their first 64 or 56 bits are", () => {
    fc.assert(
      fc.property(groups, groups, fc.integer({ min: 0, max: 128 }), (a, b, shared) => {
        const bitsOf = (parts: readonly number[]): string => parts.map((part) => part.toString(2).padStart(16, "0")).join("");
        const mixed = bitsOf(a).slice(0, shared) + bitsOf(b).slice(shared);
        const c = Array.from({ length: 8 }, (_, at) => Number.parseInt(mixed.slice(at * 16, at * 16 + 16), 2));
        const text = (parts: readonly number[]): string => parts.map((part) => part.toString(16)).join(":");
        fc.pre(readAddress(text(a))?.family === 6 && readAddress(text(c))?.family === 6);
        const equal = (bits: number): boolean => bitsOf(a).slice(0, bits) === bitsOf(c).slice(0, bits);
        expect(networkOf(text(a), "subscriber") === networkOf(text(c), "subscriber")).toBe(equal(64));
        expect(networkOf(text(a)) === networkOf(text(c))).toBe(equal(56));
      }),
    );
  });

  it("holds every address that it names, by the list of networks too", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.ipV4(), fc.ipV6()),
        fc.constantFrom("subscriber" as const, "exchange" as const, "site" as const),
        (address, width) => {
          const list = networkList([networkOf(address, width)]);
          expect(list.check(address, address.includes(":") ? "ipv6" : "ipv4")).toBe(true);
        },
      ),
    );
  });

  it("of a mapped address is that of the IPv4 address", () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const [a = 0, b = 0, c = 0, d = 0] = address.split(".").map(Number);
        const hex = `::ffff:${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
        for (const mapped of [`::ffff:${address}`, hex, `0000:0:0:0:0:FFFF:${address}`])
          for (const width of ["subscriber", "exchange", "site"] as const) expect(networkOf(mapped, width)).toBe(networkOf(address, width));
      }),
    );
  });
});
