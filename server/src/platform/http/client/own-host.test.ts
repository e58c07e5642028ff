import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ownHost } from "./own-host.ts";
import { localTls } from "../tls/tls.ts";

it("knows the room by localhost, its names, and any address", () => {
  const isOwn = ownHost(["Room.police.example"], null);
  for (const host of ["localhost", "localhost:8443", "LOCALHOST.", "a.localhost", "room.police.example:8443", "10.0.0.7", "[fd00::1]:8443"])
    expect(isOwn(host), host).toBe(true);
  expect(isOwn(undefined)).toBe(true);
});

it("answers to no other name, nor to what is none", () => {
  const isOwn = ownHost(["room.police.example"], null);
  for (const host of ["", "evil.example", "room.police.example.evil.example", "localhost@evil.example", "evil.example/localhost", "a b"])
    expect(isOwn(host), host).toBe(false);
});

it("answers to the names of its certificate", async () => {
  const folder = await mkdtemp(join(tmpdir(), "amaliyat-names-"));
  const { cert } = await localTls(folder, ["localhost", "salle.example"], Date.now());
  await rm(folder, { recursive: true });
  expect(ownHost([], cert)("salle.example:443")).toBe(true);
  expect(ownHost([], cert)("autre.example:443")).toBe(false);
});
