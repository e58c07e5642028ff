import { randomBytes } from "node:crypto";
import { open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { derivedRoot, VAULT_FILES, vaultKeyId, vaultOfKeys, type Vault } from "../../vault.ts";
import { writeOnce } from "../../write-once.ts";
import { writeWhole } from "../../write-whole.ts";
import { DERIVED } from "./keyring.ts";
import { SESSION_OPTIONS } from "../pool.ts";

type Row = Readonly<Record<string, string>> & { readonly sealed: Buffer };

/** A column whose values are sealed. Its feature declares it beside the code that seals. */
export type SealedPlace = {
  readonly table: string;
  readonly column: string;
  /** The row's own key. */
  readonly key: readonly string[];
  /** More columns that `about` asks for, with the table they stand in. */
  readonly beside?: { readonly columns: readonly string[]; readonly join: string };
  /** The name under which the feature sealed the value; columns come as text. */
  readonly about: (row: Readonly<Record<string, string>>) => string;
};

const BATCH = 500;

const readIfThere = (path: string): Promise<Buffer | null> =>
  readFile(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== "ENOENT") throw cause;
    return null;
  });

/**
 * The keys of a change that has begun: the root of derived keys and the key before are on the disk when the new one takes its name. A
 * change that was cut off goes on with the new key that is there.
 */
async function beginChange(folder: string): Promise<{ readonly sealing: Buffer; readonly before: Buffer }> {
  const [sealingFile, beforeFile] = [join(folder, VAULT_FILES.sealing), join(folder, VAULT_FILES.before)];
  const now = await readFile(sealingFile);
  const before = await readIfThere(beforeFile);
  if (before !== null && !before.equals(now)) return { sealing: now, before };
  await writeOnce(join(folder, VAULT_FILES.derived), () => derivedRoot(now));
  await writeWhole(beforeFile, now);
  const sealing = randomBytes(32);
  await writeWhole(sealingFile, sealing);
  return { sealing, before: now };
}

const hex = (key: Buffer): string => vaultKeyId(key).toString("hex");

/** Seals the next values of a place anew; how many, and how many open under neither key (they opened for nobody before, too). */
async function sealBatch(
  client: Client,
  vault: Vault,
  id: string,
  place: SealedPlace,
  passed: number,
): Promise<[done: number, shut: number]> {
  const { table, column, key, beside, about } = place;
  const names = key.map((each) => `${table}.${each}`);
  const asked = [...names, ...(beside?.columns ?? [])].map((each) => `${each}::text`);
  await client.query("begin");
  const { rows } = await client.query<Row>(
    `select ${asked.join(", ")}, ${table}.${column} as sealed from ${table} ${beside?.join ?? ""}
     where ${table}.${column} is not null and encode(substring(${table}.${column} from 1 for 8), 'hex') <> $1
     order by ${names.join(", ")} limit ${BATCH} offset ${passed} for update of ${table}`,
    [id],
  );
  let shut = 0;
  for (const row of rows) {
    try {
      const anew = vault.seal(vault.open(row.sealed, about(row)), about(row));
      const where = key.map((each, n) => `${each}::text = $${n + 2}`).join(" and ");
      await client.query(`update ${table} set ${column} = $1 where ${where}`, [anew, ...key.map((each) => row[each])]);
    } catch (cause) {
      if (!isShut(cause)) throw cause;
      shut += 1;
    }
  }
  await client.query("commit");
  return [rows.length, shut];
}

/** AES-GCM refuses what was changed, or is of another key or thing; such a value may also be too short to be one. */
const isShut = (cause: unknown): boolean =>
  cause instanceof Error &&
  (/unable to authenticate/iu.test(cause.message) || ("code" in cause && /^ERR_(CRYPTO|INVALID)/u.test(String(cause.code))));

export type Rotated = { readonly keyBefore: string; readonly key: string; readonly values: number; readonly shut: number };

/**
 * Changes the key that seals, in a room that stands still: a new key, everything in the database sealed anew in batches, the key before
 * destroyed. Cut off anywhere it goes on at the next call, and a room may work in between. Derived keys (files, MACs) stay as they are.
 * `logged` writes the change to the room's log with the vault as it is then. `url` is that of the owner of the tables; `places` is everything
 * that lies sealed in the database, but for happenings of the live channel, which go.
 */
export async function rotateVault(
  { url, folder, places }: { readonly url: string; readonly folder: string; readonly places: readonly SealedPlace[] },
  logged: (vault: Vault, rotated: Rotated) => Promise<void>,
): Promise<Rotated> {
  const { sealing, before } = await beginChange(folder);
  const derived = await readFile(join(folder, VAULT_FILES.derived));
  const vault = vaultOfKeys({ sealing, before, derived });
  const client = new Client({ connectionString: url, application_name: "amaliyat-keys", options: SESSION_OPTIONS });
  await client.connect();
  try {
    let [values, shut] = [0, 0];
    for (const place of places) {
      for (let passed = 0; ;) {
        const [done, failed] = await sealBatch(client, vault, hex(sealing), place, passed);
        passed += failed;
        [values, shut] = [values + done - failed, shut + failed];
        if (done < BATCH) break;
      }
    }
    // Screens read their lists again; nothing else is in there.
    await client.query("delete from live_event");
    await client.query(
      `insert into room_key (use, key_id, first_seen) values ('vault', $1, now()), ($3, $2, now())
       on conflict (use) do update set key_id = excluded.key_id, first_seen = now() where room_key.key_id <> excluded.key_id`,
      [hex(sealing), hex(derived), DERIVED],
    );
    const rotated = { keyBefore: hex(before), key: hex(sealing), values, shut };
    await logged(vaultOfKeys({ sealing, derived }), rotated);
    await destroy(join(folder, VAULT_FILES.before));
    return rotated;
  } finally {
    await client.end();
  }
}

/** Overwrites a key before its name goes. Copies of the disk and backups keep theirs. */
async function destroy(path: string): Promise<void> {
  await using file = await open(path, "r+");
  await file.write(randomBytes(32), 0, 32, 0);
  await file.sync();
  await rm(path);
}

/** A connection of a program that was killed is there for a moment longer. */
const [LOOKS, LOOK_AGAIN_MS] = [20, 500];

/** True if a server of the room is connected to the database as `user`: it would go on to seal by the key that it has. */
export async function othersAtWork(url: string, user: string): Promise<boolean> {
  const client = new Client({ connectionString: url, application_name: "keys" });
  await client.connect();
  try {
    for (let looks = 0; looks < LOOKS; looks++) {
      const { rowCount } = await client.query(
        "select from pg_stat_activity where datname = current_database() and usename = $1 and pid <> pg_backend_pid()",
        [user],
      );
      if (rowCount === 0) return false;
      await sleep(LOOK_AGAIN_MS);
    }
    return true;
  } finally {
    await client.end();
  }
}
