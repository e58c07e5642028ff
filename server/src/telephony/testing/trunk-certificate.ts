import "reflect-metadata";
import * as x509 from "@peculiar/x509";
import { webcrypto } from "node:crypto";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const DAY = 86_400_000;

/** An authority of operators, and a certificate of it for both ends of a trunk, in PEM: each end is server and client (RFC 5922). */
export async function trunkCertificate(host: string): Promise<{ readonly key: string; readonly cert: string; readonly authority: string }> {
  const [root, own] = [await makeKeys(), await makeKeys()];
  const lasts = { notBefore: new Date(Date.now() - DAY), notAfter: new Date(Date.now() + DAY), signingAlgorithm: ALGORITHM };
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    ...lasts,
    name: "CN=Operators",
    keys: root,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      await x509.SubjectKeyIdentifierExtension.create(root.publicKey),
    ],
  });
  const made = await x509.X509CertificateGenerator.create({
    ...lasts,
    subject: `CN=${host}`,
    issuer: authority.subject,
    signingKey: root.privateKey,
    publicKey: own.publicKey,
    extensions: [
      new x509.BasicConstraintsExtension(false),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth, x509.ExtendedKeyUsage.clientAuth]),
      new x509.SubjectAlternativeNameExtension([{ type: "ip", value: host }]),
      await x509.AuthorityKeyIdentifierExtension.create(root.publicKey),
    ],
  });
  const key = x509.PemConverter.encode(await webcrypto.subtle.exportKey("pkcs8", own.privateKey), "PRIVATE KEY");
  return { key: `${key}\n`, cert: `${made.toString("pem")}\n`, authority: `${authority.toString("pem")}\n` };
}

const makeKeys = (): Promise<webcrypto.CryptoKeyPair> => webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
