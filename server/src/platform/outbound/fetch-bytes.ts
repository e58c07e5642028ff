import type { AllowedHost } from "@amaliyat/domain/kernel";
import { request as requestPlain, type IncomingMessage } from "node:http";
import { request as requestSafe } from "node:https";
import { targetOf, type Target } from "./allowed-host.ts";
import type { AskNames } from "./names.ts";
import { pinned } from "./post.ts";

/** `none` is for good, `later` may pass: nobody answered, not in time, or the server failed. */
export type Fetched =
  | { readonly kind: "bytes"; readonly bytes: Buffer }
  | { readonly kind: "none"; readonly why: "not_allowed" | "too_large" | "status" | "too_many_redirects" }
  | { readonly kind: "later" };

type Sent = { readonly type: string; readonly body: string };
type Bounds = {
  readonly mostBytes: number;
  readonly timeoutMs: number;
  /** The body of a POST; without it the request is a GET. */
  readonly send?: Sent | undefined;
  readonly accept?: string | undefined;
};

const REDIRECTS_MOST = 3;

function responseOf(target: Target, signal: AbortSignal, accept?: string, send?: Sent): Promise<IncomingMessage> {
  const open = target.url.protocol === "http:" ? requestPlain : requestSafe;
  return new Promise((resolve, reject) => {
    const headers = {
      ...(accept === undefined ? {} : { accept }),
      ...(send === undefined ? {} : { "content-type": send.type, "content-length": String(Buffer.byteLength(send.body)) }),
    };
    const method = send === undefined ? "GET" : "POST";
    const sent = open(target.url, { method, headers, signal, agent: false, ...pinned(target) }, resolve);
    sent.on("error", reject);
    sent.end(send?.body);
  });
}

async function bodyOf(response: IncomingMessage, mostBytes: number): Promise<Fetched> {
  if (Number(response.headers["content-length"] ?? 0) > mostBytes) return { kind: "none", why: "too_large" };
  const parts: Buffer[] = [];
  let read = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    read += part.length;
    if (read > mostBytes) return { kind: "none", why: "too_large" };
    parts.push(part);
  }
  return { kind: "bytes", bytes: Buffer.concat(parts) };
}

/**
 * Fetches the bytes of an address whose host is on the list. Each step goes to the address that was checked and to no other; a redirect is
 * followed within the same host alone, and checked as the first address was. All of it ends within the time given.
 */
export async function fetchBytes(
  first: string,
  hosts: readonly AllowedHost[],
  { mostBytes, timeoutMs, send, accept }: Bounds,
  ask?: AskNames,
): Promise<Fetched> {
  const signal = AbortSignal.timeout(timeoutMs);
  let [address, posted] = [first, send];
  for (let step = 0; step <= REDIRECTS_MOST; step++) {
    const target = await targetOf(address, hosts, signal, ask);
    if (target === null) return { kind: "none", why: "not_allowed" };
    if (target === "no answer") return { kind: "later" };
    try {
      const response = await responseOf(target, signal, accept, posted);
      try {
        const { statusCode: status = 500, headers } = response;
        if (status === 200) return await bodyOf(response, mostBytes);
        if (status >= 500 || status === 429) return { kind: "later" };
        if (![301, 302, 303, 307, 308].includes(status) || headers.location === undefined) return { kind: "none", why: "status" };
        if (!URL.canParse(headers.location, address)) return { kind: "none", why: "status" };
        const next = new URL(headers.location, address);
        if (next.hostname !== target.url.hostname) return { kind: "none", why: "not_allowed" };
        address = next.href;
        // Only these two repeat what was sent (RFC 9110 §15.4).
        if (status !== 307 && status !== 308) posted = undefined;
      } finally {
        response.destroy();
      }
    } catch {
      return { kind: "later" };
    }
  }
  return { kind: "none", why: "too_many_redirects" };
}
