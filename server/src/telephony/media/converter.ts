import { Worker } from "node:worker_threads";
import type { Converted } from "./convert.ts";
import type { FromConvert, ToConvert } from "./convert-worker.ts";
import type { Played } from "./played.ts";

/** Makes sound files of recorded calls in a thread of its own: a call of 30 s costs the loop that carries all calls 100 ms else. */
export type Converter = AsyncDisposable & {
  /** As `convert` of media/convert.ts. */
  readonly convert: (
    pcaps: readonly string[],
    wav: string,
    callerPorts: readonly number[],
    played?: readonly Played[],
  ) => Promise<Converted>;
};

type Waiting = { readonly done: (made: Converted) => void; readonly failed: (cause: Error) => void };

export function makeConverter(): Converter {
  let worker: Worker | null = null;
  let last = 0;
  const waiting = new Map<number, Waiting>();
  function stop(why: string): Worker | null {
    const ended = worker;
    worker = null;
    for (const { failed } of waiting.values()) failed(new Error(why));
    waiting.clear();
    return ended;
  }
  function started(): Worker {
    const made = new Worker(new URL("./convert-worker.ts", import.meta.url), { name: "convert" });
    made.unref();
    made.on("message", (said: FromConvert) => {
      const asked = waiting.get(said.id);
      waiting.delete(said.id);
      if ("made" in said) asked?.done(said.made);
      else asked?.failed(new Error(said.failed));
    });
    made.on("error", (cause) => worker === made && stop(`the thread that makes sound files fell: ${cause.message}`));
    return made;
  }
  return {
    convert: (pcaps, wav, callerPorts, played = []) => {
      worker ??= started();
      const id = ++last;
      const { promise, resolve, reject } = Promise.withResolvers<Converted>();
      waiting.set(id, { done: resolve, failed: reject });
      worker.postMessage({ id, pcaps, wav, callerPorts, played } satisfies ToConvert);
      return promise;
    },
    [Symbol.asyncDispose]: async () => void (await stop("the room ends")?.terminate()),
  };
}
