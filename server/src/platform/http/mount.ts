import type { ErrorCode } from "@amaliyat/contract/errors";
import { isNothing, type Route } from "@amaliyat/contract/route";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { WebSocket } from "ws";
import { withCallRecord } from "../call-record.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { logBug, refusalOf, SESSION_COOKIE, sendRefusal, sendValue } from "./answer.ts";
import { admit, type GateKeepers, type Passage } from "./gate.ts";
import type { Caller } from "./caller.ts";
import type { Call, Served } from "./handler.ts";
import { isOwnOrigin } from "./origin.ts";
import { parseParts } from "./problems.ts";

export type Mounting = { readonly keepers: GateKeepers; readonly clock: Clock; readonly log: Log; readonly secure: boolean };

type Passed = Result<unknown, Refusal<ErrorCode>> & { readonly fields?: ReturnType<typeof parseParts> };

/** The path pattern of the route without its values, which may be ids of people, for the log of refusals. */
const passageOf = (route: Route, caller: Caller | null, request: FastifyRequest, at: number): Passage => ({
  route,
  caller,
  params: isNothing(route.params) ? null : request.params,
  at,
  address: request.ip,
});

/** Refusals that say that somebody reached for what is not theirs; these stand in the log. */
const isOfAccess = (code: ErrorCode): boolean =>
  code.startsWith("access.") ||
  code.startsWith("purpose.") ||
  code === "object.not_found" ||
  code === "request.wrong_origin" ||
  code === "view.ended";

function callOf(route: Route, mounting: Mounting, request: FastifyRequest, reply: FastifyReply | null, caller: Caller | null, at: number) {
  const { range, "user-agent": agent } = request.headers;
  return (parts: { params: unknown; query: unknown; body: unknown }): Call<Route> => ({
    ...parts,
    who: caller as Caller,
    at,
    address: request.ip,
    agent: (agent ?? "").slice(0, 200),
    range: range ?? null,
    token: request.cookies[SESSION_COOKIE] ?? null,
    setToken: (token, expiresAt) => {
      const options = { path: "/", httpOnly: true, sameSite: "strict" as const, secure: mounting.secure };
      if (token === null) reply?.clearCookie(SESSION_COOKIE, options);
      else reply?.setCookie(SESSION_COOKIE, token, { ...options, expires: new Date(expiresAt) });
    },
  });
}

/** One request through the gate: origin, caller, role, shape, log, handler, and again the log. */
async function pass(served: Served, mounting: Mounting, request: FastifyRequest, reply: FastifyReply | null): Promise<Passed> {
  const { route } = served;
  const at = mounting.clock();
  const token = request.cookies[SESSION_COOKIE];
  const known =
    token === undefined ? refuse<Refusal<ErrorCode>>({ code: "access.not_signed_in" }) : await mounting.keepers.callerOf(token, at);
  const caller = known.ok ? known.value : null;
  const passage = passageOf(route, caller, request, at);
  const refused = async (refusal: Refusal<ErrorCode>): Promise<Passed> => {
    if (caller !== null && isOfAccess(refusal.code)) await mounting.keepers.logRefusal(passage, refusal.code);
    return refuse(refusal);
  };
  if ((route.method !== "GET" || route.carriage === "socket") && !isOwnOrigin(request)) return refused({ code: "request.wrong_origin" });
  const admitted = admit(route, known);
  if (!admitted.ok) return refused(admitted.error);
  const parts = parseParts(route, { params: request.params, query: request.query, body: request.body });
  if (!parts.ok) return { ...refuse<Refusal<ErrorCode>>({ code: "request.invalid" }), fields: parts };
  if (route.log.by === "gate") await mounting.keepers.logPassage(passage);
  const record = { logged: new Set<string>() };
  const call = callOf(route, mounting, request, reply, caller, at)(parts.value);
  const result = await withCallRecord(record, () => served.run(call));
  if (!result.ok) return record.logged.size > 0 ? result : refused(result.error);
  if (route.log.by === "use_case" && route.carriage !== "socket" && !route.log.types.some((type) => record.logged.has(type)))
    throw new Error(`${route.name} answered without the log entry that it declares (${route.log.types.join(", ")})`);
  return ok(result.value);
}

/** Mounts one route on the server. */
export function mount(app: FastifyInstance, served: Served, mounting: Mounting): void {
  const { route } = served;
  const refusedBy = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    try {
      const result = await pass(served, mounting, request, reply);
      if (result.ok) return result;
      await sendRefusal(reply, result.error, result.fields?.ok === false ? result.fields.error : undefined);
    } catch (cause) {
      logBug(mounting.log, route, request, cause);
      await sendRefusal(reply, refusalOf(cause));
    }
    return null;
  };
  if (route.carriage === "socket") {
    const waiting = new WeakMap<FastifyRequest, (socket: WebSocket) => void>();
    app.route({
      method: "GET",
      url: route.path,
      // The gate runs before the upgrade, so that a refusal is an ordinary answer with its code and no socket ever opens.
      preValidation: async (request, reply) => {
        if (!request.headers.upgrade) return sendRefusal(reply, { code: "route.not_found" });
        const result = (await refusedBy(request, reply)) as { value: (socket: WebSocket) => void } | null;
        if (result !== null) waiting.set(request, result.value);
        return undefined;
      },
      handler: (_, reply) => sendRefusal(reply, { code: "route.not_found" }),
      wsHandler: (socket, request) => waiting.get(request)?.(socket),
    });
    return;
  }
  app.route({
    method: route.method,
    url: route.path,
    handler: async (request, reply) => {
      const result = (await refusedBy(request, reply)) as { value: unknown } | null;
      if (result !== null) {
        try {
          await sendValue(reply, route, result.value);
        } catch (cause) {
          logBug(mounting.log, route, request, cause);
          await sendRefusal(reply, refusalOf(cause));
        }
      }
      return reply;
    },
  });
}
