import { createCipheriv, createDecipheriv, createHmac, createSecretKey, randomBytes, type KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeOnce } from "./write-once.ts";

/** Seals small secrets with AES-256-GCM. `about` is what the secret belongs to; sealed for one thing, it opens for no other. */
export type Vault = {
  readonly seal: (secret: string, about: string) => Buffer;
  readonly open: (sealed: Buffer, about: string) => string;
  /** HMAC-SHA-256 of a text under a key of its own for each use: to know a secret again that is not kept. */
  readonly mac: (text: string, use: string) => Buffer;
  /** A key of 32 bytes of its own for each use: for what is too large to pass through here. */
  readonly key: (use: string) => Buffer;
};

/** Keys of a vault, 32 bytes each. */
export type VaultKeys = {
  /** Seals, and opens what it sealed. */
  readonly sealing: Buffer;
  /** The one before: it opens what is not sealed anew yet. */
  readonly before?: Buffer | undefined;
  /** Root from which the keys of `mac` and `key` are derived; default: that of the sealing key, which was never changed. */
  readonly derived?: Buffer | undefined;
};

/** Files of a vault in the folder of keys. The last two are there once its key was changed (`before` until all is sealed anew). */
export const VAULT_FILES = { sealing: "vault.key", before: "vault-before.key", derived: "vault-derived.key" } as const;

const [ID, NONCE, TAG] = [8, 12, 16];

/** Identifier of a key, stored in each sealed value; nothing of the key follows from it. */
export const vaultKeyId = (key: Buffer): Buffer => createHmac("sha256", key).update("amaliyat key id").digest().subarray(0, ID);

/** The root of derived keys of a sealing key (HKDF-Extract of RFC 5869, without salt): the sealing key does not follow from it. */
export const derivedRoot = (key: Buffer): Buffer => createHmac("sha256", Buffer.alloc(32)).update(key).digest();

/** Opens the vault of a folder; its key is made at the first start and readable by the room's own user only. */
export async function openVault(folder: string): Promise<Vault> {
  const sealing = join(folder, VAULT_FILES.sealing);
  await writeOnce(sealing, () => randomBytes(32));
  const [before, derived] = [join(folder, VAULT_FILES.before), join(folder, VAULT_FILES.derived)];
  return vaultOfKeys({ sealing: await readKey(sealing), before: await keyIfThere(before), derived: await keyIfThere(derived) });
}

/** A vault over a key of 32 bytes. */
export const vaultWith = (key: Buffer): Vault => vaultOfKeys({ sealing: key });

/** A sealed value is `key id, nonce, text, tag`; older releases wrote no id. */
export function vaultOfKeys({ sealing, before, derived = derivedRoot(sealing) }: VaultKeys): Vault {
  const uses = new Map<string, Buffer>();
  // A key that is made ready for each mac costs a third of it.
  const macs = new Map<string, KeyObject>();
  const id = vaultKeyId(sealing);
  const oldest = before ?? sealing;
  const idBefore = vaultKeyId(oldest);
  // HKDF-Expand of RFC 5869 to one block.
  const derive = (use: string): Buffer => createHmac("sha256", derived).update(use).update(Buffer.of(1)).digest();
  const keyOf = (use: string): Buffer => {
    const known = uses.get(use) ?? derive(use);
    uses.set(use, known);
    return known;
  };
  const macOf = (use: string): KeyObject => {
    const known = macs.get(use) ?? createSecretKey(keyOf(`mac ${use}`));
    macs.set(use, known);
    return known;
  };
  return {
    mac: (text, use) => createHmac("sha256", macOf(use)).update(text).digest(),
    key: (use) => keyOf(`key ${use}`),
    seal(secret, about) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv("aes-256-gcm", sealing, nonce).setAAD(Buffer.from(about));
      return Buffer.concat([id, nonce, cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()]);
    },
    open(sealed, about) {
      const named = sealed.subarray(0, ID);
      if (named.equals(id)) return opened(sealing, sealed.subarray(ID), about);
      return opened(oldest, named.equals(idBefore) ? sealed.subarray(ID) : sealed, about);
    },
  };
}

function opened(key: Buffer, sealed: Buffer, about: string): string {
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, NONCE)).setAAD(Buffer.from(about));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  return decipher.update(sealed.subarray(NONCE, sealed.length - TAG), undefined, "utf8") + decipher.final("utf8");
}

async function readKey(file: string): Promise<Buffer> {
  const key = await readFile(file);
  if (key.length !== 32) throw new Error(`${file} is not a key of 32 bytes`);
  return key;
}

const keyIfThere = (file: string): Promise<Buffer | undefined> =>
  readKey(file).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== "ENOENT") throw cause;
    return undefined;
  });
