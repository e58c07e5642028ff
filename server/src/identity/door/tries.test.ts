import { expect, it } from "vitest";
import { Tries } from "./tries.ts";

it("refuses an address after sixty wrong tries, until its minute is over, and no other address", () => {
  const tries = new Tries();
  for (let n = 0; n < 60; n++) expect(tries.begin("198.51.100.1", n).ok).toBe(true);
  expect(tries.begin("198.51.100.1", 1_000)).toEqual({ ok: false, error: { code: "request.too_many", params: { seconds: 59 } } });
  expect(tries.begin("198.51.100.2", 1_000).ok).toBe(true);
  expect(tries.begin("198.51.100.1", 60_000).ok).toBe(true);
});

it("does not count what was right", () => {
  const tries = new Tries();
  for (let n = 0; n < 500; n++) {
    expect(tries.begin("198.51.100.1", n).ok).toBe(true);
    tries.giveBack("198.51.100.1");
  }
});

it("counts all addresses of one IPv6 line together, in whatever form", () => {
  const tries = new Tries();
  for (let n = 1; n <= 60; n++) expect(tries.begin(`2001:db8:77:1::${n.toString(16)}`, n).ok).toBe(true);
  expect(tries.begin("2001:0DB8:77:1:ffff::9%eth0", 100).ok).toBe(false);
  expect(tries.begin("2001:db8:77:2::1", 100).ok).toBe(true);
  tries.giveBack("2001:db8:77:1:5::5");
  expect(tries.begin("2001:db8:77:1::1", 100).ok).toBe(true);
});
