import { notLogged, open, ROOM_MARK, route } from "@amaliyat/contract/route";
import { ROUTES } from "@amaliyat/contract/table";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { makeLog } from "../log.ts";
import { serve, type Served } from "./handler.ts";
import { ownHost } from "./client/own-host.ts";
import { buildHttp } from "./server.ts";

const common = { access: open("a test"), log: notLogged("a test"), summary: "", reply: z.unknown() } as const;
const read = route({
  ...common,
  name: "test.read",
  method: "GET",
  path: "/api/read/:name",
  params: z.object({ name: z.string() }),
  query: z.object({ q: z.string() }),
});
const write = route({
  ...common,
  name: "test.write",
  method: "POST",
  path: "/api/write",
  body: z.object({ name: z.string(), deep: z.object({ note: z.string() }) }),
});
const given: unknown[] = [];
const accept = async <T>(value: T) => {
  given.push(value);
  return ok(value);
};
const served: Served[] = [serve(read, ({ params, query }) => accept({ ...params, ...query })), serve(write, ({ body }) => accept(body))];

const pages = await mkdtemp(join(tmpdir(), "amaliyat-wire-"));
for (const folder of [".", "fr", "assets"]) await mkdir(join(pages, folder), { recursive: true });
for (const file of ["index.html", "fr/index.html", "assets/main-abc.js"]) await writeFile(join(pages, file), "<!doctype html><p>page");
let app: Awaited<ReturnType<typeof buildHttp>>;
let port = 0;
beforeAll(async () => {
  app = await buildHttp([read, write], served, {
    keepers: {
      callerOf: async () => refuse({ code: "session.idle" }),
      partnerOf: async () => refuse({ code: "access.not_signed_in" }),
      logRefusal: () => Promise.resolve(),
      once: { find: () => Promise.resolve(null), writeReply: () => Promise.resolve(), hashOf: (asked) => Buffer.from(asked) },
    },
    clock: Date.now,
    log: makeLog("silent"),
    secure: false,
    tls: null,
    pages,
    patrol: pages,
    citizen: pages,
    isOwnHost: ownHost([], null),
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  ({ port } = app.server.address() as AddressInfo);
});
afterAll(async () => {
  await app.close();
  await rm(pages, { recursive: true });
});

/** All that the server answers to bytes as they are, until it closes the connection. */
async function say(...lines: readonly string[]): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.write(lines.join("\r\n"));
  return text(socket);
}
const HOST = "host: 127.0.0.1";
const CLOSE = "connection: close";
const JSON_TYPE = "content-type: application/json";

describe("what is sent", () => {
  it("is decoded once, before it is checked and used", async () => {
    given.length = 0;
    expect((await app.inject({ url: "/api/read/%252e%2541%26?q=%2541%2526+b" })).statusCode).toBe(200);
    expect(given).toEqual([{ name: "%2e%41&", q: "%41%26 b" }]);
  });

  it("reaches a handler in the fields that the route knows, and in no other", async () => {
    given.length = 0;
    const payload = { name: "a", role: "administrator", deep: { note: "b", isHeld: true } };
    expect((await app.inject({ method: "POST", url: "/api/write", payload })).statusCode).toBe(200);
    expect(given).toEqual([{ name: "a", deep: { note: "b" } }]);
  });

  it("is taken by no route of the room with fields that its shape does not name", () => {
    /** Places in a shape at which any field is taken. */
    const loose = (schema: unknown, at: string): string[] => {
      if (typeof schema !== "object" || schema === null) return [];
      const { additionalProperties: rest, properties, ...others } = schema as Record<string, unknown>;
      const isLoose = properties !== undefined && rest !== undefined && rest !== false;
      return [
        ...(isLoose ? [at] : []),
        ...Object.entries({ ...others, ...(properties as object | undefined) }).flatMap(([name, part]) => loose(part, `${at}.${name}`)),
      ];
    };
    const shapes = ROUTES.filter(({ takes, carriage }) => takes === "json" && carriage === "json");
    expect(shapes.length).toBeGreaterThan(100);
    // An EIDO may have parts of the standard that the room does not read: its sender is told which.
    const strict = shapes.filter(({ name }) => name !== "partners.takeEido");
    expect(strict).toHaveLength(shapes.length - 1);
    const found = strict.flatMap(({ name, body }) => loose(z.toJSONSchema(body, { io: "input", unrepresentable: "any" }), name));
    // An authenticator's word on extensions, which nothing reads.
    const passkeys = ["identity.passkeySignIn", "identity.unlockByPasskey", "identity.prove.oneOf.1", "identity.addPasskey"];
    expect(found).toEqual(passkeys.map((name) => `${name}.response.clientExtensionResults`));
    expect(loose(z.toJSONSchema(z.object({ a: z.looseObject({ b: z.string() }) }), { io: "input" }), "x")).toEqual(["x.a"]);
  });
});

describe("a message", () => {
  const body = '{"name":"a","deep":{"note":"b"}}';
  const post = (...headers: readonly string[]) => ["POST /api/write HTTP/1.1", HOST, JSON_TYPE, CLOSE, ...headers, ""];

  it("ends where its length or its chunks say", async () => {
    expect(await say(...post(`content-length: ${body.length}`), body)).toMatch(/^HTTP\/1\.1 200 /);
    const chunked = [`${body.length.toString(16)}`, body, "0", "", ""];
    expect(await say(...post("transfer-encoding: chunked"), ...chunked)).toMatch(/^HTTP\/1\.1 200 /);
  });

  it.each([
    ["with a length and chunks", ["content-length: 4", "transfer-encoding: chunked"], "0\r\n\r\n"],
    ["with two lengths", ["content-length: 2", `content-length: ${body.length}`], body],
    ["with a length that is none", ["content-length: +32"], body],
    ["with chunks under another coding", ["transfer-encoding: chunked, identity"], "0\r\n\r\n"],
    ["with a chunk whose size is none", ["transfer-encoding: chunked"], "0x2\r\n{}\r\n0\r\n\r\n"],
    ["with a space before a colon", ["content-length : 2"], "{}"],
    ["with a header that goes on in the next line", ["x-a: b", " content-length: 2"], "{}"],
  ])("%s is refused, and its connection closed", async (_, headers, sent) => {
    given.length = 0;
    const answer = await say(...post(...headers), sent);
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).toMatch(/content-security-policy: .*frame-ancestors 'none'.*\r\n[^]*x-content-type-options: nosniff\r\n/);
    expect(given).toEqual([]);
  });

  it("cannot carry a second one behind its end", async () => {
    given.length = 0;
    const smuggled = `GET /api/read/smuggled?q=x HTTP/1.1\r\n${HOST}\r\n\r\n`;
    const answer = await say(...post("content-length: 0", "transfer-encoding: chunked"), "0", "", smuggled);
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 400"]);
    expect(given).toEqual([]);
  });
});

it("says so where the head of a request is too long, under the headers of each answer", async () => {
  const answer = await say("GET /api/read/a?q=b HTTP/1.1", HOST, `cookie: ${"x".repeat(20_000)}`, "", "");
  expect(answer).toMatch(/^HTTP\/1\.1 431 Request Header Fields Too Large\r\n[^]*content-length: 0\r\n\r\n$/);
  expect(answer).toMatch(/object-src 'none'; base-uri 'none'; frame-ancestors 'none'/);
});

/** The lines of an answer's head, in small letters. */
const headOf = (answer: string): readonly string[] => (answer.split("\r\n\r\n")[0] ?? "").toLowerCase().split("\r\n");
const MARKED = `${ROOM_MARK}: 1`;

it.each([
  ["whose address has its origin before it", "GET http://127.0.0.1/api/read/a?q=b HTTP/1.1", 200],
  ["whose address has its origin before it, to no route", "GET http://127.0.0.1/api/nothing HTTP/1.1", 400],
  ["with signs in code", "GET /%61p%69/read/a?q=b HTTP/1.1", 200],
  ["with signs in code, to no route", "GET /%61p%69/nothing HTTP/1.1", 404],
  ["with signs in code, and others that cannot be decoded", "GET /%61p%69/%E0%A4%A HTTP/1.1", 400],
])("marks its answer to a request %s", async (_, line, status) => {
  const [first, ...head] = headOf(await say(line, HOST, CLOSE, "", ""));
  expect(first).toMatch(new RegExp(`^http/1\\.1 ${status} `));
  expect(head).toContain(MARKED);
});

it.each([
  "/api",
  "/apis/x",
  "/patrol/api/x",
  "/x?/api/",
  "/api%2Fread/a",
  "http://127.0.0.1/",
  "http://127.0.0.1/x/api/",
  "/%E0%A4%A/api/",
])("does not mark its answer to %s", async (path) => {
  expect(headOf(await say(`GET ${path} HTTP/1.1`, HOST, CLOSE, "", ""))).not.toContain(MARKED);
});

it("has the policy of an app on its pages, however their address is written", async () => {
  for (const path of ["/allo/", "/%61llo/", "http://127.0.0.1/allo/"]) {
    const head = headOf(await say(`GET ${path} HTTP/1.1`, HOST, CLOSE, "", ""));
    expect(head, path).toContain("referrer-policy: same-origin");
  }
});

it("marks its answer to an expectation that it does not meet, and to bytes that are no request", async () => {
  const expecting = ["POST /api/write HTTP/1.1", HOST, JSON_TYPE, CLOSE, "expect: the-moon", "content-length: 2", "", "{}"];
  const long = ["GET /api/read/a?q=b HTTP/1.1", HOST, `cookie: ${"x".repeat(20_000)}`, "", ""];
  for (const [status, lines] of [
    [417, expecting],
    [431, long],
    [400, ["no request", "", ""]],
  ] as const) {
    const [first, ...head] = headOf(await say(...lines));
    expect(first).toMatch(new RegExp(`^http/1\\.1 ${status} `));
    expect(head).toEqual(expect.arrayContaining([MARKED, "content-length: 0", "connection: close", "x-content-type-options: nosniff"]));
  }
});

it("answers no TRACE and opens no tunnel", async () => {
  for (const asked of ["TRACE / HTTP/1.1", "TRACE /api/read/a?q=b HTTP/1.1", "CONNECT 127.0.0.1:5432 HTTP/1.1"]) {
    const answer = await say(asked, HOST, CLOSE, "x-mine: told to nobody", "", "");
    expect(answer, asked).not.toMatch(/^HTTP\/1\.1 2/);
    expect(answer, asked).not.toContain("told to nobody");
  }
});

it("says that a connection ends with the refusal of a WebSocket, so that a proxy sends no other request on it", async () => {
  const upgrade = [
    "connection: Upgrade",
    "upgrade: websocket",
    "sec-websocket-version: 13",
    "sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==",
    "",
    "",
  ];
  for (const host of [HOST, "host: elsewhere.example"])
    expect(await say("GET /api/read/a?q=b HTTP/1.1", host, ...upgrade)).toMatch(/^HTTP\/1\.1 4\d\d [^]*\r\nconnection: close\r\n/i);
});

it("lists no folder", async () => {
  for (const url of [
    "/assets",
    "/assets/",
    "/patrol/assets",
    "/patrol/assets/",
    "/patrol/fr",
    "/allo/assets/",
    "/allo/assets",
    "/api/",
    "/media/",
  ]) {
    const { statusCode, headers, body } = await app.inject({ url });
    // A folder has at most a page of its own; the console's page is served where there is no file.
    if (statusCode === 200) expect(body, url).toBe("<!doctype html><p>page");
    else expect([statusCode, headers["content-type"]], url).toEqual([404, "application/problem+json; charset=utf-8"]);
    expect(body, url).not.toContain("main-abc");
  }
});
