import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { Log } from "../../../platform/log.ts";
import { ExchangeFault } from "../../exchange.ts";
import { g711Types, hasEvents } from "../../sip/description/sdp.ts";
import type { Copied, Media } from "../media.ts";
import type { FromToneEar, HeardCaller, ToToneEar } from "./tone-ear-worker.ts";

/** Our own ear on a caller: one for each call, so that one that the last server had is known by its name. */
const EAR = "tones";

/** Shortest key tone, in packets, on a trunk that offers events and sends tones all the same: speech never holds a tone so long. */
const LONG = 4;

/** So long after the opening a call waits for the first thread, which listens within 0.1 s; then it goes on without keys, ms. */
const LISTENS_WITHIN_MS = 2_000;

/** A thread that lived for less than this is followed by another after the same time, ms: one that dies at once would take a core. */
const LIVES_MS = 1_000;

/** Hears the keys of callers that come as tones. */
export type ToneEar = AsyncDisposable & {
  /** Begins to hear a caller by what the caller offered. `isNew` is true where no server can have listened to the call before. */
  readonly hear: (caller: Copied, isNew: boolean) => Promise<void>;
  /** Hears the caller no more, who is still there. */
  readonly stop: (callId: string) => Promise<void>;
  /** The call is over. */
  readonly leave: (callId: string) => void;
};

export type ToneEarOptions = {
  readonly media: Pick<Media, "copy" | "unsubscribe">;
  /** That of the media server; ours is the same. */
  readonly address: string;
  readonly heard: (callId: string, key: string) => void;
  readonly log: Log;
  /** Missing for ours. */
  readonly thread?: URL;
};

/**
 * Opens a port of ours to which the media server sends a copy of such callers' sound. A thread of its own listens: on the loop that carries
 * all calls, the sound of 40 callers took a sixth of the time. A thread that dies is followed by one at the same port, with the same callers.
 */
export function openToneEar({ media, address, heard, log, thread }: ToneEarOptions): ToneEar {
  /** Callers by the port of the media server from which they come, and that port by the call. */
  const callers = new Map<number, HeardCaller>();
  const portOf = new Map<string, number>();
  let isClosed = false;
  let port = 0;
  const listening = Promise.withResolvers<void>();
  const patience = sleep(LISTENS_WITHIN_MS, undefined, { ref: false });
  const start = (): Worker => {
    const startedAt = performance.now();
    const made = new Worker(thread ?? new URL("./tone-ear-worker.ts", import.meta.url), { name: "tone-ear" });
    made.unref();
    made.on("message", (said: FromToneEar) => {
      if (said.kind === "key") return heard(said.callId, said.key);
      port = said.port;
      listening.resolve();
    });
    made.on("error", (cause) => log.error({ err: cause }, "telephony: thread of key tones failed, starting another"));
    const follow = (): void => {
      if (!isClosed) worker = start();
    };
    made.on("exit", () => {
      if (performance.now() - startedAt < LIVES_MS) setTimeout(follow, LIVES_MS).unref();
      else follow();
    });
    const tell = (said: ToToneEar): void => made.postMessage(said);
    tell({ kind: "listen", address, port });
    for (const [from, caller] of callers) tell({ kind: "hear", from, caller });
    return made;
  };
  let worker = start();
  const tell = (said: ToToneEar): void => worker.postMessage(said);

  /** True where the call was listened to. */
  const leave = (callId: string): boolean => {
    const from = portOf.get(callId);
    if (from === undefined) return false;
    portOf.delete(callId);
    // Another call may have been given the port meanwhile.
    if (callers.get(from)?.callId !== callId) return true;
    callers.delete(from);
    tell({ kind: "leave", from });
    return true;
  };
  return {
    hear: async (caller, isNew) => {
      const { callId, callerSdp } = caller;
      if (leave(callId) || !isNew) await media.unsubscribe(callId, EAR);
      if (port === 0) await Promise.race([listening.promise, patience]);
      if (port === 0) throw new ExchangeFault("no thread listens to key tones");
      const least = hasEvents(callerSdp) ? { least: LONG } : {};
      await media.copy(caller, EAR, { address, port }, (from) => {
        portOf.set(callId, from);
        callers.set(from, { callId, types: g711Types(callerSdp), ...least });
        tell({ kind: "hear", from, caller: { callId, types: g711Types(callerSdp), ...least } });
      });
    },
    stop: async (callId) => {
      if (leave(callId)) await media.unsubscribe(callId, EAR);
    },
    leave,
    [Symbol.asyncDispose]: async () => {
      isClosed = true;
      await worker.terminate();
    },
  };
}
