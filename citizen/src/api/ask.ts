import type { Arguments, ReplyOf } from "@amaliyat/contract/route";
import { fetchRoom } from "@amaliyat/ui/reach";
import { refusalOf, type Answer } from "./answer.ts";
import { reach } from "./reach.ts";
import { PATHS, SILENT, type RouteName, type Routes } from "./paths.ts";

/** Time limit of a call. On 2G with loss, an answer after 30 s still counts. */
const PATIENCE_MS = 30_000;

type Given = { readonly query?: Readonly<Record<string, string>>; readonly body?: unknown };

/** Calls a route of the room that served this page, without a cookie, for so many ms or until the signal. Every outcome is a value. */
export async function ask<N extends RouteName>(
  name: N,
  given: Arguments<Routes[N]>,
  patience: number | AbortSignal = PATIENCE_MS,
): Promise<Answer<ReplyOf<Routes[N]>>> {
  const [method, path] = PATHS[name];
  const { query, body } = given as Given;
  const address = query === undefined ? path : `${path}?${new URLSearchParams(query).toString()}`;
  const sent = body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const reply = await fetchRoom(reach, address, { method, credentials: "omit", ...sent }, patience);
  if (reply === null) return { kind: "lost" };
  if (!reply.isOk) return refusalOf(reply.status, reply.body);
  if ((reply.body ?? null) === null && !SILENT.has(name)) return { kind: "lost" };
  return { kind: "ok", value: reply.body as ReplyOf<Routes[N]> };
}

export type Ask = typeof ask;
