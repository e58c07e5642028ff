import type { ErrorCode } from "@amaliyat/contract/errors";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import type { Route } from "@amaliyat/contract/route";
import type { FastifyRequest } from "fastify";
import { randomUUID } from "node:crypto";
import type { OnceKey } from "../call-record.ts";
import { isUniqueViolation } from "../database/index.ts";
import type { Done } from "../once/index.ts";
import type { Served } from "./handler.ts";

/** Header of a request that may be sent again (IETF draft httpapi-idempotency-key-header). */
const HEADER = "idempotency-key";
const KEY = /^[\w-]{8,64}$/;

/** Store of idempotency keys between two tries. */
export type OnceKeeper = {
  readonly find: (userId: string, key: string) => Promise<Done | null>;
  readonly writeReply: (userId: string, key: string, value: unknown, about: string | null) => Promise<void>;
  /** Keyed hash of the request, so that no short body can be guessed from it. */
  readonly hashOf: (asked: string) => Buffer;
};

type Answered = Result<unknown, Refusal<ErrorCode>>;

/** The key of a request; null without the header, or where nobody signed in asks. The body is part of what the key stands for. */
export function onceOf(
  { route }: Served,
  keeper: OnceKeeper,
  userId: string | null,
  request: FastifyRequest,
): Result<OnceKey | null, Refusal<ErrorCode>> {
  const key = request.headers[HEADER];
  if (key === undefined || userId === null || route.method === "GET" || route.carriage !== "json") return ok(null);
  if (typeof key !== "string" || !KEY.test(key)) return refuse({ code: "request.invalid" });
  const asked = JSON.stringify([route.name, request.params ?? null, Buffer.isBuffer(request.body) ? null : (request.body ?? null)]);
  return ok({ userId, key, run: randomUUID(), route: route.name, hash: keeper.hashOf(asked) });
}

async function before(keeper: OnceKeeper, { shownOnce }: Route, once: OnceKey): Promise<Answered | null> {
  const done = await keeper.find(once.userId, once.key);
  if (done === null) return null;
  // Without a hash it was done before hashes were keyed.
  if (done.route !== once.route || (done.hash.length > 0 && !done.hash.equals(once.hash))) return refuse({ code: "request.key_reused" });
  if (shownOnce) return refuse({ code: "request.shown_once" });
  return done.reply === null ? refuse({ code: "request.done_before" }) : ok(done.reply.value ?? undefined);
}

/**
 * Runs a handler, or returns the stored reply under the same key. A refusal had no effect and is judged anew. Of two at once, the second
 * fails on the first one's key, inside the transaction of its effect, and returns the first one's reply.
 */
export async function runOnce(
  keeper: OnceKeeper,
  route: Route,
  once: OnceKey | null,
  run: () => Promise<Answered & { readonly about?: string | null }>,
  onLost: (cause: unknown) => void,
): Promise<Answered> {
  if (once === null) return run();
  const known = await before(keeper, route, once);
  if (known !== null) return known;
  let answered: Awaited<ReturnType<typeof run>>;
  try {
    answered = await run();
  } catch (cause) {
    if (!isUniqueViolation(cause, "request_once_pkey")) throw cause;
    return (await before(keeper, route, once)) ?? refuse({ code: "request.done_before" });
  }
  // The act is committed. If its answer cannot be stored, a repetition hears `request.done_before`; this caller gets the answer itself.
  if (answered.ok && !route.shownOnce) await keeper.writeReply(once.userId, once.key, answered.value, answered.about ?? null).catch(onLost);
  return answered;
}
