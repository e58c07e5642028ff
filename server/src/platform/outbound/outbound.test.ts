import { allowedHost } from "@amaliyat/domain/kernel";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { localTls } from "../http/index.ts";
import { countedHost, isAllowedAddress, targetOf } from "./allowed-host.ts";
import { post, sendLetter, type Letter } from "./post.ts";

const hosts = (...entries: string[]) => entries.flatMap((entry) => allowedHost(entry) ?? []);
const soon = () => AbortSignal.timeout(5_000);
const leadsTo =
  (...addresses: string[]) =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));

describe("where an address leads", () => {
  const open = hosts("cp.example");
  const own = hosts("cp.example=10.20.0.0/16");

  it("is a public address, or lies in the network that the list names", async () => {
    expect(await targetOf("https://cp.example/in", open, soon(), leadsTo("8.8.4.4"))).toMatchObject({ address: "8.8.4.4", family: 4 });
    expect(await targetOf("https://cp.example/in", own, soon(), leadsTo("10.20.3.4"))).toMatchObject({ address: "10.20.3.4" });
    expect(await targetOf("https://cp.example/in", own, soon(), leadsTo("8.8.4.4"))).toBeNull();
  });

  it.each([
    "127.0.0.1",
    "10.0.0.1",
    "169.254.169.254",
    "192.168.1.1",
    "::1",
    "fd00::1",
    "fe80::1",
    "::ffff:10.0.0.1",
    "0.0.0.0",
    "100.64.0.1",
  ])("is never %s for a name of the world, not even beside a public one", async (address) => {
    expect(await targetOf("https://cp.example/in", open, soon(), leadsTo(address))).toBeNull();
    expect(await targetOf("https://cp.example/in", open, soon(), leadsTo("8.8.4.4", address))).toBeNull();
  });

  it("is nowhere while the name server is silent", async () => {
    expect(await targetOf("https://cp.example/in", open, soon(), () => Promise.reject(new Error("away")))).toBe("no answer");
    expect(await targetOf("https://cp.example/in", open, soon(), leadsTo())).toBe("no answer");
  });

  it("is counted by its entry: with all its ports, unless the entry names one", () => {
    const list = hosts("cp.example", "lis.example:8443", "lis.example:9443", "127.0.0.1=127.0.0.0/8");
    const counted = (...addresses: string[]) => new Set(addresses.map((each) => countedHost(each, list))).size;
    expect(counted("https://cp.example/a", "https://CP.example:444/b", "https://cp.example:9/c")).toBe(1);
    expect(counted("http://127.0.0.1:8001/", "https://127.0.0.1:8002/")).toBe(1);
    expect(counted("https://lis.example:8443/", "https://lis.example:9443/", "https://cp.example/")).toBe(3);
  });

  it("is allowed plain only inside a network of the list", () => {
    expect(isAllowedAddress("http://cp.example/", open)).toBe(false);
    expect(isAllowedAddress("http://cp.example/", own)).toBe(true);
    expect(isAllowedAddress("wss://cp.example/x", open)).toBe(true);
    for (const bad of [
      "",
      "cp.example",
      "https://cp.example@evil.example/",
      "https://user@cp.example/",
      "https://cp.example.evil.example/",
    ])
      expect(isAllowedAddress(bad, open), bad).toBe(false);
  });
});

describe("a post", () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    if (request.url === "/hangs") return;
    const status = Number(request.url?.slice(1));
    response.writeHead(status, { location: `http://127.0.0.1:${(server.address() as AddressInfo).port}/201` }).end("x".repeat(1_000_000));
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
  afterAll(() => server.closeAllConnections());
  const letter: Letter = { type: "application/json", body: "{}", headers: {} };
  const to = (path: string, port = (server.address() as AddressInfo).port, timeoutMs = 5_000) =>
    post({ url: new URL(`http://cp.example:${port}${path}`), address: "127.0.0.1", family: 4 }, letter, AbortSignal.timeout(timeoutMs));

  it("goes to the address that was checked, whatever its name is", async () => {
    expect([await to("/201"), await to("/202")]).toEqual([201, 202]);
  });

  it("follows no redirect", async () => {
    asked.length = 0;
    for (const status of [301, 302, 307, 308]) expect(await to(`/${status}`)).toBe(status);
    expect(asked).toEqual(["/301", "/302", "/307", "/308"]);
  });

  it("has no status where it cannot even leave: it throws in nobody's face", async () => {
    const there = {
      url: new URL(`http://cp.example:${(server.address() as AddressInfo).port}/201`),
      address: "127.0.0.1",
      family: 4,
    } as const;
    const sealed = { ...letter, headers: { authorization: "Bearer كلمة السر المشتركة" } };
    expect(await sendLetter(there, sealed, soon())).toMatchObject({ status: null, cause: { code: "ERR_INVALID_CHAR" }, isHanging: false });
    expect(await post(there, sealed, soon())).toBeNull();
  });

  it("says whether the other side was reached and is silent, or is not there", async () => {
    const at = (path: string, port = (server.address() as AddressInfo).port) =>
      sendLetter({ url: new URL(`http://cp.example:${port}${path}`), address: "127.0.0.1", family: 4 }, letter, AbortSignal.timeout(200));
    expect([await at("/hangs"), await at("/201", 9)]).toMatchObject([{ isHanging: true }, { isHanging: false }]);
  });

  it("has no status where nobody answers, or not in time", async () => {
    expect(await to("/hangs", undefined, 200)).toBeNull();
    expect(await to("/201", 9)).toBeNull();
  });
});

it("hands nothing to a server whose certificate is not of an authority that the machine trusts, or names another", async () => {
  const folder = await mkdtemp(join(tmpdir(), "amaliyat-outbound-"));
  const tls = await localTls(folder, ["cp.example"], Date.now());
  let asked = 0;
  const server = createSecureServer(tls, (_request, response) => {
    asked += 1;
    response.writeHead(201).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const send = (name: string) =>
    post(
      { url: new URL(`https://${name}:${port}/in`), address: "127.0.0.1", family: 4 },
      { type: "text/plain", body: "secret", headers: {} },
      soon(),
    );
  const trusted = getCACertificates("default");
  try {
    expect([await send("cp.example"), asked]).toEqual([null, 0]);
    setDefaultCACertificates([await readFile(join(folder, "authority.crt"), "utf8")]);
    expect([await send("other.example"), asked]).toEqual([null, 0]);
    expect([await send("cp.example"), asked]).toEqual([201, 1]);
  } finally {
    setDefaultCACertificates(trusted);
    server.close();
    await rm(folder, { recursive: true });
  }
});
