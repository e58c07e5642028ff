import { expect, test } from "vitest";
import { allowedHost, entryFor } from "./index.ts";

test("calls outside at hosts of the list only, by whole name and port", () => {
  const allowed = ["pc.example:8443=10.0.0.0/8", "apc.example"].flatMap((entry) => allowedHost(entry) ?? []);
  expect(allowed).toEqual([
    { host: "pc.example", port: 8443, network: "10.0.0.0/8" },
    { host: "apc.example", port: null, network: null },
  ]);
  expect(entryFor(allowed, "PC.example", 8443)).not.toBeNull();
  for (const [host, port] of [
    ["pc.example", 443],
    ["x.apc.example", 443],
    ["apc.example.org", 443],
  ] as const)
    expect(entryFor(allowed, host, port)).toBeNull();
  for (const bad of ["", "http://a.example", "a b", "a.example:99999", "a.example=10.0.0.0"]) expect(allowedHost(bad), bad).toBeNull();
});
