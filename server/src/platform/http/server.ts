import cookie from "@fastify/cookie";
import statics from "@fastify/static";
import websocket from "@fastify/websocket";
import type { Route } from "@amaliyat/contract/route";
import Fastify, { type FastifyInstance } from "fastify";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { sendRefusal } from "./answer.ts";
import type { Served } from "./handler.ts";
import { mount, type Mounting } from "./mount.ts";

export type HttpOptions = Mounting & {
  readonly tls: { readonly key: string; readonly cert: string } | null;
  /** Folder of the built console; its pages are served for every path that is no route. */
  readonly pages: string | null;
};

/** The largest body of a JSON request; a history file may be larger. */
const BODY_LIMIT = 64 * 1024 * 1024;

/**
 * What keeps a page from being framed, sniffed, or from loading anything from elsewhere. `blob:` serves the map's workers
 * and MSE; styles are inline where the map sets positions.
 */
const HEADERS = {
  "content-security-policy":
    "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; connect-src 'self' ws: wss:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(self), microphone=(self)",
};

/** Refuses to go on when a declared route has no handler, a handler has no route, or two serve the same. */
export function assertComplete(routes: readonly Route[], served: readonly Served[]): void {
  const names = served.map(({ route }) => route.name);
  const problems = [
    ...routes.filter(({ name }) => !names.includes(name)).map(({ name }) => `${name} is declared and has no handler`),
    ...names.filter((name, at) => names.indexOf(name) !== at).map((name) => `${name} has two handlers`),
    ...names.filter((name) => !routes.some((route) => route.name === name)).map((name) => `${name} is served and not declared`),
  ];
  if (problems.length > 0) throw new Error(`the route table does not hold:\n${problems.join("\n")}`);
}

/** Builds the HTTP server with every route behind the gate. It does not listen yet. */
export async function buildHttp(routes: readonly Route[], served: readonly Served[], options: HttpOptions): Promise<FastifyInstance> {
  assertComplete(routes, served);
  const app = Fastify({
    ...(options.tls ? { https: options.tls } : {}),
    bodyLimit: BODY_LIMIT,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: true,
    requestTimeout: 60_000,
  }) as FastifyInstance;
  await app.register(cookie);
  await app.register(websocket, { options: { maxPayload: 64 * 1024 } });
  app.addContentTypeParser(["text/csv", "application/octet-stream"], { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  app.addHook("onSend", async (request, reply) => {
    void reply.headers(HEADERS);
    if (options.secure) void reply.header("strict-transport-security", "max-age=31536000");
    if (!request.url.startsWith("/assets/")) return;
    void reply.header("cache-control", "public, max-age=31536000, immutable");
  });
  app.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
    if (error.statusCode === 413)
      return sendRefusal(reply, { code: "request.too_large", params: { limit: `${BODY_LIMIT / 1024 / 1024} MiB` } });
    if ((error.statusCode ?? 500) < 500) return sendRefusal(reply, { code: "request.invalid" });
    options.log.error({ err: error }, "the server failed outside a handler");
    return sendRefusal(reply, { code: "server.failed" });
  });
  for (const each of served) mount(app, each, options);
  await servePages(app, options.pages);
  return app;
}

/** Serves the console: files as they are, and its first page for any other path that is neither API nor media. */
async function servePages(app: FastifyInstance, pages: string | null): Promise<void> {
  const there = pages !== null && existsSync(join(pages, "index.html"));
  if (there) await app.register(statics, { root: pages, cacheControl: false, preCompressed: true });
  app.setNotFoundHandler((request, reply) => {
    const isPage = there && request.method === "GET" && !/^\/(api|media|assets)\//.test(request.url);
    return isPage ? reply.header("cache-control", "no-cache").sendFile("index.html") : sendRefusal(reply, { code: "route.not_found" });
  });
}
