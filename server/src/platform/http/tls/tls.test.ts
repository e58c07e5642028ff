import { copyFile, mkdir, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { createServer, request } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type ConnectionOptions } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { startTestRoom, type TestRoom } from "../../../testing/test-room.ts";
import { localTls } from "./tls.ts";

const folder = await mkdtemp(join(tmpdir(), "amaliyat-tls-"));
const tls = await localTls(folder, ["localhost", "127.0.0.1"], Date.now());
const server = createServer(tls, (_, response) => response.end("safe")).listen(0, "127.0.0.1");
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

const get = (ca: string | undefined): Promise<string> =>
  new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    request({ host: "127.0.0.1", port, ...(ca ? { ca } : {}) }, (response) => response.on("data", (data) => resolve(String(data))))
      .on("error", reject)
      .end();
  });

it("is trusted by whoever trusts the room's authority, and by nobody else", async () => {
  expect(await get(await readFile(join(folder, "authority.crt"), "utf8"))).toBe("safe");
  await expect(get(undefined)).rejects.toThrow(/certificate/);
});

it("keeps its keys to itself, and the certificate until it runs out or a host is new", async () => {
  expect((await stat(join(folder, "server.key"))).mode & 0o077).toBe(0);
  expect((await stat(join(folder, "authority.key"))).mode & 0o077).toBe(0);
  expect(await localTls(folder, ["localhost"], Date.now())).toEqual(tls);
  expect((await localTls(folder, ["localhost"], Date.now() + 380 * 86_400_000)).cert).not.toBe(tls.cert);
  expect((await localTls(folder, ["room.example"], Date.now())).cert).not.toBe(tls.cert);
});

it("makes a pair anew whose key and certificate do not belong together", async () => {
  const [one, two] = [join(folder, "one"), join(folder, "two")];
  for (const each of [one, two]) {
    await mkdir(each);
    await localTls(each, ["localhost"], Date.now());
  }
  await copyFile(join(two, "server.key"), join(one, "server.key"));
  const pair = await localTls(one, ["localhost"], Date.now());
  expect(new X509Certificate(pair.cert).checkPrivateKey(createPrivateKey(pair.key))).toBe(true);
});

/** Outcome of a handshake: version and suite, or the reason of the refusal. */
function shaken(port: number, options: ConnectionOptions): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port, ...options }, () => {
      resolve(`${socket.getProtocol()} ${socket.getCipher().name}`);
      socket.destroy();
    });
    socket.on("error", ({ message }) => resolve(message));
  });
}

describe("a room that is served by HTTPS", () => {
  let room: TestRoom;
  let ca: string;
  let port: number;
  beforeAll(async () => {
    room = await startTestRoom({ roles: "api", furnished: false, environment: { AMALIYAT_PLAIN_HTTP: "0" } });
    ca = await readFile(join(room.data, "tls", "authority.crt"), "utf8");
    port = Number(new URL(room.url).port);
  });
  afterAll(() => room[Symbol.asyncDispose]());
  const ask = (options: ConnectionOptions) => shaken(port, { ca, ...options });

  it("takes TLS 1.3 first, of TLS 1.2 what has forward secrecy and authenticated encryption, and nothing older", async () => {
    expect(await ask({})).toBe("TLSv1.3 TLS_AES_256_GCM_SHA384");
    const old = { maxVersion: "TLSv1.2" } as const;
    expect(await ask(old)).toBe("TLSv1.2 ECDHE-ECDSA-AES256-GCM-SHA384");
    const weakFirst = "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384";
    expect(await ask({ ...old, ciphers: weakFirst })).toBe("TLSv1.2 ECDHE-ECDSA-AES256-GCM-SHA384");
    for (const suite of ["AES256-SHA384", "AES128-SHA256", "AES128-SHA", "AES128-CCM"])
      expect(await ask({ ...old, ciphers: `ECDHE-ECDSA-${suite}` }), suite).toMatch(/alert handshake failure/);
    // With its usual ciphers the client itself would refuse before the server is asked.
    const older = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
    expect(await ask(older)).toMatch(/alert protocol version/);
  });

  it("answers nothing to plain HTTP: it neither redirects nor serves", async () => {
    for (const path of ["/", "/api/first-run"])
      await expect(fetch(`http://127.0.0.1:${port}${path}`, { redirect: "manual" }), path).rejects.toThrow("fetch failed");
  });

  it("takes sockets by TLS alone, and under the session's cookie", async () => {
    const knock = (address: string): Promise<string | number> =>
      new Promise((resolve) => {
        const socket = new WebSocket(`${address}/api/live`, { ca });
        socket.on("unexpected-response", (_request, { statusCode = 0 }) => resolve(statusCode));
        socket.on("error", (cause: NodeJS.ErrnoException) => resolve(cause.code ?? cause.message));
      });
    expect(await knock(`wss://127.0.0.1:${port}`)).toBe(401);
    expect(await knock(`ws://127.0.0.1:${port}`)).toBe("ECONNRESET");
  });
});
