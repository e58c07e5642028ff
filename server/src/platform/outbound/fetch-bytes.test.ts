import { allowedHost } from "@amaliyat/domain/kernel";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fetchBytes } from "./fetch-bytes.ts";

const asked: string[] = [];
const server = createServer((request, response) => {
  const { port } = server.address() as AddressInfo;
  const url = request.url ?? "";
  asked.push(url);
  const to = (location: string) => response.writeHead(302, { location }).end();
  if (url === "/picture") response.writeHead(200, { "content-type": "text/html" }).end("a picture");
  else if (url === "/own") to("/picture");
  else if (url === "/other") to(`http://localhost:${port}/picture`);
  else if (url === "/world") to("http://169.254.169.254/latest");
  else if (url === "/round") to("/round");
  else if (url === "/large") response.writeHead(200, { "content-length": "2000" }).end("x".repeat(2_000));
  else if (url === "/endless") {
    response.writeHead(200);
    const more = setInterval(() => response.write("x".repeat(400)), 5);
    response.on("close", () => clearInterval(more));
  } else if (url !== "/hangs") response.writeHead(Number(url.slice(1))).end();
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => server.closeAllConnections());

const hosts = (...entries: string[]) => entries.flatMap((entry) => allowedHost(entry) ?? []);
const port = () => (server.address() as AddressInfo).port;
const fetched = (path: string, timeoutMs = 5_000, list = hosts(`127.0.0.1:${port()}=127.0.0.0/8`, `localhost:${port()}=127.0.0.0/8`)) =>
  fetchBytes(`http://127.0.0.1:${port()}${path}`, list, { mostBytes: 1_000, timeoutMs });

describe("bytes of an address", () => {
  it("come from a host of the list, and by a redirect within it", async () => {
    for (const path of ["/picture", "/own"]) expect(await fetched(path)).toEqual({ kind: "bytes", bytes: Buffer.from("a picture") });
  });

  it("come from no other host: not listed, redirected to, or private behind a name of the world", async () => {
    asked.length = 0;
    const none = { kind: "none", why: "not_allowed" };
    expect(await fetched("/picture", 5_000, [])).toEqual(none);
    expect(await fetched("/picture", 5_000, hosts("pictures.example"))).toEqual(none);
    expect(asked).toEqual([]);
    expect([await fetched("/other"), await fetched("/world")]).toEqual([none, none]);
    expect(asked).toEqual(["/other", "/world"]);
    const inside = async () => [{ address: "127.0.0.1", family: 4 }];
    const bounds = { mostBytes: 1_000, timeoutMs: 5_000 };
    expect(await fetchBytes("https://pictures.example/x", hosts("pictures.example"), bounds, inside)).toEqual(none);
  });

  it("end where they are too many, turn in a circle, or take too long", async () => {
    for (const path of ["/large", "/endless"]) expect(await fetched(path)).toEqual({ kind: "none", why: "too_large" });
    expect(await fetched("/round")).toEqual({ kind: "none", why: "too_many_redirects" });
    expect(await fetched("/hangs", 100)).toEqual({ kind: "later" });
  });

  it("are asked for again where the server failed, and not where it has none", async () => {
    expect([await fetched("/503"), await fetched("/429")]).toEqual([{ kind: "later" }, { kind: "later" }]);
    expect([await fetched("/404"), await fetched("/302")]).toEqual([
      { kind: "none", why: "status" },
      { kind: "none", why: "status" },
    ]);
  });
});
