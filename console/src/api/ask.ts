import { call, type Arguments, type Problem, type ReplyOf, type Route } from "@amaliyat/contract/route";
import { ok, type Result } from "@amaliyat/domain/kernel";
import { isPassing, Refused } from "./refused.ts";

const signedOut = new Set<(code: string) => void>();

/** Hears of every answer that says the session is over; ends with the returned function. */
export function onSignedOut(listener: (code: string) => void): () => void {
  signedOut.add(listener);
  return () => void signedOut.delete(listener);
}

const locked = new Set<() => void>();

/** Hears of every answer that says the session is locked; ends with the returned function. */
export function onLocked(listener: () => void): () => void {
  locked.add(listener);
  return () => void locked.delete(listener);
}

/** Pauses before a command is sent again, in ms: 15 s in all, longer than the change of a server takes. */
const AGAIN_AFTER_MS = [300, 700, 1500, 3000, 4000, 5500];

/** True for a command whose effect and idempotency key the room commits together: it is carried out once, however often it is sent. */
const isRepeatable = ({ access, carriage, log, method }: Route): boolean =>
  method !== "GET" && carriage === "json" && log.by === "use_case" && access.kind !== "public";

/** An idempotency key. `randomUUID` is missing on a page without HTTPS. */
const newKey = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** The room redirects no request: one that is redirected would be answered by another address. */
const send = (path: string, init: RequestInit): Promise<Response> => fetch(path, { ...init, redirect: "error" });

/**
 * Calls with an idempotency key, again and again while the room does not answer. A try that is cut off may have been carried out. The next
 * one then gets the first one's answer, or a notice that it was carried out. The notice is success if the answer says nothing more.
 */
async function callAgain<T extends Route>(target: T, given: Arguments<T>): Promise<Result<ReplyOf<T>, Problem>> {
  const { signal } = given as { readonly signal?: AbortSignal };
  const keyed = { once: newKey(), ...given };
  let answer = await call(send, target, keyed);
  for (const pause of AGAIN_AFTER_MS) {
    if (answer.ok || !isPassing(answer.error) || !navigator.onLine || signal?.aborted === true) break;
    await new Promise((resolve) => setTimeout(resolve, pause));
    answer = await call(send, target, keyed);
  }
  if (!answer.ok && answer.error.code === "request.done_before" && target.reply.safeParse(undefined).success)
    return ok(undefined as ReplyOf<T>);
  return answer;
}

/** Calls a route of the room. A refusal and a lost network are values. A command goes again by itself while the room does not answer. */
export async function ask<T extends Route>(target: T, given: Arguments<T>): Promise<Result<ReplyOf<T>, Problem>> {
  const answer = isRepeatable(target) ? await callAgain(target, given) : await call(send, target, given);
  if (!answer.ok && answer.error.status === 401) for (const listener of signedOut) listener(answer.error.code);
  if (!answer.ok && answer.error.code === "session.locked") for (const listener of locked) listener();
  return answer;
}

/** The same for a query function: a refusal is thrown as `Refused`. */
export async function read<T extends Route>(target: T, given: Arguments<T>): Promise<ReplyOf<T>> {
  const answer = await ask(target, given);
  if (!answer.ok) throw new Refused(answer.error);
  return answer.value;
}
