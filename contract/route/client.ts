import { refuse, ok, type Result } from "@amaliyat/domain/kernel";
import type { z } from "zod";
import own from "../errors/client.json" with { type: "json" };
import type { Route } from "./define.ts";
import { isNothing } from "./make.ts";
import { problem, type Problem } from "./problem.ts";

type In<T extends z.ZodType> = z.input<T>;
type Part<K extends string, T extends z.ZodType> = undefined extends In<T> ? { readonly [k in K]?: In<T> } : { readonly [k in K]: In<T> };

/** Arguments of a route's call: its params, query and body, and nothing more. */
export type Arguments<T extends Route> = Part<"params", T["params"]> &
  Part<"query", T["query"]> &
  Part<"body", T["body"]> & {
    readonly signal?: AbortSignal;
    /** A key of the caller's own making under which the call may be sent again and is carried out once. */
    readonly once?: string;
  };

/** Sends a request; the browser's or Node's `fetch`, with whatever the caller adds (cookie, base address). */
export type Send = (path: string, init: RequestInit) => Promise<Response>;

type Plain = string | number | boolean | null | undefined;

/** Path and query of a call, each value percent-encoded. */
export function address(target: Pick<Route, "path">, params: unknown, query: unknown): string {
  const given = (params ?? {}) as Record<string, Plain>;
  const path = target.path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(String(given[key] ?? "")));
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries((query ?? {}) as Record<string, Plain | readonly Plain[]>)) {
    if (Array.isArray(value)) for (const each of value) search.append(key, String(each));
    else if (value !== undefined && value !== null) search.set(key, String(value as Plain));
  }
  const text = search.toString();
  return text === "" ? path : `${path}?${text}`;
}

/** Refusal made by the client itself. Its sentences lie apart, so that a page need not load those of every refusal. */
function ownProblem(code: keyof typeof own, status: number): Problem {
  const { ar, fr, en } = own[code];
  return { type: "about:blank", title: code, status, code, text: { ar, fr, en } };
}

async function readProblem(response: Response): Promise<Problem> {
  const parsed = problem.safeParse(await response.json().catch(() => null));
  if (parsed.success) return parsed.data;
  return ownProblem("server.failed", response.status);
}

/**
 * Calls a route. A refusal and a lost network are values with a code; an abort is the caller's own exception.
 * The reply is trusted as declared: the server validated it on its way out.
 */
export async function call<T extends Route>(send: Send, target: T, given: Arguments<T>): Promise<Result<z.output<T["reply"]>, Problem>> {
  const parts = given as { params?: unknown; query?: unknown; body?: unknown; signal?: AbortSignal; once?: string };
  const raw = typeof parts.body === "string" || parts.body instanceof Uint8Array;
  const headers: Record<string, string> = parts.once === undefined ? {} : { "idempotency-key": parts.once };
  const init: RequestInit = { method: target.method, credentials: "same-origin", headers };
  if (parts.signal) init.signal = parts.signal;
  if (!isNothing(target.body)) {
    init.body = raw ? (parts.body as BodyInit) : JSON.stringify(parts.body);
    headers["content-type"] = raw ? "text/csv" : "application/json";
  }
  let response: Response;
  try {
    response = await send(address(target, parts.params, parts.query), init);
  } catch (cause) {
    if (parts.signal?.aborted) throw cause;
    return refuse(ownProblem("network.lost", 0));
  }
  if (!response.ok) return refuse(await readProblem(response));
  if (response.status === 204 || isNothing(target.reply)) return ok(undefined as z.output<T["reply"]>);
  return ok((target.carriage === "bytes" ? await response.text() : await response.json()) as z.output<T["reply"]>);
}
