import { createPrivateKey, X509Certificate } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { isIP } from "node:net";
import { join } from "node:path";

export type Tls = { readonly key: string; readonly cert: string };

/**
 * Versions and cipher suites of every HTTPS server of the room, the strongest first: TLS 1.3, and of TLS 1.2 what has forward secrecy and
 * authenticated encryption (RFC 9325, 4.2). There are suites for certificates with ECDSA and with RSA keys.
 */
export const TLS_SUITES = {
  minVersion: "TLSv1.2",
  honorCipherOrder: true,
  ciphers: [
    "TLS_AES_256_GCM_SHA384",
    "TLS_CHACHA20_POLY1305_SHA256",
    "TLS_AES_128_GCM_SHA256",
    "ECDHE-ECDSA-AES256-GCM-SHA384",
    "ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-ECDSA-CHACHA20-POLY1305",
    "ECDHE-RSA-CHACHA20-POLY1305",
    "ECDHE-ECDSA-AES128-GCM-SHA256",
    "ECDHE-RSA-AES128-GCM-SHA256",
  ].join(":"),
} as const;

const DAY = 86_400_000;

/** True while a kept certificate belongs to its key, names every host and lasts another 30 days. */
function stillGood({ cert, key }: Tls, hosts: readonly string[], at: number): boolean {
  const certificate = new X509Certificate(cert);
  const names = (host: string): boolean => (isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host)) !== undefined;
  if (!certificate.checkPrivateKey(createPrivateKey(key))) return false;
  return certificate.validToDate.getTime() > at + 30 * DAY && hosts.every(names);
}

/**
 * A server certificate for the given hosts, signed by the room's own authority; kept in the folder and renewed by itself.
 * `authority.crt` in the folder is what consoles are told to trust.
 */
export async function localTls(folder: string, hosts: readonly string[], at: number): Promise<Tls> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const [keyFile, certFile] = [join(folder, "server.key"), join(folder, "server.crt")];
  if (existsSync(keyFile) && existsSync(certFile)) {
    const kept = { key: await readFile(keyFile, "utf8"), cert: await readFile(certFile, "utf8") };
    if (stillGood(kept, hosts, at)) return kept;
  }
  // Imported only when a certificate is made: at every start it would cost 65 ms.
  const { issue, writePair } = await import("./issue-tls.ts");
  const made = await issue(folder, hosts, at);
  await writePair(keyFile, made.key, certFile, made.cert);
  return made;
}
