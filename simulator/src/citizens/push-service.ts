import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

type Received = { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: Buffer };

/** A push service outside the room: records its messages, and gives set answers. */
export async function startPushService() {
  const received: Received[] = [];
  const statuses = new Map<string, number[]>();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const path = request.url ?? "";
      received.push({ path, headers: request.headers, body: Buffer.concat(parts) });
      response.writeHead(statuses.get(path)?.shift() ?? 201).end();
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    received,
    /** Sets the answers on a path, one after the other; 201 after those. */
    answers: (path: string, ...codes: number[]) => void statuses.set(path, codes),
    of: (path: string) => received.filter((one) => one.path === path),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** A telephone with a subscription of its own keys at a push service. */
export function telephone(endpoint: string, language: "ar" | "fr" | "en" = "ar") {
  const own = createECDH("prime256v1");
  const publicKey = own.generateKeys();
  const auth = randomBytes(16);
  return {
    subscription: { endpoint, keys: { p256dh: publicKey.toString("base64url"), auth: auth.toString("base64url") }, language },
    /** Decrypts a message by RFC 8188 and RFC 8291, independent of the room's own encryption. */
    read(body: Buffer): unknown {
      const [salt, senders] = [body.subarray(0, 16), body.subarray(21, 21 + 65)];
      const sealed = body.subarray(21 + 65);
      const info = Buffer.concat([Buffer.from("WebPush: info\0"), publicKey, senders]);
      const ikm = Buffer.from(hkdfSync("sha256", own.computeSecret(senders), auth, info, 32));
      const part = (name: string, length: number) => Buffer.from(hkdfSync("sha256", ikm, salt, `Content-Encoding: ${name}\0`, length));
      const opening = createDecipheriv("aes-128-gcm", part("aes128gcm", 16), part("nonce", 12)).setAuthTag(sealed.subarray(-16));
      const padded = Buffer.concat([opening.update(sealed.subarray(0, -16)), opening.final()]);
      return JSON.parse(padded.subarray(0, padded.lastIndexOf(2)).toString("utf8")) as unknown;
    },
  };
}

/** Signer of a message (RFC 8292): the key, and the claims of the token if its signature is right. */
export function signerOf({ authorization = "" }: IncomingHttpHeaders): { readonly key: string; readonly claims: Record<string, unknown> } {
  const [, token = "", key = ""] = /^vapid t=([^,]+), ?k=(\S+)$/.exec(authorization) ?? [];
  const [head = "", claims = "", signature = ""] = token.split(".");
  const point = Buffer.from(key, "base64url");
  const jwk = { kty: "EC", crv: "P-256", x: point.subarray(1, 33).toString("base64url"), y: point.subarray(33).toString("base64url") };
  const publicKey = createPublicKey({ key: jwk, format: "jwk" });
  const isRight = verify(
    "sha256",
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
  if (!isRight) throw new Error("the token of a message is not signed with its key");
  return { key, claims: JSON.parse(Buffer.from(claims, "base64url").toString("utf8")) as Record<string, unknown> };
}
