import { request as requestPlain, type RequestOptions } from "node:http";
import { request as requestSafe } from "node:https";
import type { Target } from "./allowed-host.ts";

export type Letter = { readonly type: string; readonly body: string | Buffer; readonly headers: Readonly<Record<string, string>> };

const TIMEOUT_MS = 10_000;

/** Limit of one letter: begun before the look-up of its name, which takes its time from it. */
export const letterLimit = (): AbortSignal => AbortSignal.timeout(TIMEOUT_MS);

/** Options by which a connection goes to the address that was checked and to no other. */
export const pinned = ({ address, family }: Pick<Target, "address" | "family">) => ({
  lookup: ((_host, options, done) =>
    options.all === true ? done(null, [{ address, family }]) : done(null, address, family)) satisfies NonNullable<RequestOptions["lookup"]>,
});

/** Answer to a letter: its status, or null with the cause of its absence. `isHanging`: the other side was reached and says nothing. */
export type Answer = { readonly status: number } | { readonly status: null; readonly cause: unknown; readonly isHanging: boolean };

/**
 * Posts a letter and returns the answer; it never rejects. No redirect is followed, nothing of the answer but its status is read, and it ends
 * when the signal aborts.
 */
export function sendLetter(target: Target, letter: Letter, signal: AbortSignal): Promise<Answer> {
  const body = Buffer.from(letter.body);
  const headers = { accept: "application/json", ...letter.headers, "content-type": letter.type, "content-length": String(body.length) };
  const open = target.url.protocol === "http:" ? requestPlain : requestSafe;
  return new Promise((resolve) => {
    try {
      let isReached = false;
      const sent = open(target.url, { method: "POST", headers, signal, agent: false, ...pinned(target) }, (response) => {
        resolve({ status: response.statusCode ?? 500 });
        response.destroy();
      });
      sent.on("finish", () => (isReached = true));
      sent.on("error", (cause) => resolve({ status: null, cause, isHanging: isReached && signal.aborted }));
      sent.end(body);
    } catch (cause) {
      // A header with a letter outside Latin-1 throws before anything leaves.
      resolve({ status: null, cause, isHanging: false });
    }
  });
}

/** Posts a letter as `sendLetter` does and returns the status of the answer; null where there was none. */
export const post = async (target: Target, letter: Letter, signal: AbortSignal): Promise<number | null> =>
  (await sendLetter(target, letter, signal)).status;
