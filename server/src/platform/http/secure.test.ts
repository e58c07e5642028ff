import type { FastifyRequest } from "fastify";
import { expect, it } from "vitest";
import { isOwnOrigin } from "./origin.ts";
import { httpsBehindProxy, isSecure, originOf } from "./secure.ts";

const asked = (ip: string, headers: Record<string, string>) => ({ ip, headers }) as unknown as FastifyRequest;
const isHttpsBehindProxy = httpsBehindProxy(["10.0.0.0/8", "2001:db8::/32"]);
const plain = { secure: false, isHttpsBehindProxy };

it("believes a trusted proxy that it was reached by HTTPS, by its own last word, and nobody else", () => {
  const https = { "x-forwarded-proto": "https" };
  expect(isSecure(asked("10.0.0.1", https), plain)).toBe(true);
  expect(isSecure(asked("::ffff:10.0.0.1", https), plain)).toBe(true);
  expect(isSecure(asked("2001:db8::1", https), plain)).toBe(true);
  expect(isSecure(asked("192.0.2.1", https), plain)).toBe(false);
  expect(isSecure(asked("10.0.0.1", { "x-forwarded-proto": "https, http" }), plain)).toBe(false);
  expect(isSecure(asked("10.0.0.1", {}), plain)).toBe(false);
  expect(isSecure(asked("10.0.0.1", https), { secure: false, isHttpsBehindProxy: httpsBehindProxy([]) })).toBe(false);
  expect(isSecure(asked("192.0.2.1", {}), { secure: true })).toBe(true);
});

it("takes an origin for its own with the scheme alone", () => {
  const own = (ip: string, headers: Record<string, string>, serving: Parameters<typeof originOf>[1]) =>
    isOwnOrigin(asked(ip, headers), originOf(asked(ip, headers), serving));
  const host = "room.example";
  expect(own("192.0.2.1", { host, origin: `https://${host}` }, { secure: true })).toBe(true);
  expect(own("192.0.2.1", { host, origin: `http://${host}` }, { secure: true })).toBe(false);
  expect(own("192.0.2.1", { host, origin: `https://${host}` }, plain)).toBe(false);
  expect(own("10.0.0.1", { host, origin: `https://${host}`, "x-forwarded-proto": "https" }, plain)).toBe(true);
  expect(own("192.0.2.1", { host: `${host}:443`, origin: `https://${host}` }, { secure: true })).toBe(true);
  expect(own("192.0.2.1", { host, origin: "null" }, { secure: true })).toBe(false);
  expect(own("192.0.2.1", { host }, { secure: true })).toBe(true);
});
