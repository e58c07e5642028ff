import { ERRORS, type ErrorCode } from "@amaliyat/contract/errors";
import type { Route } from "@amaliyat/contract/route";
import type { Refusal } from "@amaliyat/domain/kernel";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { ServerResponse } from "node:http";
import { DatabaseGone, isBusy } from "../database/index.ts";
import { LogUnavailable } from "../log-unavailable.ts";
import type { Log } from "../log.ts";
import type { Bytes } from "./handler.ts";
import { ANY_ORIGIN } from "./headers.ts";
import { problemOf, retryAfterOf } from "./problems.ts";

function sayWhenAgain(reply: FastifyReply, refusal: Refusal<ErrorCode>): void {
  const seconds = retryAfterOf(refusal);
  if (seconds !== null) reply.header("retry-after", String(seconds));
}

/** Sends a refusal as problem+json. */
export function sendRefusal(reply: FastifyReply, refusal: Refusal<ErrorCode>, fields?: Parameters<typeof problemOf>[1]) {
  const problem = problemOf(refusal, fields);
  sayWhenAgain(reply, refusal);
  return reply.code(problem.status).type("application/problem+json").header("cache-control", "no-store").send(problem);
}

/** Sends a refusal where a protocol with words of its own has taken the reply over. */
export function sendProblem(response: ServerResponse, refusal: Refusal<ErrorCode>, headers: Readonly<Record<string, string>>): void {
  const problem = problemOf(refusal);
  const seconds = retryAfterOf(refusal);
  const again = seconds === null ? {} : { "retry-after": String(seconds) };
  response.writeHead(problem.status, { ...headers, ...again, "content-type": "application/problem+json" });
  response.end(JSON.stringify(problem));
}

/** Sends a refusal as a route tells it itself, under the status of its code. */
export function sendTold(reply: FastifyReply, refusal: Refusal<ErrorCode>, { type, body, status }: Bytes) {
  const { code } = refusal;
  sayWhenAgain(reply, refusal);
  return reply
    .code(status ?? ERRORS[code].status)
    .type(type)
    .header("cache-control", "no-store")
    .send(body);
}

/** The refusal that an exception becomes: a lost database is a state of the room, anything else is our bug. */
export function refusalOf(cause: unknown): Refusal<ErrorCode> {
  if (isBusy(cause)) return { code: "database.busy" };
  if (cause instanceof LogUnavailable) return { code: cause.code };
  return { code: cause instanceof DatabaseGone ? "database.unavailable" : "server.failed" };
}

/** Sends what a handler returned: JSON checked against the contract, or bytes. */
export function sendValue(reply: FastifyReply, route: Route, value: unknown) {
  reply.header("cache-control", route.keptS === null ? "no-store" : `public, max-age=${route.keptS}`);
  if (route.anyOrigin) reply.headers(ANY_ORIGIN);
  if (route.carriage === "bytes") {
    const { type, body, status, headers } = value as Bytes;
    return reply
      .code(status ?? 200)
      .headers({ ...headers })
      .type(type)
      .send(body);
  }
  if (value === undefined) return reply.code(204).send();
  return reply.type("application/json").send(JSON.stringify(route.reply.parse(value)));
}

/** Logs a bug with the route's name; the request's own content stays out of it. */
export function logBug(log: Log, route: Route, request: FastifyRequest, cause: unknown): void {
  if (cause instanceof DatabaseGone) log.warn({ route: route.name }, "http: database gone");
  else log.error({ route: route.name, request: request.id, err: cause }, "a handler failed");
}
