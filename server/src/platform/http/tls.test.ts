import { copyFile, mkdir, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { createServer, request } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
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
