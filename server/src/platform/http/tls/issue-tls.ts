import "reflect-metadata";
import * as x509 from "@peculiar/x509";
import { webcrypto } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

type CryptoKey = webcrypto.CryptoKey;
type CryptoKeyPair = webcrypto.CryptoKeyPair;

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const DAY = 86_400_000;
/** Browsers refuse a server certificate that lasts longer than 398 days. */
const SERVER_DAYS = 397;

const pem = async (key: CryptoKey): Promise<string> =>
  x509.PemConverter.encode(await webcrypto.subtle.exportKey("pkcs8", key), "PRIVATE KEY");

const privateKey = (text: string): Promise<CryptoKey> =>
  webcrypto.subtle.importKey("pkcs8", x509.PemConverter.decodeFirst(text), ALGORITHM, true, ["sign"]);

const makeKeys = (): Promise<CryptoKeyPair> => webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);

/** A key and its certificate, each whole or not at all; the certificate last, so that a pair without one is made anew. */
export async function writePair(keyFile: string, key: string, certFile: string, cert: string): Promise<void> {
  await writeFile(`${keyFile}.new`, key, { mode: 0o600, flush: true });
  await writeFile(`${certFile}.new`, cert, { mode: 0o644, flush: true });
  await rename(`${keyFile}.new`, keyFile);
  await rename(`${certFile}.new`, certFile);
}

/** The room's own authority, made once; consoles trust its certificate, its key never leaves the folder. */
async function authority(folder: string, at: number) {
  const certFile = join(folder, "authority.crt");
  const keyFile = join(folder, "authority.key");
  if (!existsSync(certFile)) {
    const keys = await makeKeys();
    const made = await x509.X509CertificateGenerator.createSelfSigned({
      name: "CN=Amaliyat local authority",
      notBefore: new Date(at - DAY),
      notAfter: new Date(at + 3650 * DAY),
      keys,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ],
    });
    await writePair(keyFile, await pem(keys.privateKey), certFile, made.toString("pem"));
  }
  return {
    certificate: new x509.X509Certificate(await readFile(certFile, "utf8")),
    key: await privateKey(await readFile(keyFile, "utf8")),
  };
}

const isAddress = (host: string): boolean => /^[0-9.]+$/.test(host) || host.includes(":");

/** A new certificate for these hosts, by the room's own authority. */
export async function issue(
  folder: string,
  hosts: readonly string[],
  at: number,
): Promise<{ readonly key: string; readonly cert: string }> {
  const by = await authority(folder, at);
  const keys = await makeKeys();
  const names = hosts.map((value) => ({ type: isAddress(value) ? ("ip" as const) : ("dns" as const), value }));
  const made = await x509.X509CertificateGenerator.create({
    subject: `CN=${hosts[0] ?? "localhost"}`,
    issuer: by.certificate.subject,
    notBefore: new Date(at - DAY),
    notAfter: new Date(at + SERVER_DAYS * DAY),
    signingKey: by.key,
    publicKey: keys.publicKey,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(false),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(names),
      await x509.AuthorityKeyIdentifierExtension.create(by.certificate.publicKey),
    ],
  });
  return { key: await pem(keys.privateKey), cert: `${made.toString("pem")}\n${by.certificate.toString("pem")}\n` };
}
