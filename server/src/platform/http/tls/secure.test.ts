import { expect, it } from "vitest";
import { clientOf } from "../client/client-address.ts";
import { isOwnOrigin } from "../mount.ts";
import { isSecure, originOf } from "./secure.ts";

const client = clientOf(["10.0.0.0/8", "2001:db8::/32"]);
const asked = (ip: string, headers: Record<string, string>) => ({ headers, client: client(ip, headers) });
const plain = { secure: false };

it("believes a trusted proxy that it was reached by HTTPS, by its own last word, and nobody else", () => {
  const https = { "x-forwarded-proto": "https", "x-forwarded-for": "192.0.2.7" };
  expect(isSecure(asked("10.0.0.1", https), plain)).toBe(true);
  expect(isSecure(asked("::ffff:10.0.0.1", https), plain)).toBe(true);
  expect(isSecure(asked("2001:db8::1", https), plain)).toBe(true);
  expect(isSecure(asked("192.0.2.1", https), plain)).toBe(false);
  expect(isSecure(asked("10.0.0.1", { "x-forwarded-proto": "https, http" }), plain)).toBe(false);
  expect(isSecure(asked("10.0.0.1", {}), plain)).toBe(false);
  expect(isSecure({ client: clientOf([])("10.0.0.1", https) }, plain)).toBe(false);
  expect(isSecure(asked("192.0.2.1", {}), { secure: true })).toBe(true);
});

it("takes an origin for its own with the scheme alone", () => {
  const own = (ip: string, headers: Record<string, string>, serving: Parameters<typeof originOf>[1]) => {
    const request = asked(ip, headers);
    return isOwnOrigin(request as Parameters<typeof isOwnOrigin>[0], originOf(request, serving));
  };
  const host = "room.example";
  expect(own("192.0.2.1", { host, origin: `https://${host}` }, { secure: true })).toBe(true);
  expect(own("192.0.2.1", { host, origin: `http://${host}` }, { secure: true })).toBe(false);
  expect(own("192.0.2.1", { host, origin: `https://${host}` }, plain)).toBe(false);
  expect(own("10.0.0.1", { host, origin: `https://${host}`, "x-forwarded-proto": "https" }, plain)).toBe(true);
  expect(own("192.0.2.1", { host: `${host}:443`, origin: `https://${host}` }, { secure: true })).toBe(true);
  expect(own("192.0.2.1", { host, origin: "null" }, { secure: true })).toBe(false);
  expect(own("192.0.2.1", { host }, { secure: true })).toBe(true);
});
