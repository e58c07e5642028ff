import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { append, openLog } from "./audit/index.ts";
import { ConfigError, readConfig, SERVER_ROLES } from "./settings/index.ts";
import { openAtRest } from "./open-at-rest.ts";
import { checkKeys, KeyFault } from "./platform/database/keys/keyring.ts";
import { DatabaseFault, openDatabase, SYSTEM, transaction, withVault } from "./platform/database/index.ts";
import { othersAtWork, rotateVault } from "./platform/database/keys/rotate-vault.ts";
import { FolderTaken, lockFolderAs } from "./platform/folder-lock.ts";
import { openJournal } from "./platform/journal/index.ts";
import { ensurePrivateFolder } from "./platform/private-folder.ts";
import { makeLog } from "./platform/log.ts";
import { VAULT_FILES, vaultKeyId } from "./platform/vault.ts";
import { SEALED_PLACES } from "./sealed-places.ts";

const USAGE = `npm run keys -- rotate | status

  rotate  Changes the key of the vault: seals everything in the database anew and destroys the key before. Stop the room first, on
          every machine. If it is cut off, run it again: it goes on. Copy the folder of keys to the other machines of the room after it,
          and destroy the backups of the old key. Files on the disk and keyed hashes keep their keys.
  status  Says which key seals, and whether a change was cut off.
`;

async function status(folder: string): Promise<number> {
  const file = join(folder, VAULT_FILES.sealing);
  if (!existsSync(file)) {
    console.log("The room has no key yet: its first start makes one.");
    return 0;
  }
  console.log(`The key that seals: ${vaultKeyId(await readFile(file)).toString("hex")}`);
  console.log(
    existsSync(join(folder, VAULT_FILES.before))
      ? "A change was cut off; both keys open. Go on with: npm run keys -- rotate"
      : existsSync(join(folder, VAULT_FILES.derived))
        ? "It was changed; the one before is destroyed."
        : "It was never changed.",
  );
  return 0;
}

async function rotate(): Promise<number> {
  await using stack = new AsyncDisposableStack();
  const config = readConfig(process.env);
  const log = makeLog("warn");
  const folder = join(config.AMALIYAT_DATA, "keys");
  stack.use(await lockFolderAs(config.AMALIYAT_DATA, SERVER_ROLES));
  const { url, ownerUrl, user, schema } = await openAtRest(config, log, stack);
  await checkKeys({ url: ownerUrl, folder, uses: ["vault"], renewed: [] });
  if (!existsSync(join(folder, VAULT_FILES.sealing))) return status(folder);
  if (await othersAtWork(ownerUrl, user)) {
    console.error("Another server of the room is at work on this database. Stop it first: it would go on to seal by the old key.");
    return 1;
  }
  const journal = stack.use(await openJournal(join(config.AMALIYAT_DATA, "journal")));
  const pool = stack.use(openDatabase({ url, log }));
  const { keyBefore, key, values, shut } = await rotateVault({ url: ownerUrl, folder, places: SEALED_PLACES }, async (vault, rotated) => {
    const db = withVault(pool, vault);
    await using _ = await openLog({ db, journal, vault, schema, publishes: false, clock: Date.now, log });
    await transaction(db, SYSTEM, (tx) => append(tx, { at: Date.now(), type: "keys.rotated", detail: rotated }));
  });
  console.log(`The key ${keyBefore} is destroyed; ${key} seals. ${values} values were sealed anew.`);
  if (shut > 0) console.log(`${shut} values open by neither key and were left: logins of cameras that were moved, or damaged rows.`);
  console.log("Copy the folder of keys to the other machines of the room, and destroy the backups of the old key.");
  return 0;
}

async function main(): Promise<number> {
  const [command, ...more] = process.argv.slice(2);
  if ((command !== "rotate" && command !== "status") || more.length > 0) {
    console.error(USAGE);
    return 1;
  }
  process.umask(0o077);
  const { AMALIYAT_DATA } = readConfig(process.env);
  await ensurePrivateFolder(AMALIYAT_DATA);
  return command === "rotate" ? rotate() : status(join(AMALIYAT_DATA, "keys"));
}

process.exitCode = await main().catch((error: unknown) => {
  const isKnown =
    error instanceof ConfigError || error instanceof DatabaseFault || error instanceof FolderTaken || error instanceof KeyFault;
  console.error(isKnown ? `${error.code}: ${error.message}` : error instanceof Error ? error.message : String(error));
  return 1;
});
