import { Worker } from "node:worker_threads";
import type { FromWorker, ToWorker, WorkerSetup } from "./protocol.ts";

export type PoolHandlers = {
  message(worker: number, message: Exclude<FromWorker, { kind: "stopped" }>): void;
  /** A worker ended unasked, by `error` if it threw one. A new one is started when the promise resolves; `started` follows. */
  crashed(worker: number, error: Error | null): Promise<void>;
  /** A worker runs and knows no camera yet. */
  started(worker: number): void;
};

const STOP_MS = 10_000;
const RESTART_MS = 500;
const RESTART_MAX_MS = 15_000;
const STEADY_MS = 60_000;

type Slot = { begun: boolean; worker: Worker | null; startedAt: number; crashes: number; stopped: (() => void) | null };

/** A bounded number of worker threads, each started when it is first needed; one that crashes is replaced, later each time if it crashes again soon. */
export class WorkerPool {
  readonly #slots: Slot[];
  readonly #setup: Omit<WorkerSetup, "index">;
  readonly #url: URL;
  readonly #handlers: PoolHandlers;
  #ending = false;

  constructor(count: number, url: URL, setup: Omit<WorkerSetup, "index">, handlers: PoolHandlers) {
    this.#url = url;
    this.#setup = setup;
    this.#handlers = handlers;
    this.#slots = Array.from({ length: count }, () => ({ begun: false, worker: null, startedAt: 0, crashes: 0, stopped: null }));
  }

  /** Starts a worker that was never needed before, and says so; `started` was called then. */
  begin(index: number): boolean {
    const slot = this.#slots[index];
    if (!slot || slot.begun || this.#ending) return false;
    slot.begun = true;
    this.#start(slot, index);
    return true;
  }

  send(index: number, message: ToWorker): void {
    this.#slots[index]?.worker?.postMessage(message);
  }

  /** Asks all workers to end their cameras and waits for it, then ends them. */
  async stop(): Promise<void> {
    this.#ending = true;
    await Promise.all(this.#slots.map((slot) => this.#stop(slot)));
  }

  #start(slot: Slot, index: number): void {
    const workerData: WorkerSetup = { index, ...this.#setup };
    const worker = new Worker(this.#url, { workerData, name: `media-${index}` });
    slot.worker = worker;
    slot.startedAt = performance.now();
    worker.on("message", (message: FromWorker) => {
      if (message.kind === "stopped") slot.stopped?.();
      else this.#handlers.message(index, message);
    });
    let failure: Error | null = null;
    // The exit event follows, and reports the failure.
    worker.on("error", (error) => {
      failure = error instanceof Error ? error : new Error(String(error));
    });
    worker.once("exit", () => {
      slot.worker = null;
      slot.stopped?.();
      if (!this.#ending) void this.#restart(slot, index, failure);
    });
    this.#handlers.started(index);
  }

  async #restart(slot: Slot, index: number, error: Error | null): Promise<void> {
    slot.crashes = performance.now() - slot.startedAt > STEADY_MS ? 1 : slot.crashes + 1;
    const pause = Math.min(RESTART_MAX_MS, RESTART_MS * 2 ** (slot.crashes - 1));
    await Promise.all([this.#handlers.crashed(index, error), new Promise((resolve) => setTimeout(resolve, pause))]);
    if (!this.#ending) this.#start(slot, index);
  }

  async #stop(slot: Slot): Promise<void> {
    const { worker } = slot;
    if (!worker) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    slot.stopped = resolve;
    const timer = setTimeout(resolve, STOP_MS);
    this.send(this.#slots.indexOf(slot), { kind: "stop", cause: "room_stopped" });
    await promise;
    clearTimeout(timer);
    await worker.terminate();
  }
}
