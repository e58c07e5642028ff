import type { Arguments, ReplyOf } from "@amaliyat/contract/route";
import { refusalOf, type Answer } from "./answer.ts";
import { reach } from "./reach.ts";
import { PATHS, type RouteName, type Routes } from "./paths.ts";

/** Time limit of a call: on 2G with loss an answer after 30 s still counts. A picture takes longer; the room waits a minute for one. */
const PATIENCE_MS = 30_000;
const PICTURE_PATIENCE_MS = 70_000;

type Given = { params?: unknown; query?: unknown; body?: unknown; once?: string };
type Plain = Readonly<Record<string, string | number>>;

function addressOf(path: string, { params, query }: Given): string {
  const named = (params ?? {}) as Plain;
  const filled = path.replace(/:(\w+)/gu, (_, name: string) => encodeURIComponent(String(named[name] ?? "")));
  const asked = Object.entries((query ?? {}) as Plain).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return asked.length === 0 ? filled : `${filled}?${asked.join("&")}`;
}

/** Calls a route of the room that served this page; every outcome is a value. */
export async function ask<N extends RouteName>(name: N, given: Arguments<Routes[N]>): Promise<Answer<ReplyOf<Routes[N]>>> {
  const [method, path] = PATHS[name];
  const parts = given as Given;
  const headers: Record<string, string> = {};
  if (parts.once !== undefined) headers["idempotency-key"] = parts.once;
  const picture = parts.body instanceof Uint8Array ? (parts.body as Uint8Array<ArrayBuffer>) : null;
  if (parts.body !== undefined) headers["content-type"] = picture === null ? "application/json" : "application/octet-stream";
  const done = reach.asked();
  try {
    const response = await fetch(addressOf(path, parts), {
      method,
      headers,
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(picture === null ? PATIENCE_MS : PICTURE_PATIENCE_MS),
      ...(parts.body === undefined ? {} : { body: picture ?? JSON.stringify(parts.body) }),
    });
    done(response.status === 204 || (response.headers.get("content-type") ?? "").includes("json"));
    if (!response.ok) return refusalOf(response.status, await response.json().catch(() => null));
    const value: unknown = response.status === 204 ? undefined : await response.json();
    return { kind: "ok", value: value as ReplyOf<Routes[N]> };
  } catch {
    done(false);
    return { kind: "lost" };
  }
}
