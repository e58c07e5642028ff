import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { chmod, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openNote, readVerifierKey, signNote, verifierOfSigner, writeVerifierKey } from "../tree/note.ts";
import { openSigningKey, readPublicKey, writePublicKey } from "./signing-key.ts";
import { temporaryFolder } from "../testing.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder[Symbol.asyncDispose]());
const path = (): string => join(folder.path, "secrets", "log.key");

it("is made at the first start, for its owner's eyes only, and is the same at the next", async () => {
  const first = await openSigningKey(path(), "amaliyat/ouargla");
  expect((await stat(path())).mode & 0o777).toBe(0o600);
  const second = await openSigningKey(path(), "amaliyat/ouargla");
  expect(writeVerifierKey(verifierOfSigner(second))).toBe(writeVerifierKey(verifierOfSigner(first)));
  expect(await readdir(join(folder.path, "secrets"))).toEqual(["log.key"]);
});

it("is one key when two processes start for the first time at once", async () => {
  const keys = await Promise.all([1, 2, 3].map(() => openSigningKey(path(), "amaliyat/ouargla")));
  expect(new Set(keys.map((key) => writeVerifierKey(verifierOfSigner(key)))).size).toBe(1);
});

it("is refused when others can read it, when it is of another kind, when the log's name cannot be signed under", async () => {
  await openSigningKey(path(), "amaliyat/ouargla");
  await expect(openSigningKey(path(), "amaliyat ouargla")).rejects.toThrow("no spaces");
  await chmod(path(), 0o640);
  await expect(openSigningKey(path(), "amaliyat/ouargla")).rejects.toThrow("can be read by others");
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "pem", type: "pkcs8" });
  await writeFile(path(), rsa);
  await chmod(path(), 0o600);
  await expect(openSigningKey(path(), "amaliyat/ouargla")).rejects.toThrow("not an Ed25519 key");
});

it("has its public half beside the log, for programs and for openssl", async () => {
  const key = await openSigningKey(path(), "amaliyat/ouargla");
  await writePublicKey(folder.path, key);
  const [text, pem] = await Promise.all(["log-key.txt", "log-key.pem"].map((name) => readFile(join(folder.path, name), "utf8")));
  expect(readVerifierKey(text ?? "")?.name).toBe("amaliyat/ouargla");
  expect(createPublicKey(pem ?? "").asymmetricKeyType).toBe("ed25519");
  const note = signNote("hello\n", key);
  for (const form of [text, pem]) {
    const read = readPublicKey(form ?? "", "amaliyat/ouargla");
    expect(read && openNote(note, read).ok).toBe(true);
  }
  expect(readPublicKey("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", "amaliyat/ouargla")).toBeNull();
});
