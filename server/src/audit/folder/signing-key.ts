import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeOnce } from "../../platform/write-once.ts";
import { replaceFile } from "./durable-file.ts";
import { readVerifierKey, verifierOf, verifierOfSigner, writeVerifierKey, type SignerKey, type VerifierKey } from "../tree/note.ts";

/** The public key as programs for such logs take it, beside the log. */
export const VERIFIER_KEY_FILE = "log-key.txt";
/** The same key as openssl takes it (PEM of SubjectPublicKeyInfo). */
export const PUBLIC_KEY_FILE = "log-key.pem";

/**
 * The key that signs the log, made at the first start. The file is readable by its owner only (0600); a key that others
 * could read is refused, since anyone who has it can sign another history.
 */
export async function openSigningKey(path: string, origin: string): Promise<SignerKey> {
  await writeOnce(path, () => generateKeyPairSync("ed25519").privateKey.export({ format: "pem", type: "pkcs8" }));
  const file = await open(path, "r");
  try {
    const { mode } = await file.stat();
    if ((mode & 0o077) !== 0) throw new Error(`${path}: the key of the log can be read by others; set its mode to 0600`);
    const privateKey = createPrivateKey(await file.readFile("utf8"));
    if (privateKey.asymmetricKeyType !== "ed25519") throw new Error(`${path}: not an Ed25519 key`);
    const key = { name: origin, privateKey };
    verifierOfSigner(key);
    return key;
  } finally {
    await file.close();
  }
}

/** Writes the public key beside the log in both forms, once. */
export async function writePublicKey(folder: string, key: SignerKey): Promise<void> {
  const verifier = verifierOfSigner(key);
  const files = [
    [VERIFIER_KEY_FILE, `${writeVerifierKey(verifier)}\n`],
    [PUBLIC_KEY_FILE, verifier.publicKey.export({ format: "pem", type: "spki" }).toString()],
  ] as const;
  for (const [name, text] of files) {
    const there = await readFile(join(folder, name), "utf8").catch(() => null);
    if (there !== text) await replaceFile(join(folder, name), text);
  }
}

/** Reads a public key in either form. A PEM has no name: it takes that of the log's origin. Null if it is neither. */
export function readPublicKey(text: string, origin: string): VerifierKey | null {
  if (!text.includes("-----BEGIN PUBLIC KEY-----")) return readVerifierKey(text);
  let publicKey: KeyObject;
  try {
    publicKey = createPublicKey(text);
    return verifierOf(origin, publicKey);
  } catch {
    return null;
  }
}
