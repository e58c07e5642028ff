import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, randomBytes, type KeyObject } from "node:crypto";
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

const NONCE = 12;
const TAG = 16;

/** Opens the vault of a folder; its key is made at the first start and readable by the room's own user only. */
export const openVault = async (folder: string): Promise<Vault> => vaultWith(await readOrMakeKey(join(folder, "vault.key")));

/** A vault over a key of 32 bytes. */
export function vaultWith(key: Buffer): Vault {
  const uses = new Map<string, Buffer>();
  // A key that is made ready for each mac costs a third of it.
  const macs = new Map<string, KeyObject>();
  const keyOf = (use: string): Buffer => {
    const known = uses.get(use) ?? Buffer.from(hkdfSync("sha256", key, Buffer.alloc(0), use, 32));
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
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(about));
      return Buffer.concat([nonce, cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()]);
    },
    open(sealed, about) {
      const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, NONCE)).setAAD(Buffer.from(about));
      decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
      return decipher.update(sealed.subarray(NONCE, sealed.length - TAG), undefined, "utf8") + decipher.final("utf8");
    },
  };
}

async function readOrMakeKey(file: string): Promise<Buffer> {
  await writeOnce(file, () => randomBytes(32));
  const key = await readFile(file);
  if (key.length !== 32) throw new Error(`${file} is not a key of 32 bytes`);
  return key;
}
