import { call, type Arguments, type Problem, type ReplyOf, type Route } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";
import { Refused } from "./refused.ts";

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

/** Calls a route of the room. A refusal and a lost network are values. */
export async function ask<T extends Route>(target: T, given: Arguments<T>): Promise<Result<ReplyOf<T>, Problem>> {
  const answer = await call((path, init) => fetch(path, init), target, given);
  if (!answer.ok && answer.error.status === 401) for (const listener of signedOut) listener(answer.error.code);
  if (!answer.ok && answer.error.code === "session.locked") for (const listener of locked) listener();
  return answer;
}

/** The same for a query function: what is refused is thrown as `Refused`. */
export async function read<T extends Route>(target: T, given: Arguments<T>): Promise<ReplyOf<T>> {
  const answer = await ask(target, given);
  if (!answer.ok) throw new Refused(answer.error);
  return answer.value;
}
