import { ROLES } from "@amaliyat/domain/identity";
import { expect, it } from "vitest";
import { describeConfig, pushOf, readConfig } from "./config.ts";

it("stands on its defaults", () => {
  const config = readConfig({ PATH: "/bin" });
  expect(config.AMALIYAT_ROLES).toEqual(["api", "recorder", "worker"]);
  expect(Object.isFrozen(config)).toBe(true);
  // A password alone opens the room to nobody.
  expect(config.AMALIYAT_SECOND_FACTOR).toEqual(ROLES);
  const needed = (text: string) => readConfig({ AMALIYAT_SECOND_FACTOR: text }).AMALIYAT_SECOND_FACTOR;
  expect([needed(""), needed("auditor, patrol"), needed("patrol,all")]).toEqual([[], ["auditor", "patrol"], ROLES]);
  expect(() => needed("everybody")).toThrow(/AMALIYAT_SECOND_FACTOR/);
});

it("reports every problem at once, with its key, and no value", () => {
  const bad = { AMALIYAT_PORT: "many", AMALIYAT_ROLES: "api,cook", DATABASE_URL: "mysql://root:hunter2@db/x", AMALIYAT_PROT: "1" };
  expect(() => readConfig(bad)).toThrow(/AMALIYAT_PROT[\s\S]*AMALIYAT_PORT[\s\S]*AMALIYAT_ROLES[\s\S]*DATABASE_URL/);
  expect(() => readConfig(bad)).not.toThrow(/hunter2/);
});

it("opens the map on the earth", () => {
  expect(readConfig({ AMALIYAT_CENTER: "-31.95,175.5" }).AMALIYAT_CENTER).toBe("-31.95,175.5");
  for (const wrong of ["91,5", "31,181", "31", "31,5,6", "north,5"])
    expect(() => readConfig({ AMALIYAT_CENTER: wrong })).toThrow(/AMALIYAT_CENTER/);
});

it("serves plain HTTP on localhost only, and wants key and certificate together", () => {
  expect(() => readConfig({ AMALIYAT_PLAIN_HTTP: "1", AMALIYAT_HOST: "0.0.0.0" })).toThrow(/localhost/);
  expect(() => readConfig({ AMALIYAT_TLS_CERT: "/x" })).toThrow(/both or neither/);
});

it("tells phones by push only where services are named and somebody can be written to", () => {
  expect(pushOf(readConfig({}))).toBeNull();
  expect(() => readConfig({ AMALIYAT_PUSH_HOSTS: "push.example" })).toThrow(/both or neither/);
  expect(() => readConfig({ AMALIYAT_PUSH_HOSTS: "push.example", AMALIYAT_PUSH_CONTACT: "nobody" })).toThrow(/AMALIYAT_PUSH_CONTACT/);
  const config = readConfig({ AMALIYAT_PUSH_HOSTS: "push.example:8443", AMALIYAT_PUSH_CONTACT: "mailto:room@room.example" });
  expect(pushOf(config)).toEqual({ hosts: [{ host: "push.example", port: 8443, network: null }], contact: "mailto:room@room.example" });
});

it("trusts as proxies addresses and networks alone", () => {
  const proxies = (text: string) => readConfig({ AMALIYAT_TRUSTED_PROXIES: text }).AMALIYAT_TRUSTED_PROXIES;
  expect([proxies(""), proxies("127.0.0.1, 10.0.0.0/8,::1")]).toEqual([[], ["127.0.0.1", "10.0.0.0/8", "::1"]]);
  for (const wrong of ["*", "proxy.example", "10.0.0.0/33"]) expect(() => proxies(wrong)).toThrow(/AMALIYAT_TRUSTED_PROXIES/);
});

it("describes each setting", () => {
  for (const { key, meaning } of describeConfig()) expect(meaning, key).not.toBe("");
});

it("takes links in messages by HTTPS, or on this machine alone without it", () => {
  const read = (address: string) => () => readConfig({ AMALIYAT_SMS_FOLDER: "m", AMALIYAT_OUTSIDE_URL: address });
  for (const address of ["https://room.example", "http://localhost:8080", "http://127.0.0.1"]) expect(read(address)).not.toThrow();
  for (const address of ["http://room.example", "http://localhost.example", "ftp://localhost"]) expect(read(address)).toThrow(/https/);
});
