import type { EngineEvent } from "../facts.ts";
import type { FromWorker, ToWorker } from "./stream-protocol.ts";

type Listener = { readonly hear: (event: EngineEvent) => void; readonly crashed: () => void };
type Bench = { readonly worker: Worker; readonly streams: Map<number, Listener> };

/** A place in a worker for one stream. */
export type Seat = Disposable & { readonly connect: (url: string) => void; readonly show: (width: number) => void };

/** One worker for every two processors, four at most: a wall of sixteen shares them, and no tile waits for a worker to start. */
const MOST = Math.max(1, Math.min(4, Math.floor((globalThis.navigator?.hardwareConcurrency ?? 2) / 2)));

const benches: Bench[] = [];
let lastId = 0;

function openBench(): Bench {
  const worker = new Worker(new URL("./stream-worker.ts", import.meta.url), { type: "module", name: "pictures" });
  const bench: Bench = { worker, streams: new Map() };
  worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => bench.streams.get(data.id)?.hear(data.event));
  worker.addEventListener("error", () => {
    worker.terminate();
    benches.splice(benches.indexOf(bench), 1);
    for (const { crashed } of bench.streams.values()) crashed();
  });
  benches.push(bench);
  return bench;
}

function freest(): Bench {
  const [least] = benches.toSorted((a, b) => a.streams.size - b.streams.size);
  return least && (least.streams.size === 0 || benches.length >= MOST) ? least : openBench();
}

/** Gives a canvas to the worker with the fewest streams. */
export function assignSeat(canvas: OffscreenCanvas, listener: Listener): Seat {
  const { worker, streams } = freest();
  const id = ++lastId;
  const post = (message: ToWorker, transfer: Transferable[] = []): void => worker.postMessage(message, transfer);
  streams.set(id, listener);
  post({ kind: "begin", id, canvas }, [canvas]);
  return {
    connect: (url) => post({ kind: "connect", id, url }),
    show: (width) => post({ kind: "show", id, width }),
    [Symbol.dispose]() {
      streams.delete(id);
      post({ kind: "end", id });
    },
  };
}
