import { ERRORS, type ErrorCode } from "@amaliyat/contract/errors";
import { byUseCase, notLogged, open, problem, reason, rolesOfRoom, route, signedIn, type Route } from "@amaliyat/contract/route";
import { LANGUAGES, ok, refuse } from "@amaliyat/domain/kernel";
import type { InjectOptions } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { DatabaseGone } from "../database/index.ts";
import { makeLog } from "../log.ts";
import type { Caller } from "./caller.ts";
import { serve, type Served } from "./handler.ts";
import { ownHost } from "./client/own-host.ts";
import { assertComplete, buildHttp } from "./server.ts";

const common = { access: open("a test"), log: notLogged("a test"), summary: "" } as const;
const reply = z.object({ said: z.string() });
const echo = route({
  ...common,
  name: "test.echo",
  method: "POST",
  path: "/api/echo/:id",
  params: z.object({ id: z.uuid() }),
  query: z.object({ n: z.coerce.number().int().optional() }),
  body: z.object({ said: z.string().min(2), deep: z.object({ list: z.array(z.string()) }).optional(), why: reason(50).optional() }),
  reply,
});
const fails = route({ ...common, name: "test.fails", method: "GET", path: "/api/fails", query: z.object({ how: z.string() }), reply });
const unlogged = route({ ...common, name: "test.unlogged", method: "GET", path: "/api/unlogged", log: byUseCase("live.viewed"), reply });
const mine = route({ ...common, name: "test.mine", method: "GET", path: "/api/mine", access: signedIn, reply });
const theirs = route({ ...common, name: "test.theirs", method: "GET", path: "/api/theirs", access: rolesOfRoom("auditor"), reply });
const session = route({ ...common, name: "test.session", method: "POST", path: "/api/session", reply });

const SECRET = "what nobody outside may read";
const operator: Caller = {
  sessionId: "s",
  userId: "u",
  username: "o",
  name: "O",
  role: "operator",
  covers: [],
  expiresAt: 0,
  lockedAt: null,
  secondFactor: "none",
  codeId: null,
};

async function failing(how: string) {
  if (how === "gone") throw new DatabaseGone(new Error(SECRET));
  if (how === "bug") throw new Error(SECRET);
  if (how === "shape") return ok({ said: 7 as never });
  return refuse({ code: "replay.span_too_long" as const, params: { hours: 24 } });
}

const served: Served[] = [
  serve(echo, async ({ body }) => ok({ said: body.said })),
  serve(fails, ({ query }) => failing(query.how)),
  serve(unlogged, async () => ok({ said: SECRET })),
  serve(mine, async ({ who }) => ok({ said: who.name })),
  serve(theirs, async () => ok({ said: SECRET })),
  serve(session, async ({ setToken }) => {
    setToken("a-token", Date.UTC(2030, 0, 1));
    return ok({ said: "in" });
  }),
];
const refusals: ErrorCode[] = [];
const build = (secure: boolean, more: { readonly hstsSubdomains?: boolean } = {}) =>
  buildHttp(
    served.map((each) => each.route),
    served,
    {
      keepers: {
        callerOf: async (token) => (token === "good" ? ok(operator) : refuse({ code: "session.idle" })),
        partnerOf: async () => refuse({ code: "access.not_signed_in" }),
        logRefusal: async (_, code) => void refusals.push(code),
        once: { find: () => Promise.resolve(null), writeReply: () => Promise.resolve(), hashOf: (asked) => Buffer.from(asked) },
      },
      clock: Date.now,
      log: makeLog("silent"),
      secure,
      tls: null,
      pages: null,
      isOwnHost: ownHost([], null),
      ...more,
    },
  );
let app: Awaited<ReturnType<typeof build>>;
beforeAll(async () => {
  app = await build(false);
});
afterAll(() => app.close());

const ID = "00000000-0000-4000-8000-000000000001";
async function refused(options: InjectOptions) {
  const response = await app.inject(options);
  expect(response.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
  expect(response.headers["cache-control"]).toBe("no-store");
  expect(response.body).not.toContain(SECRET);
  const parsed = problem.parse(response.json());
  expect(parsed).toMatchObject({ type: `urn:amaliyat:error:${parsed.code}`, title: parsed.code, status: response.statusCode });
  expect(ERRORS[parsed.code as ErrorCode].status).toBe(response.statusCode);
  for (const language of LANGUAGES) expect(parsed.text[language]).toMatch(/^[^{}]+$/);
  return parsed;
}
const post = (payload: string, headers: Record<string, string> = { "content-type": "application/json" }, url = `/api/echo/${ID}`) =>
  refused({ method: "POST", url, headers, payload });

describe("a refusal", () => {
  it("is a problem of RFC 9457 with its code, its sentence in three languages and its values", async () => {
    const { text, params, ...rest } = await refused({ url: "/api/fails?how=refused" });
    expect(rest).toEqual({
      type: "urn:amaliyat:error:replay.span_too_long",
      title: "replay.span_too_long",
      status: 422,
      code: "replay.span_too_long",
    });
    expect(params).toEqual({ hours: 24 });
    expect(text.en).toBe("The span is longer than 24 h. Choose a shorter one.");
    expect([text.ar, text.fr].every((sentence) => sentence.includes("24"))).toBe(true);
  });

  it("names every wrong field of path, query and body at once", async () => {
    const { code, fields } = await post('{"said":"x","deep":{"list":["a",7]}}', undefined, "/api/echo/not-an-id?n=many");
    expect(code).toBe("request.invalid");
    expect(fields?.map(({ path }) => path)).toEqual(["params.id", "query.n", "body.said", "body.deep.list.1"]);
  });

  it("names twenty wrong fields at most", async () => {
    const list = Array.from({ length: 500 }, () => 7);
    const { fields: many } = await post(JSON.stringify({ said: "yes", deep: { list } }));
    expect([many?.length, many?.[19]?.path]).toEqual([20, "body.deep.list.19"]);
  });

  it("is of the reason where nothing else is wrong than that it says nothing", async () => {
    for (const why of [".", "", "ااا"])
      expect(await post(JSON.stringify({ said: "yes", why }))).toMatchObject({ code: "request.reason_missing", status: 422 });
    const { code, fields } = await post(JSON.stringify({ said: "y", why: "." }));
    expect([code, fields?.map(({ path, code: fault }) => [path, fault])]).toEqual([
      "request.invalid",
      [
        ["body.said", "too_small"],
        ["body.why", "says_nothing"],
      ],
    ]);
  });

  it.each([
    ["cut short", '{"said":"yes"'],
    ["no JSON at all", "said=yes"],
    ["empty", ""],
    ["of another shape", "[]"],
    ["reaching for the prototype", '{"__proto__":{"said":"yes"}}'],
    ["holding a NUL", '{"said":"a\\u0000b"}'],
    ["holding half a character", '{"said":"a\\ud800b"}'],
  ])("is what a body gets that is %s", async (_, body) => {
    expect((await post(body)).code).toBe("request.invalid");
  });

  it("is what a body gets that is of another kind, or too large", async () => {
    expect((await post("<said/>", { "content-type": "application/xml" })).code).toBe("request.invalid");
    const large = await post(JSON.stringify({ said: "x".repeat(17 * 1024) }));
    expect([large.code, large.params]).toEqual(["request.too_large", { limit: "16 KiB" }]);
  });

  it("is what an address gets where there is nothing, or nothing by that method", async () => {
    expect((await refused({ url: "/api/nowhere" })).code).toBe("route.not_found");
    expect((await refused({ method: "DELETE", url: "/api/mine" })).code).toBe("route.not_found");
    expect((await refused({ url: `/api/echo/${"x".repeat(300)}` })).code).toBe("route.not_found");
  });

  it("says why a session is over, and who may", async () => {
    expect((await refused({ url: "/api/mine" })).code).toBe("access.not_signed_in");
    expect((await refused({ url: "/api/mine", cookies: { amaliyat_session: "old" } })).code).toBe("session.idle");
    refusals.length = 0;
    expect((await refused({ url: "/api/theirs", cookies: { amaliyat_session: "good" } })).code).toBe("access.not_your_role");
    expect(refusals).toEqual(["access.not_your_role"]);
  });
});

describe("a fault", () => {
  it.each([
    ["bug", "server.failed"],
    ["shape", "server.failed"],
    ["gone", "database.unavailable"],
  ])("of the kind %s answers %s and tells nothing of it", async (how, code) => {
    expect((await refused({ url: `/api/fails?how=${how}` })).code).toBe(code);
  });

  it("is an answer without the log entry that its route declares", async () => {
    expect((await refused({ url: "/api/unlogged" })).code).toBe("server.failed");
  });
});

describe("an answer", () => {
  it("is JSON that is not kept, sniffed, framed or told of", async () => {
    const { statusCode, headers, body } = await app.inject({ method: "POST", url: `/api/echo/${ID}`, payload: { said: "<b>" } });
    expect([statusCode, body]).toEqual([200, '{"said":"<b>"}']);
    expect(headers).toMatchObject({
      "content-type": "application/json; charset=utf-8",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "content-security-policy": expect.stringMatching(/default-src 'self'.*frame-ancestors 'none'/),
    });
    expect(headers["strict-transport-security"]).toBeUndefined();
  });

  it("sets its cookie for HTTPS alone where the room is served by it", async () => {
    const cookieOf = async (http: typeof app) => (await http.inject({ method: "POST", url: "/api/session" })).cookies[0];
    expect(await cookieOf(app)).toEqual({
      name: "amaliyat_session",
      value: "a-token",
      path: "/",
      httpOnly: true,
      sameSite: "Strict",
      expires: new Date(Date.UTC(2030, 0, 1)),
    });
    const secure = await build(true);
    expect(await cookieOf(secure)).toMatchObject({
      name: "__Host-amaliyat_session",
      secure: true,
      path: "/",
      httpOnly: true,
      sameSite: "Strict",
    });
    expect((await secure.inject({ url: "/api/nowhere" })).headers["strict-transport-security"]).toBe("max-age=31536000");
    await secure.close();
    const below = await build(true, { hstsSubdomains: true });
    expect((await below.inject({ url: "/api/nowhere" })).headers["strict-transport-security"]).toBe("max-age=31536000; includeSubDomains");
    await below.close();
  });
});

it("refuses to start where the table of routes and the handlers do not agree", () => {
  const routes: Route[] = served.map((each) => each.route);
  expect(() => assertComplete(routes.slice(1), served)).toThrow("test.echo is served and not declared");
  expect(() => assertComplete(routes, served.slice(1))).toThrow("test.echo is declared and has no handler");
  expect(() => assertComplete(routes, [...served, ...served.slice(0, 1)])).toThrow("test.echo has two handlers");
});
