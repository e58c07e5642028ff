import { request as requestPlain, type RequestOptions } from "node:http";
import { request as requestSafe } from "node:https";
import type { Target } from "./allowed-host.ts";

export type Letter = { readonly type: string; readonly body: string | Buffer; readonly headers: Readonly<Record<string, string>> };

const TIMEOUT_MS = 10_000;

/** Options by which a connection goes to the address that was checked and to no other. */
export const pinned = ({ address, family }: Pick<Target, "address" | "family">) => ({
  lookup: ((_host, options, done) =>
    options.all === true ? done(null, [{ address, family }]) : done(null, address, family)) satisfies NonNullable<RequestOptions["lookup"]>,
});

/**
 * Posts a letter and returns the status of the answer; null where there was none. No redirect is followed, nothing of the answer but its
 * status is read, and it ends within ten seconds.
 */
export function post(target: Target, letter: Letter, timeoutMs = TIMEOUT_MS): Promise<number | null> {
  const body = Buffer.from(letter.body);
  const headers = { accept: "application/json", ...letter.headers, "content-type": letter.type, "content-length": String(body.length) };
  const open = target.url.protocol === "http:" ? requestPlain : requestSafe;
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const sent = open(target.url, { method: "POST", headers, signal, agent: false, ...pinned(target) }, (response) => {
      resolve(response.statusCode ?? 500);
      response.destroy();
    });
    sent.on("error", () => resolve(null));
    sent.end(body);
  });
}
