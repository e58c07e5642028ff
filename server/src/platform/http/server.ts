import cookie from "@fastify/cookie";
import statics from "@fastify/static";
import websocket from "@fastify/websocket";
import type { Route } from "@amaliyat/contract/route";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { sendRefusal } from "./answer.ts";
import { sizeText } from "./bounds/body-limit.ts";
import { clientOf, type Client, type ClientOf } from "./client/client-address.ts";
import { RunningRequests, type Connections } from "./bounds/connection-bounds.ts";
import { declared, type OnUndeclared } from "./declared.ts";
import { readForm } from "./forms/form.ts";
import type { Served } from "./handler.ts";
import { ANY_ORIGIN, bareAnswer, bareHeaders, firstPartOf, securityHeaders, type HeaderOptions } from "./headers.ts";
import { mount, type Mounting } from "./mount.ts";
import { ReadBound, type ReadRate } from "./bounds/read-bound.ts";
import { TLS_SUITES, type Tls } from "./tls/tls.ts";
import { openUploadForms } from "./forms/upload-form.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The client behind the trusted proxies, and the scheme by which it came. */
    client: Client;
  }
}

export type HttpOptions = Mounting &
  HeaderOptions & {
    /** Finds the client of a request; the other end of the connection when not given. */
    readonly clientOf?: ClientOf | undefined;
    /** Bounds the connections of the server; without it there is no bound. */
    readonly connections?: Connections | undefined;
    /** Most requests at a time of one client behind a trusted proxy. */
    readonly requestsOfLine?: number | undefined;
    /** Read rate of one session; default: that of a normal room. */
    readonly readRate?: ReadRate | undefined;
    readonly tls: Tls | null;
    /** Folder of the built console; its pages are served for every path that is no route. */
    readonly pages: string | null;
    /** Folder of the built app of the patrols, served at /patrol/. */
    readonly patrol?: string | null | undefined;
    /** Folder of the built app of the citizens, served at /allo/. */
    readonly citizen?: string | null | undefined;
    /** Logged when not given. */
    readonly onUndeclared?: OnUndeclared | undefined;
  };

/** No body lives longer than this, however well it moves, ms. */
export const LONGEST_BODY_MS = 30 * 60_000;

/**
 * Times in ms that a sender may take: for the head of a request (and for a handshake before it), and for all of it. A connection that sends
 * nothing has no head. The interval is how late either may be noticed.
 */
const TIMES = { headersTimeout: 15_000, requestTimeout: LONGEST_BODY_MS, connectionsCheckingInterval: 5_000 } as const;

/** All of a request comes within this, ms, unless its handler reads the body at a pace of its own. */
const BODY_MS = 60_000;

/** A connection that was used is kept open for the next request, in ms. */
const KEPT_OPEN_MS = 72_000;

/**
 * True for a request whose handler reads the body at a pace of its own: its method, its address, and files of a form as its body. Any other
 * request at that address is bound as all are. `paced` holds methods with their addresses.
 */
export const hasOwnPace = (
  { method = "", url = "", headers }: Pick<IncomingMessage, "method" | "url" | "headers">,
  paced: ReadonlySet<string>,
): boolean => paced.has(`${method} ${url}`) && /^multipart\/form-data\s*;/i.test(headers["content-type"] ?? "");

/** Ends a request whose body takes too long; `withinMs` is another time in tests. */
export function boundBodies(server: Server, paced: ReadonlySet<string>, options: HeaderOptions, withinMs = BODY_MS): void {
  server.on("request", (request, response) => {
    const { "content-length": length = "0", "transfer-encoding": encoding } = request.headers;
    if ((encoding === undefined && length === "0") || hasOwnPace(request, paced)) return;
    const timer = setTimeout(() => {
      if (request.complete) return;
      if (!response.headersSent && request.socket.writable) request.socket.write(bareAnswer("ERR_HTTP_REQUEST_TIMEOUT", options));
      request.socket.destroy();
    }, withinMs);
    timer.unref();
    for (const over of ["end", "close"]) request.once(over, () => clearTimeout(timer));
  });
}

function makeServer(handler: RequestListener, paced: ReadonlySet<string>, options: HttpOptions): Server {
  const { tls, connections } = options;
  const server = tls
    ? createSecureServer({ ...tls, ...TLS_SUITES, ...TIMES, handshakeTimeout: TIMES.headersTimeout }, handler)
    : createServer(TIMES, handler);
  server.keepAliveTimeout = KEPT_OPEN_MS;
  // Without a listener Node answers by itself, under no header of the room (RFC 9110, 10.1.1).
  server.on("checkExpectation", (_request, response) => response.writeHead(417, bareHeaders(options)).end());
  connections?.watch(server);
  boundBodies(server, paced, options);
  return server;
}

/** A request that runs is over soon; a client behind a proxy that has too many may try again then. */
const TRY_AGAIN_S = 2;

/** Counts a request of a client behind a proxy until it was answered or its connection is gone, a socket's until it is closed. */
function begins(running: RunningRequests, request: FastifyRequest, reply: FastifyReply): boolean {
  const end = running.begin(request.client.address);
  if (end === null) return false;
  if (request.ws) request.raw.socket.once("close", end);
  else reply.raw.once("close", end);
  return true;
}

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
export async function buildHttp(routes: readonly Route[], given: readonly Served[], options: HttpOptions): Promise<FastifyInstance> {
  assertComplete(routes, given);
  const onUndeclared = options.onUndeclared ?? ((bug) => options.log.error({ err: bug }, "http: undeclared refusal"));
  const served = given.map((each) => declared(each, onUndeclared));
  const client = options.clientOf ?? clientOf([]);
  const paced = new Set<string>(served.filter(({ route }) => route.hasPace).map(({ route }) => `${route.method} ${route.path}`));
  const app = Fastify({
    // On localhost Fastify makes a second server of the same kind, for IPv6.
    serverFactory: (handler) => makeServer(handler, paced, options),
    routerOptions: { maxParamLength: 200 },
    clientErrorHandler: (error, socket) => {
      if (socket.writable) socket.write(bareAnswer(error.code, options));
      socket.destroy(error);
    },
    // An address that cannot be decoded reaches no hook.
    frameworkErrors: (_error, request, reply) => {
      request.client = client(request.ip, request.headers);
      void reply.headers(securityHeaders(request, options));
      void sendRefusal(reply, { code: "request.invalid" });
    },
    forceCloseConnections: true,
  });
  await app.register(cookie);
  await app.register(websocket, { options: { maxPayload: 64 * 1024 } });
  app.removeContentTypeParser("text/plain");
  const sockets = new Set<string>(served.filter(({ route }) => route.carriage === "socket").map(({ route }) => route.path));
  const running = new RunningRequests(options.requestsOfLine ?? Number.POSITIVE_INFINITY);
  const mounting = {
    ...options,
    headersOf: (request: FastifyRequest) => securityHeaders(request, options),
    reads: new ReadBound(options.readRate),
  };
  app.decorateRequest("client");
  app.addHook("onRequest", async (request, reply) => {
    request.client = client(request.ip, request.headers);
    if (request.client.address !== request.ip && !begins(running, request, reply))
      return sendRefusal(reply, { code: "request.too_many", params: { seconds: TRY_AGAIN_S } });
    if (!options.isOwnHost(request.headers.host)) return sendRefusal(reply, { code: "request.wrong_host" });
    // The socket plugin would open a socket on any route that it is asked for.
    if (request.ws && !sockets.has(request.routeOptions.url ?? "")) return sendRefusal(reply, { code: "route.not_found" });
    return undefined;
  });
  app.addHook("onSend", async (request, reply) => {
    // Bytes that a stranger sent bring a narrower policy than the pages have.
    const policy = reply.getHeader("content-security-policy");
    void reply.headers(securityHeaders(request, options));
    if (policy !== undefined) void reply.header("content-security-policy", policy);
    // The socket plugin ends the connection of each upgrade that was refused (RFC 9112, 9.6).
    if (request.ws) void reply.header("connection", "close");
    // Built files have their hash in their names; an answer that there is no such file must not outlive the next build.
    if (/^\/((patrol|allo)\/)?assets\//.test(request.url) && reply.statusCode < 400)
      void reply.header("cache-control", "public, max-age=31536000, immutable");
    else if (!reply.hasHeader("cache-control")) void reply.header("cache-control", "no-cache");
  });
  app.setErrorHandler((error: { statusCode?: number }, request, reply) => {
    if (error.statusCode === 413)
      return sendRefusal(reply, { code: "request.too_large", params: { limit: sizeText(request.routeOptions.bodyLimit) } });
    if ((error.statusCode ?? 500) < 500) return sendRefusal(reply, { code: "request.invalid" });
    options.log.error({ err: error }, "http: failure outside a handler");
    return sendRefusal(reply, { code: "server.failed" });
  });
  for (const each of served) if (each.route.takes === "json" && each.route.carriage !== "raw") mount(app, each, mounting);
  await app.register(async (files) => {
    files.removeAllContentTypeParsers();
    files.addContentTypeParser(["text/csv", "application/octet-stream"], { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    for (const each of served) if (each.route.takes === "file") mount(files, each, mounting);
  });
  await app.register(async (forms) => {
    forms.removeAllContentTypeParsers();
    forms.addContentTypeParser("*", ({ headers }: FastifyRequest, payload: Readable) => readForm(payload, headers["content-type"]));
    for (const each of served) if (each.route.takes === "form") mount(forms, each, mounting);
  });
  await app.register(async (forms) => {
    const readUploadForm = openUploadForms();
    forms.removeAllContentTypeParsers();
    forms.addContentTypeParser("*", ({ headers }: FastifyRequest, payload: Readable) =>
      readUploadForm(payload, headers["content-type"] ?? "", Number(headers["content-length"] ?? 0)),
    );
    for (const each of served) if (each.route.takes === "upload_form") mount(forms, each, mounting);
  });
  for (const { route } of served) if (route.anyOrigin) answerAnyOrigin(app, route.path);
  await app.register(async (raw) => {
    raw.removeAllContentTypeParsers();
    // The body is left where it is, for the handler to read.
    raw.addContentTypeParser("*", (_request: unknown, _payload: Readable, done: (error: null) => void) => done(null));
    for (const each of served) if (each.route.carriage === "raw") mount(raw, each, mounting);
  });
  if (options.citizen) await serveApp(app, "/allo/", options.citizen);
  if (options.patrol) await serveApp(app, "/patrol/", options.patrol);
  await servePages(app, options.pages);
  return app;
}

/** A page with a form for browsers without scripts; `%ONCE%` in it is a number of this page alone, by which what it sends is taken once. */
const FORM_PAGE = "form.html";

const formPage = async (path: string): Promise<string> =>
  (await readFile(path, "utf8")).replaceAll("%ONCE%", `${Date.now().toString(36)}.${randomUUID()}`);

/** Answers the browser that asks before a page of another origin reads a public reply (Fetch, CORS preflight). */
function answerAnyOrigin(app: FastifyInstance, path: string): void {
  app.options(path, (_request, reply) =>
    reply
      .code(204)
      .headers({ ...ANY_ORIGIN, "access-control-allow-methods": "GET", "access-control-max-age": "86400" })
      .send(),
  );
}

/** Serves an app of its own, of patrols or citizens: its pages and files at an address of their own. */
async function serveApp(app: FastifyInstance, prefix: "/patrol/" | "/allo/", root: string): Promise<void> {
  await app.register(statics, { root, prefix, decorateReply: false, cacheControl: false, preCompressed: true });
  for (const file of await readdir(root, { recursive: true }))
    if (file.endsWith(FORM_PAGE))
      app.get(`${prefix}${file.replaceAll("\\", "/")}`, async (_request, reply) =>
        reply
          .type("text/html; charset=utf-8")
          .header("cache-control", "no-store")
          .send(await formPage(join(root, file))),
      );
  app.get(prefix.slice(0, -1), (_request, reply) => reply.redirect(prefix));
}

const NO_PAGES: ReadonlySet<string> = new Set(["api", "media", "assets", "patrol", "allo", "open311"]);

/** Serves the console: files as they are, and its first page for any other path that is neither API nor media. */
async function servePages(app: FastifyInstance, pages: string | null): Promise<void> {
  const there = pages !== null && existsSync(join(pages, "index.html"));
  if (there) await app.register(statics, { root: pages, cacheControl: false, preCompressed: true });
  app.setNotFoundHandler((request, reply) => {
    const { name, isFolder } = firstPartOf(request.url);
    const isPage = there && request.method === "GET" && !(isFolder && NO_PAGES.has(name));
    return isPage ? reply.header("cache-control", "no-cache").sendFile("index.html") : sendRefusal(reply, { code: "route.not_found" });
  });
}
