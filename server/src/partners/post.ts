import { isPassing } from "@amaliyat/domain/partners";
import { request as requestPlain, type RequestOptions } from "node:http";
import { request as requestSafe } from "node:https";
import type { Target } from "./allowed-host.ts";

/** What became of a try. `cause` is a code of `contract/errors`. */
export type Outcome =
  | { readonly kind: "taken"; readonly receipt: boolean }
  | {
      readonly kind: "passing" | "final";
      readonly cause: "partner.unreachable" | "partner.busy" | "partner.rejected" | "partner.redirected" | "partner.host_not_allowed";
    };

export type Letter = { readonly type: string; readonly body: string; readonly headers: Readonly<Record<string, string>> };

const TIMEOUT_MS = 10_000;

/** Options by which a connection goes to the address that was checked and to no other. */
export const pinned = ({ address, family }: Pick<Target, "address" | "family">) => ({
  lookup: ((_host, options, done) =>
    options.all === true ? done(null, [{ address, family }]) : done(null, address, family)) satisfies NonNullable<RequestOptions["lookup"]>,
});

/** The outcome that an answer's status means. 200 and 201 say that it was taken in; 202 and 204 only that it arrived. */
export function outcomeOf(status: number): Outcome {
  if (status >= 200 && status < 300) return { kind: "taken", receipt: status <= 201 };
  if (status >= 300 && status < 400) return { kind: "final", cause: "partner.redirected" };
  return isPassing(status) ? { kind: "passing", cause: "partner.busy" } : { kind: "final", cause: "partner.rejected" };
}

/** Posts a letter to a partner. No redirect is followed, nothing of the answer but its status is read, and it ends within ten seconds. */
export function post(target: Target, letter: Letter, timeoutMs = TIMEOUT_MS): Promise<Outcome> {
  const body = Buffer.from(letter.body, "utf8");
  const headers = { ...letter.headers, "content-type": letter.type, "content-length": String(body.length), accept: "application/json" };
  const open = target.url.protocol === "http:" ? requestPlain : requestSafe;
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const sent = open(target.url, { method: "POST", headers, signal, agent: false, ...pinned(target) }, (response) => {
      resolve(outcomeOf(response.statusCode ?? 500));
      response.destroy();
    });
    sent.on("error", () => resolve({ kind: "passing", cause: "partner.unreachable" }));
    sent.end(body);
  });
}
