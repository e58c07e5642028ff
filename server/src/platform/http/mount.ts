import { ERRORS, type ErrorCode } from "@amaliyat/contract/errors";
import { isNothing, type Former, type Route } from "@amaliyat/contract/route";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Socket } from "node:net";
import type { WebSocket } from "ws";
import { withCallRecord, type CallRecord } from "../call-record.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { logBug, refusalOf, sendRefusal, sendTold, sendValue } from "./answer.ts";
import { bodyLimitOf } from "./bounds/body-limit.ts";
import { cookiesOf, sessionTokenOf } from "./client/cookies.ts";
import { admit, type GateKeepers, type Passage } from "./gate.ts";
import type { Call, RawReply, Served } from "./handler.ts";
import type { Headers } from "./headers.ts";
import { onceOf, runOnce } from "./once.ts";
import { invalidAs, parseParts } from "./problems.ts";
import type { ReadBound } from "./bounds/read-bound.ts";
import { isSecure, originOf } from "./tls/secure.ts";

/** Fields of a body that name another thing: `unitId`, `cameraId`, and `into` of a merge. */
const NAMES = /(?:^i|I)d$|^into$/;

/** The ids in a body that was taken, for the log of refusals. */
function namedIn(body: unknown): Readonly<Record<string, string>> {
  if (typeof body !== "object" || body === null || body instanceof Uint8Array) return {};
  return Object.fromEntries(
    Object.entries(body).filter((field): field is [string, string] => NAMES.test(field[0]) && typeof field[1] === "string"),
  );
}

export type Mounting = {
  readonly keepers: GateKeepers;
  readonly clock: Clock;
  readonly log: Log;
  readonly secure: boolean;
  /** Told of the connection of a request whose caller or partner is known. */
  readonly onKnown?: ((socket: Socket, personId: string) => void) | undefined;
};

/** Parts that all routes of a server share. */
type Shared = Mounting & {
  /** The headers of an answer that the framework does not write itself. */
  readonly headersOf: (request: FastifyRequest) => Headers;
  readonly reads: ReadBound;
};

type Passed = Result<unknown, Refusal<ErrorCode>> & { readonly fields?: ReturnType<typeof parseParts> };

/** Input errors and faults of the room are no refusals of a right; a flood of them must not fill the log. */
const NOT_LOGGED: ReadonlySet<ErrorCode> = new Set(["request.invalid", "request.reason_missing", "request.too_many", "sms.not_aml"]);
const isLogged = (code: ErrorCode): boolean => ERRORS[code].status < 500 && !NOT_LOGGED.has(code);

/**
 * The token of an `authorization` header (RFC 6750); null if there is none. It may also come as the password of Basic (RFC 7617). Some
 * programs can be given no header, but an address with a password in it, which they send as Basic.
 */
function bearerOf({ headers }: FastifyRequest): string | null {
  const { authorization = "" } = headers;
  const [, basic] = /^Basic ([\w+/]{1,400}=*)$/i.exec(authorization) ?? [];
  const given =
    basic === undefined
      ? authorization
      : `Bearer ${Buffer.from(basic, "base64")
          .toString("utf8")
          .replace(/^[^:]*:/, "")}`;
  return /^Bearer ([\w.~+/-]{1,200}=*)$/i.exec(given)?.[1] ?? null;
}

/** The key in the address of a request, empty where it has no text; null where there is none. */
function keyInAddress({ query }: FastifyRequest): string | null {
  if (typeof query !== "object" || query === null || !("api_key" in query)) return null;
  const { api_key: key } = query;
  return typeof key === "string" ? key : "";
}

/**
 * A secret in an address is written down by everything on its way. Clients of Open311 put it nowhere else, so there it is taken; the room
 * itself writes no address down.
 */
const takesKeyInAddress = ({ path }: Route): boolean => path.startsWith("/open311/");

/** The token that a request to this route carries; null where there is none. */
const tokenFor = (route: Route, request: FastifyRequest): string | null =>
  bearerOf(request) ?? ((takesKeyInAddress(route) && keyInAddress(request)) || null);

function callOf({ route, caller, partner, at, address }: Passage, mounting: Mounting, request: FastifyRequest, reply: FastifyReply) {
  const { range, "user-agent": agent } = request.headers;
  return (parts: { params: unknown; query: unknown; body: unknown }): Call<Route> => ({
    ...parts,
    who: caller as Call<Route>["who"],
    partner: partner as Call<Route>["partner"],
    at,
    address,
    agent: (agent ?? "").slice(0, 200),
    range: range ?? null,
    ...cookiesOf(request, reply, isSecure(request, mounting)),
    origin: originOf(request, mounting),
    bearer: tokenFor(route, request),
    header: (name) => {
      const value = request.headers[name];
      return typeof value === "string" ? value : null;
    },
  });
}

/**
 * True for what a screen asks before anybody has signed in: who is signed in here, without any token. That nobody is, is the answer and no
 * attempt on anything; a token that is wrong is one.
 */
const isFirstQuestion = ({ method, access, log, whileLocked }: Route, token: string | null): boolean =>
  method === "GET" && access.kind === "signed_in" && whileLocked && log.by === "none" && token === null;

async function refused(mounting: Mounting, passage: Passage, refusal: Refusal<ErrorCode>): Promise<Result<never, Refusal<ErrorCode>>> {
  if (isLogged(refusal.code)) await mounting.keepers.logRefusal(passage, refusal.code);
  return refuse(refusal);
}

/** The partner that calls a route of partners; nobody on any other. */
async function partnerCalling(route: Route, { keepers }: Mounting, request: FastifyRequest, at: number) {
  const { access } = route;
  const bearer = access.kind === "partner" ? tokenFor(route, request) : null;
  if (access.kind !== "partner") return refuse<Refusal<ErrorCode>>({ code: "access.not_signed_in" });
  if (bearer === null) return refuse<Refusal<ErrorCode>>({ code: "partner.token_missing" });
  return keepers.partnerOf(bearer, at, access.use);
}

/**
 * True if a request that changes something, or opens a socket, comes from one of our own pages, or from no page at all. A program sends
 * neither Origin nor Sec-Fetch-Site, and has no cookie that a browser would have attached by itself. `own` is the room's origin with its
 * scheme: a page of plain HTTP at the same host is another's. With the SameSite=Strict cookie this is the second lock against forged
 * requests.
 */
export function isOwnOrigin(request: FastifyRequest, own: string | null): boolean {
  const site = request.headers["sec-fetch-site"];
  if (typeof site === "string" && site !== "same-origin" && site !== "none") return false;
  const { origin } = request.headers;
  return origin === undefined || origin === own;
}

/** The outer gate: origin, caller, role. Nothing of the body is read for whoever does not pass it. */
async function arrive({ route }: Served, mounting: Shared, request: FastifyRequest): Promise<Result<Passage, Refusal<ErrorCode>>> {
  const at = mounting.clock();
  const token = sessionTokenOf(request, isSecure(request, mounting));
  // Of a public route nobody is asked who calls: it answers also while the database is away.
  const isKnown = token !== null && route.access.kind !== "public" && route.access.kind !== "partner";
  const known = isKnown ? await mounting.keepers.callerOf(token, at) : refuse<Refusal<ErrorCode>>({ code: "access.not_signed_in" });
  const outside = await partnerCalling(route, mounting, request, at);
  const person = known.ok ? known.value.userId : outside.ok ? outside.value.partnerId : null;
  if (person !== null) mounting.onKnown?.(request.raw.socket, person);
  const params = isNothing(route.params) ? null : request.params;
  const passage: Passage = {
    route,
    caller: known.ok ? known.value : null,
    partner: outside.ok ? outside.value : null,
    params,
    named: {},
    at,
    address: request.client.address,
  };
  if ((route.method !== "GET" || route.carriage === "socket") && !isOwnOrigin(request, originOf(request, mounting)))
    return refused(mounting, passage, { code: "request.wrong_origin" });
  if (keyInAddress(request) !== null && !takesKeyInAddress(route)) return refused(mounting, passage, { code: "request.secret_in_address" });
  const waitS = known.ok && route.method === "GET" && !route.inPieces ? mounting.reads.count(known.value.sessionId, performance.now()) : 0;
  if (waitS > 0) {
    await mounting.keepers.logRefusal(passage, "request.too_many");
    return refuse({ code: "request.too_many", params: { seconds: waitS } });
  }
  const admitted = admit(route, known, outside);
  if (!admitted.ok && admitted.error.code === "access.not_signed_in" && isFirstQuestion(route, token)) return admitted;
  return admitted.ok ? ok(passage) : refused(mounting, passage, admitted.error);
}

/** The inner gate, once the body is there: shape, handler, and that what the route declares stands in the log. */
async function pass(served: Served, mounting: Mounting, arrived: Passage, request: FastifyRequest, reply: FastifyReply): Promise<Passed> {
  const { route } = served;
  const parts = parseParts(route, { params: request.params, query: request.query, body: request.body });
  if (!parts.ok) return { ...refuse<Refusal<ErrorCode>>({ code: invalidAs(parts.error) }), fields: parts };
  const passage: Passage = { ...arrived, named: namedIn(parts.value.body) };
  const once = onceOf(served, mounting.keepers.once, passage.caller?.userId ?? null, request);
  if (!once.ok) return once;
  const record: CallRecord = { logged: new Set<string>(), about: new Set<string>(), once: once.value ?? undefined };
  let isCarriedOut = false;
  const carryOut = async () => {
    const answered = await withCallRecord(record, () => served.run(callOf(passage, mounting, request, reply)(parts.value)));
    isCarriedOut = true;
    const [about = null] = record.about;
    return { ...answered, about };
  };
  const result = await runOnce(mounting.keepers.once, route, once.value, carryOut, (cause) =>
    mounting.log.warn({ err: cause, route: route.name, request: request.id }, "http: reply not stored for a repetition"),
  );
  // A reply stored under the same key is in the log already.
  if (!isCarriedOut) return result;
  if (!result.ok) return record.logged.size > 0 ? result : refused(mounting, passage, result.error);
  if (route.log.by === "use_case" && route.carriage !== "socket" && !route.log.types.some((type) => record.logged.has(type)))
    throw new Error(`${route.name} answered without the log entry that it declares (${route.log.types.join(", ")})`);
  return ok(result.value);
}

type RawHandler = Extract<RawReply, { ok: true }>["value"];

/** Gives request and reply away to a handler with a protocol of its own. */
async function handOver({ log, headersOf }: Shared, reply: FastifyReply, request: FastifyRequest, run: RawHandler): Promise<FastifyReply> {
  reply.hijack();
  reply.raw.setHeaders(new Map(Object.entries(headersOf(request))));
  reply.raw.setHeader("cache-control", "no-store");
  try {
    await run(request.raw, reply.raw);
  } catch (cause) {
    // A begun response cannot be taken back: the other side sees a cut and asks again.
    log.warn({ err: cause, request: request.id }, "http: raw protocol failed");
    reply.raw.destroy();
  }
  return reply;
}

/** Headers by which a former address says since when it is deprecated (RFC 9745), until when it answers (RFC 8594), and where the route is now. */
export const deprecationOf = (path: string, { since, until }: Former): Headers => ({
  deprecation: `@${Date.parse(since) / 1000}`,
  sunset: new Date(until).toUTCString(),
  link: `<${path}>; rel="successor-version"`,
});

/** Mounts one route on the server, also at its former address. */
export function mount(app: FastifyInstance, served: Served, mounting: Shared): void {
  const { route } = served;
  const passages = new WeakMap<FastifyRequest, Passage>();
  const refuseWith = (
    request: FastifyRequest,
    reply: FastifyReply,
    refusal: Refusal<ErrorCode>,
    fields?: Parameters<typeof sendRefusal>[2],
  ) => (served.told === undefined ? sendRefusal(reply, refusal, fields) : sendTold(reply, refusal, served.told(refusal, request)));
  const failed = (request: FastifyRequest, reply: FastifyReply, cause: unknown) => {
    logBug(mounting.log, route, request, cause);
    return refuseWith(request, reply, refusalOf(cause));
  };
  const onRequest = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    try {
      const arrived = await arrive(served, mounting, request);
      if (!arrived.ok) return await refuseWith(request, reply, arrived.error);
      passages.set(request, arrived.value);
      return undefined;
    } catch (cause) {
      return failed(request, reply, cause);
    }
  };
  /** Result of the handler; null if the refusal was sent already. */
  const handled = async (request: FastifyRequest, reply: FastifyReply): Promise<{ readonly value: unknown } | null> => {
    try {
      const passage = passages.get(request);
      if (passage === undefined) throw new Error("a request came past the gate");
      const result = await pass(served, mounting, passage, request, reply);
      if (result.ok) return result;
      await refuseWith(request, reply, result.error, result.fields?.ok === false ? result.fields.error : undefined);
    } catch (cause) {
      await failed(request, reply, cause);
    }
    return null;
  };
  const shared = { url: route.path, bodyLimit: bodyLimitOf(route), onRequest };
  if (route.carriage === "socket") {
    const waiting = new WeakMap<FastifyRequest, (socket: WebSocket) => void>();
    app.route({
      ...shared,
      method: "GET",
      // All of the gate runs before the upgrade, so that a refusal is an ordinary answer with its code and no socket ever opens.
      preValidation: async (request, reply) => {
        if (!request.ws) return sendRefusal(reply, { code: "route.not_found" });
        const result = await handled(request, reply);
        if (result !== null) waiting.set(request, result.value as (socket: WebSocket) => void);
        return undefined;
      },
      handler: (_, reply) => sendRefusal(reply, { code: "route.not_found" }),
      wsHandler: (socket, request) => waiting.get(request)?.(socket),
    });
    return;
  }
  const { former } = route;
  const plain = {
    ...shared,
    method: route.method,
    handler: async (request: FastifyRequest, reply: FastifyReply) => {
      const result = await handled(request, reply);
      if (result === null) return reply;
      if (route.carriage === "raw") return handOver(mounting, reply, request, result.value as RawHandler);
      try {
        await sendValue(reply, route, result.value);
      } catch (cause) {
        await failed(request, reply, cause);
      }
      return reply;
    },
  };
  app.route(plain);
  if (former === null) return;
  app.route({
    ...plain,
    url: former.path,
    onRequest: async (request, reply) => {
      reply.headers(deprecationOf(route.path, former));
      return onRequest(request, reply);
    },
  });
}
