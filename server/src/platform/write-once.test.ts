import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openVault } from "./vault.ts";
import { writeOnce } from "./write-once.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "write-once-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it("writes a file for the room's own user, once, however many begin at a time", async () => {
  const path = join(folder, "keys", "a.key");
  await Promise.all(Array.from({ length: 20 }, (_, n) => writeOnce(path, () => `content ${n}`)));
  const first = await readFile(path, "utf8");
  await writeOnce(path, () => "another");
  expect(await readFile(path, "utf8")).toBe(first);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(join(folder, "keys"))).toEqual(["a.key"]);
});

it("makes a key anew where a kill left an empty one, and never where it has content", async () => {
  await writeFile(join(folder, "vault.key"), "");
  const vault = await openVault(folder);
  expect(vault.open(vault.seal("secret", "a"), "a")).toBe("secret");
  const key = await readFile(join(folder, "vault.key"));
  expect(key).toHaveLength(32);
  await writeFile(join(folder, "vault.key"), "half a key");
  await expect(openVault(folder)).rejects.toThrow("is not a key of 32 bytes");
});
