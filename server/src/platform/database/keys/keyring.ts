import { createHash, createPrivateKey, createPublicKey } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { Client } from "pg";
import { VAULT_FILES, vaultKeyId } from "../../vault.ts";
import { SESSION_OPTIONS } from "../pool.ts";

/** The room's keys, all in one folder: what each is for, and what is gone with it. */
export const KEYS = [
  { use: "vault", file: "vault.key", loses: "all that is sealed: words of reports, files, pictures, camera logins, secrets of partners" },
  { use: "log", file: "log.pem", loses: "the signature of the log: what is signed from now on is another log to every witness" },
  { use: "push", file: "push.json", loses: "every subscription of a telephone to alerts" },
] as const satisfies readonly { readonly use: string; readonly file: string; readonly loses: string }[];
export type KeyUse = (typeof KEYS)[number]["use"];
export const KEY_USES = KEYS.map(({ use }) => use);

type KeyFaultCode = "keys.lost" | "keys.exchanged" | "keys.readable_by_others" | "keys.damaged";

/** Thrown at the start: the room makes no new key in the place of one that its database was written with. */
export class KeyFault extends Error {
  override readonly name = "KeyFault";
  readonly code: KeyFaultCode;

  constructor(code: KeyFaultCode, told: Readonly<Record<string, string>>) {
    super([code, ...Object.entries(told).map(([key, value]) => `${key}: ${value}`)].join("\n  "));
    this.code = code;
  }
}

const short = (digest: Buffer): string => digest.toString("hex").slice(0, 16);

/** Identifier of a key; nothing of the key follows from it. */
function keyIdOf(use: KeyUse, bytes: Buffer): string {
  if (use === "vault") return vaultKeyId(bytes).toString("hex");
  const publicPart =
    use === "log"
      ? createPublicKey(createPrivateKey(bytes)).export({ format: "der", type: "spki" })
      : (JSON.parse(bytes.toString("utf8")) as { publicKey: string }).publicKey;
  return short(createHash("sha256").update(publicPart).digest());
}

/** The id of a key that is there; null where it is not. Throws where others may read it, or it is none. */
async function idOf(use: KeyUse, file: string): Promise<string | null> {
  const told = await stat(file).catch((cause: unknown) => {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw cause;
  });
  if (told === null) return null;
  if ((told.mode & 0o077) !== 0)
    throw new KeyFault("keys.readable_by_others", { file, do: "set its mode to 0600, and think about who read it" });
  try {
    return keyIdOf(use, await readFile(file));
  } catch {
    throw new KeyFault("keys.damaged", { file, do: "restore it from the backup of the folder of keys" });
  }
}

/** Condition: the database holds sealed data of a release that recorded no key id. */
const SEALED_BEFORE = `exists (select from camera_secret) or exists (select from partner_secret) or exists (select from push_subscription)
  or exists (select from report_file where state in ('arrived','ready')) or exists (select from photo) or exists (select from bolo_picture)`;

/** Name under which the root of derived keys is recorded. */
export const DERIVED = "vault derived";

type Recorded = ReadonlyMap<string, string>;

async function recordedKeys(client: Client): Promise<Recorded> {
  const { rows } = await client.query<{ use: string; key_id: string }>("select use, key_id from room_key");
  return new Map(rows.map(({ use, key_id }) => [use, key_id]));
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, application_name: "amaliyat-keys", options: SESSION_OPTIONS });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export type KeyringOptions = {
  readonly url: string;
  readonly folder: string;
  /** Keys that this program opens; those of other roles may lie elsewhere. */
  readonly uses: readonly KeyUse[];
  /** Keys that a person gave up for lost: a new one takes the place, and what hung on the old one is gone. */
  readonly renewed: readonly KeyUse[];
};

/**
 * Compares the keys that are there with those that the database was written with, before any is opened or made. Throws `KeyFault` where one is
 * lost, exchanged, damaged, or readable by others.
 */
export const checkKeys = ({ url, folder, uses, renewed }: KeyringOptions): Promise<void> =>
  withClient(url, async (client) => {
    const recorded = await recordedKeys(client);
    for (const { use, file, loses } of KEYS.filter((each) => uses.includes(each.use) && !renewed.includes(each.use))) {
      const path = join(folder, file);
      const [id, known] = [await idOf(use, path), recorded.get(use)];
      const fault = { file, "looked for": path, "without it is lost": loses };
      const cure = `restore ${file} from the backup of the folder of keys; if it is gone for good, start once with AMALIYAT_NEW_KEYS=${use}`;
      if (id === null) {
        const before = use === "vault" && known === undefined && (await client.query<{ is: boolean }>(`select ${SEALED_BEFORE} as is`));
        if (known !== undefined || (before !== false && before.rows[0]?.is === true))
          throw new KeyFault("keys.lost", { ...fault, ...(known === undefined ? {} : { "its id": known }), do: cure });
      } else if (known !== undefined && known !== id && !(use === "vault" && known === (await idOf(use, join(folder, VAULT_FILES.before)))))
        throw new KeyFault("keys.exchanged", { ...fault, "its id": id, "the database was written with": known, do: cure });
    }
    if (uses.includes("vault") && !renewed.includes("vault")) await checkDerived(folder, recorded.get(DERIVED));
  });

/** Once the vault's key was changed, the keys of files and MACs follow from a root of their own. */
async function checkDerived(folder: string, known: string | undefined): Promise<void> {
  const file = VAULT_FILES.derived;
  const id = await idOf("vault", join(folder, file));
  if (known === undefined || id === known) return;
  throw new KeyFault(id === null ? "keys.lost" : "keys.exchanged", {
    file,
    "without it is lost": "files of reports, pictures, follow-up codes and recovery codes",
    do: `restore ${file} from the backup of the folder of keys`,
  });
}

/** Deletes data that nobody can open after the vault's key was given up, so that the room does not list data it cannot read. */
const UNREADABLE = `
  delete from camera_secret; delete from partner_secret; delete from push_subscription; delete from report_message; delete from log_words;
  delete from live_event where topic = 'report';
  update request_once set reply_sealed = null, about = null;
  update bolo_picture set thumbnail_sealed = null, thumbnail_type = null where thumbnail_sealed is not null;
  update report set words_sealed = null, contact_sealed = null, place_text_sealed = null, end_words_sealed = null, place_sealed = null,
    outside_sealed = null where sealed_at is not null`;

/** Writes down the ids of the keys that the room works with from now on. */
export const recordKeys = ({ url, folder, uses, renewed }: KeyringOptions): Promise<void> =>
  withClient(url, async (client) => {
    for (const { use, file } of KEYS.filter((each) => uses.includes(each.use))) {
      const id = await idOf(use, join(folder, file));
      if (id === null) continue;
      const { rowCount } = await client.query(
        `insert into room_key (use, key_id, first_seen) values ($1, $2, now())
         on conflict (use) do update set key_id = excluded.key_id, first_seen = now() where room_key.key_id <> excluded.key_id and $3`,
        [use, id, renewed.includes(use)],
      );
      if (use !== "vault" || !renewed.includes(use) || rowCount !== 1) continue;
      await client.query(UNREADABLE);
      if ((await idOf(use, join(folder, VAULT_FILES.derived))) === null)
        await client.query("delete from room_key where use = $1", [DERIVED]);
    }
  });
