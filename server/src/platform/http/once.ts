import type { ErrorCode } from "@amaliyat/contract/errors";
import { ok, refuse, type Refusal, type Result } from "@amaliyat/domain/kernel";
import type { FastifyRequest } from "fastify";
import { createHash, randomUUID } from "node:crypto";
import type { OnceKey } from "../call-record.ts";
import { isUniqueViolation } from "../database/index.ts";
import type { Done } from "../once/index.ts";
import type { Served } from "./handler.ts";

/** Header of a request that may be sent again (IETF draft httpapi-idempotency-key-header). */
const HEADER = "idempotency-key";
const KEY = /^[\w-]{8,64}$/;

/** Where keys are kept between two tries. */
export type OnceKeeper = {
  readonly find: (userId: string, key: string) => Promise<Done | null>;
  readonly keep: (userId: string, key: string, value: unknown) => Promise<void>;
};

type Answered = Result<unknown, Refusal<ErrorCode>>;

/** The key of a request; null without the header, or where nobody signed in asks. The body is part of what the key stands for. */
export function onceOf({ route }: Served, userId: string | null, request: FastifyRequest): Result<OnceKey | null, Refusal<ErrorCode>> {
  const key = request.headers[HEADER];
  if (key === undefined || userId === null || route.method === "GET" || route.carriage !== "json") return ok(null);
  if (typeof key !== "string" || !KEY.test(key)) return refuse({ code: "request.invalid" });
  const asked = JSON.stringify([route.name, request.params ?? null, Buffer.isBuffer(request.body) ? null : (request.body ?? null)]);
  return ok({
    userId,
    key,
    run: randomUUID(),
    route: route.name,
    secretReply: route.secretReply,
    hash: createHash("sha256").update(asked).digest(),
  });
}

async function before(keeper: OnceKeeper, once: OnceKey): Promise<Answered | null> {
  const done = await keeper.find(once.userId, once.key);
  if (done === null) return null;
  if (done.route !== once.route || !done.hash.equals(once.hash)) return refuse({ code: "request.key_reused" });
  return done.reply === null ? refuse({ code: "request.done_before" }) : ok(done.reply.value ?? undefined);
}

/**
 * Runs a handler, or gives what it answered before under the same key. What was refused had no effect and is judged anew. Of two at once the
 * second breaks on the first one's key, inside the transaction of its effect, and gives the first one's answer.
 */
export async function runOnce(keeper: OnceKeeper, once: OnceKey | null, run: () => Promise<Answered>): Promise<Answered> {
  if (once === null) return run();
  const known = await before(keeper, once);
  if (known !== null) return known;
  let answered: Answered;
  try {
    answered = await run();
  } catch (cause) {
    if (!isUniqueViolation(cause, "request_once_pkey")) throw cause;
    return (await before(keeper, once)) ?? refuse({ code: "request.done_before" });
  }
  if (answered.ok && !once.secretReply) await keeper.keep(once.userId, once.key, answered.value);
  return answered;
}
