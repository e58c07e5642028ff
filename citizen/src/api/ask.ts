import type { Arguments, ReplyOf } from "@amaliyat/contract/route";
import { refusalOf, type Answer } from "./answer.ts";
import { reach } from "./reach.ts";
import { PATHS, type RouteName, type Routes } from "./paths.ts";

/** Time limit of a call. On 2G with loss, an answer after 30 s still counts. */
const PATIENCE_MS = 30_000;

type Given = { readonly query?: Readonly<Record<string, string>>; readonly body?: unknown };

/** Calls an address of the room that served this page, without a cookie; every outcome is a value. */
async function askAt<T>(method: string, path: string, patienceMs: number, body?: unknown): Promise<Answer<T>> {
  const done = reach.asked();
  try {
    const response = await fetch(path, {
      method,
      credentials: "omit",
      cache: "no-store",
      signal: AbortSignal.timeout(patienceMs),
      ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    const isRooms = response.status === 204 || (response.headers.get("content-type") ?? "").includes("json");
    done(isRooms);
    if (!response.ok) return refusalOf(response.status, await response.json().catch(() => null));
    return { kind: "ok", value: (response.status === 204 ? undefined : await response.json()) as T };
  } catch {
    done(false);
    return { kind: "lost" };
  }
}

/** Calls a route by its name. */
export function ask<N extends RouteName>(
  name: N,
  given: Arguments<Routes[N]>,
  patienceMs = PATIENCE_MS,
): Promise<Answer<ReplyOf<Routes[N]>>> {
  const [method, path] = PATHS[name];
  const { query, body } = given as Given;
  return askAt(method, query === undefined ? path : `${path}?${new URLSearchParams(query).toString()}`, patienceMs, body);
}

export type Ask = typeof ask;
