import { mkdtemp, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openVault } from "./vault.ts";

const folder = () => mkdtemp(join(tmpdir(), "amaliyat-vault-"));

it("gives back what was sealed, after a restart too, and never seals the same twice", async () => {
  const here = await folder();
  const vault = await openVault(here);
  const sealed = vault.seal("كلمة سر", "camera/1");
  expect(sealed.includes("كلمة سر")).toBe(false);
  expect((await openVault(here)).open(sealed, "camera/1")).toBe("كلمة سر");
  expect(vault.seal("كلمة سر", "camera/1").equals(sealed)).toBe(false);
  expect((await stat(join(here, "vault.key"))).mode & 0o077).toBe(0);
});

it("opens for nothing else, with no other key, and not when a bit was changed", async () => {
  const vault = await openVault(await folder());
  const sealed = vault.seal("secret", "camera/1");
  expect(() => vault.open(sealed, "camera/2")).toThrow();
  const other = await openVault(await folder());
  expect(() => other.open(sealed, "camera/1")).toThrow();
  sealed[14] = (sealed[14] ?? 0) ^ 1;
  expect(() => vault.open(sealed, "camera/1")).toThrow();
});

it("has another key for each use, the same after a restart", async () => {
  const here = await folder();
  const vault = await openVault(here);
  expect(vault.key("files")).toHaveLength(32);
  expect((await openVault(here)).key("files")).toEqual(vault.key("files"));
  expect(vault.key("other files")).not.toEqual(vault.key("files"));
  expect(vault.mac("", "files")).not.toEqual(vault.key("files"));
});
