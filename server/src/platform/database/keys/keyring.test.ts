import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { checkKeys, recordKeys, type KeyringOptions } from "./keyring.ts";
import { cloneDatabase, type TestDatabase } from "../../testing/database.ts";
import { openVault } from "../../vault.ts";

async function keyring({ url }: TestDatabase, more: Partial<KeyringOptions> = {}): Promise<KeyringOptions> {
  return { url, folder: await mkdtemp(join(tmpdir(), "amaliyat-keys-")), uses: ["vault"], renewed: [], ...more };
}

/** A start of the room as far as its keys go. */
async function start(options: KeyringOptions): Promise<string> {
  await checkKeys(options);
  const vault = await openVault(options.folder);
  await recordKeys(options);
  return vault.key("test").toString("hex");
}

it("makes a key once, and refuses by name to make another in its place", async () => {
  await using database = await cloneDatabase();
  const options = await keyring(database);
  const file = join(options.folder, "vault.key");
  const first = await start(options);
  expect(await start(options)).toBe(first);
  const kept = await readFile(file);
  await rm(file);
  await expect(start(options)).rejects.toThrow(
    new RegExp(`^keys.lost\\n  file: vault.key\\n  looked for: ${file}[^]*AMALIYAT_NEW_KEYS=vault`),
  );
  await expect(readFile(file)).rejects.toThrow("ENOENT");
  await writeFile(file, randomBytes(32), { mode: 0o600 });
  await expect(start(options)).rejects.toThrow(/^keys.exchanged/);
  await writeFile(file, kept);
  expect(await start(options)).toBe(first);
});

it("refuses a lost key of a room that older releases wrote, once something is sealed there", async () => {
  await using database = await cloneDatabase();
  const options = await keyring(database);
  await checkKeys(options);
  await database.db.pool.query("insert into push_subscription values (sha256('a'), '\\x00', 'ar', now())");
  await expect(checkKeys(options)).rejects.toThrow(/^keys.lost/);
});

it("refuses a key that others may read, and takes a new one where a person gave the old one up", async () => {
  await using database = await cloneDatabase();
  const options = await keyring(database);
  const first = await start(options);
  await chmod(join(options.folder, "vault.key"), 0o640);
  await expect(start(options)).rejects.toThrow(/^keys.readable_by_others/);
  await rm(join(options.folder, "vault.key"));
  expect(await start({ ...options, renewed: ["vault"] })).not.toBe(first);
  await start(options);
});
