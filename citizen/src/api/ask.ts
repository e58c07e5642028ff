import type { Arguments, ReplyOf } from "@amaliyat/contract/route";
import { fetchRoom } from "@amaliyat/ui/reach";
import { refusalOf, type Answer } from "./answer.ts";
import { reach } from "./reach.ts";
import { PATHS, type RouteName, type Routes } from "./paths.ts";

/** Time limit of a call. On 2G with loss, an answer after 30 s still counts. */
const PATIENCE_MS = 30_000;

type Given = { readonly query?: Readonly<Record<string, string>>; readonly body?: unknown };

/** Calls an address of the room that served this page, without a cookie; every outcome is a value. */
async function askAt<T>(method: string, path: string, patience: number | AbortSignal, body?: unknown): Promise<Answer<T>> {
  const sent = body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const reply = await fetchRoom(reach, path, { method, credentials: "omit", ...sent }, patience);
  if (reply === null) return { kind: "lost" };
  return reply.isOk ? { kind: "ok", value: reply.body as T } : refusalOf(reply.status, reply.body);
}

/** Calls a route by its name, for so many ms or until the signal. */
export function ask<N extends RouteName>(
  name: N,
  given: Arguments<Routes[N]>,
  patience: number | AbortSignal = PATIENCE_MS,
): Promise<Answer<ReplyOf<Routes[N]>>> {
  const [method, path] = PATHS[name];
  const { query, body } = given as Given;
  return askAt(method, query === undefined ? path : `${path}?${new URLSearchParams(query).toString()}`, patience, body);
}

export type Ask = typeof ask;
