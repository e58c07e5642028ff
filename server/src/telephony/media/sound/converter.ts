import { Worker } from "node:worker_threads";
import type { Converted } from "./convert.ts";
import type { FromConvert, ToConvert } from "./convert-worker.ts";
import type { G711Types } from "./g711.ts";
import type { Played } from "./played.ts";

/** Makes sound files of recorded calls in a thread of its own: a call of 30 s costs the loop that carries all calls 100 ms else. */
export type Converter = AsyncDisposable & {
  /** As `convert` of media/convert.ts; fails with `ConverterEnded` once the room ends. */
  readonly convert: (
    pcaps: readonly string[],
    wav: string,
    callerPorts: readonly number[],
    played?: readonly Played[],
    types?: G711Types,
  ) => Promise<Converted>;
};

/** The room ends: nothing is said of the packets, and the next server makes their sound. */
export class ConverterEnded extends Error {
  override readonly name = "ConverterEnded";
}

type Waiting = {
  readonly asked: ToConvert;
  readonly done: (made: Converted) => void;
  readonly failed: (cause: Error) => void;
  falls: number;
};

/** A thread that falls is started anew, and does its work again; work under which it falls so often fails. */
const MOST_FALLS = 2;

const THREAD = new URL("./convert-worker.ts", import.meta.url);

/** `thread` is the program of the thread; for tests of one that falls. */
export function makeConverter(thread = THREAD): Converter {
  let worker: Worker | null = null;
  let last = 0;
  let isOver = false;
  /** In the order in which the thread does them. */
  const waiting = new Map<number, Waiting>();
  function fell(why: string): void {
    worker = null;
    const [first] = waiting.values();
    if (first !== undefined && ++first.falls >= MOST_FALLS) {
      waiting.delete(first.asked.id);
      first.failed(new Error(`the thread that makes sound files fell: ${why}`));
    }
    for (const { asked } of waiting.values()) post(asked);
  }
  function started(): Worker {
    const made = new Worker(thread, { name: "convert" });
    made.unref();
    made.on("message", (said: FromConvert) => {
      const asked = waiting.get(said.id);
      waiting.delete(said.id);
      if ("made" in said) asked?.done(said.made);
      else asked?.failed(new Error(said.failed));
    });
    let why = "it ended";
    made.on("error", (cause) => (why = cause.message));
    // The fall is counted at the exit: all messages are heard before it. The error may be heard before the last messages, so that finished
    // work would count as fallen.
    made.on("exit", () => worker === made && fell(why));
    return made;
  }
  const post = (asked: ToConvert): void => (worker ??= started()).postMessage(asked);
  return {
    convert: async (pcaps, wav, callerPorts, played = [], types = []) => {
      if (isOver) throw new ConverterEnded("the room ends");
      const asked: ToConvert = { id: ++last, pcaps, wav, callerPorts, played, types };
      const { promise, resolve, reject } = Promise.withResolvers<Converted>();
      waiting.set(asked.id, { asked, done: resolve, failed: reject, falls: 0 });
      post(asked);
      return await promise;
    },
    [Symbol.asyncDispose]: async () => {
      isOver = true;
      const ended = worker;
      worker = null;
      for (const { failed } of waiting.values()) failed(new ConverterEnded("the room ends"));
      waiting.clear();
      await ended?.terminate();
    },
  };
}
