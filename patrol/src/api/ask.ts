import type { Arguments, ReplyOf } from "@amaliyat/contract/route";
import { fetchRoom } from "@amaliyat/ui/reach";
import { refusalOf, type Answer } from "./answer.ts";
import { reach } from "./reach.ts";
import { PATHS, SILENT, type RouteName, type Routes } from "./paths.ts";

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
  const body = parts.body === undefined ? {} : { body: picture ?? JSON.stringify(parts.body) };
  const init = { method, headers, credentials: "same-origin" as const, ...body };
  const reply = await fetchRoom(reach, addressOf(path, parts), init, picture === null ? PATIENCE_MS : PICTURE_PATIENCE_MS);
  if (reply === null) return { kind: "lost" };
  if (!reply.isOk) return refusalOf(reply.status, reply.body);
  if (reply.body === undefined && !SILENT.has(name)) return { kind: "lost" };
  return { kind: "ok", value: reply.body as ReplyOf<Routes[N]> };
}
