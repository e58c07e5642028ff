import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { makeLog } from "../log.ts";
import { ownHost } from "./client/own-host.ts";
import { buildHttp } from "./server.ts";

const pages = await mkdtemp(join(tmpdir(), "amaliyat-pages-"));
await mkdir(join(pages, "assets"));
await writeFile(join(pages, "index.html"), "<!doctype html>");
const patrol = await mkdtemp(join(tmpdir(), "amaliyat-patrol-"));
await mkdir(join(patrol, "assets"));
await writeFile(join(patrol, "index.html"), "<!doctype html><title>patrol</title>");
await writeFile(join(patrol, "sw.js"), "1");
await writeFile(join(patrol, "assets", "main-abc.js"), "1");
await writeFile(join(pages, "assets", "main-abc.js"), "1");
const citizen = await mkdtemp(join(tmpdir(), "amaliyat-citizen-"));
await mkdir(join(citizen, "fr"));
await writeFile(join(citizen, "index.html"), "<!doctype html><title>allo</title>");
await writeFile(join(citizen, "fr", "index.html"), "<!doctype html><title>allo fr</title>");
const app = await buildHttp([], [], {
  keepers: {
    callerOf: () => Promise.reject(new Error("no route asks")),
    partnerOf: () => Promise.reject(new Error("no route asks")),
    logRefusal: () => Promise.resolve(),
    once: { find: () => Promise.resolve(null), writeReply: () => Promise.resolve(), hashOf: (asked) => Buffer.from(asked) },
  },
  clock: Date.now,
  log: makeLog("silent"),
  secure: false,
  tls: null,
  pages,
  patrol,
  citizen,
  isOwnHost: ownHost([], null),
});
afterAll(async () => {
  await app.close();
  await rm(pages, { recursive: true });
  await rm(patrol, { recursive: true });
  await rm(citizen, { recursive: true });
});
const kept = async (url: string) => {
  const { statusCode, headers } = await app.inject({ url });
  return [statusCode, headers["cache-control"]];
};

it("keeps for ever what is named by its hash, and asks anew for the page that names it", async () => {
  expect(await kept("/assets/main-abc.js")).toEqual([200, "public, max-age=31536000, immutable"]);
  expect(await kept("/")).toEqual([200, "no-cache"]);
  expect(await kept("/wall")).toEqual([200, "no-cache"]);
});

it("keeps no answer that something is not there", async () => {
  expect(await kept("/assets/main-old.js")).toEqual([404, "no-store"]);
  expect(await kept("/api/nothing")).toEqual([404, "no-store"]);
});

it("lets a page talk to its own room only", async () => {
  const policy = String((await app.inject({ url: "/" })).headers["content-security-policy"]);
  expect(policy.split("; ")).toContain("connect-src 'self'");
});

it("forbids objects, another base and frames on each page", async () => {
  for (const url of ["/", "/wall", "/assets/main-abc.js", "/patrol/", "/patrol/sw.js", "/allo/", "/allo/fr/", "/allo/nothing"]) {
    const policy = String((await app.inject({ url })).headers["content-security-policy"]).split("; ");
    expect(policy, url).toEqual(expect.arrayContaining(["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]));
  }
});

it("serves the patrols' app at its own address, under a stricter policy, and never the console there", async () => {
  const page = await app.inject({ url: "/patrol/" });
  expect(page.body).toContain("<title>patrol</title>");
  const policy = String(page.headers["content-security-policy"]);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain("unsafe-inline");
  expect(await kept("/patrol/sw.js")).toEqual([200, "no-cache"]);
  expect(await kept("/patrol/assets/main-abc.js")).toEqual([200, "public, max-age=31536000, immutable"]);
  expect(await kept("/patrol/nothing")).toEqual([404, "no-store"]);
  expect((await app.inject({ url: "/patrol" })).headers["location"]).toBe("/patrol/");
});

it("serves the citizens' app in each language, and lets its bare form say where it comes from", async () => {
  expect((await app.inject({ url: "/allo/fr/" })).body).toContain("<title>allo fr</title>");
  const page = await app.inject({ url: "/allo/" });
  expect(page.body).toContain("<title>allo</title>");
  expect(page.headers["referrer-policy"]).toBe("same-origin");
  const policy = String(page.headers["content-security-policy"]);
  expect(policy).toContain("form-action 'self'");
  expect(policy).not.toContain("unsafe-inline");
  expect((await app.inject({ url: "/allo" })).headers["location"]).toBe("/allo/");
});
