import { Worker } from "node:worker_threads";
import type { Answered, Asked } from "./estimate-worker.ts";

/**
 * Characters that the estimator reads at most. Estimating takes up to 0.4 s for 32 signs that stand for letters, and grows faster than the
 * length (measured: 5.7 s for 256). So it runs in a thread.
 */
const READ_CHARACTERS = 32;
/** The dictionaries hold some 30 MB: the thread ends when nobody has set a password for this long. Milliseconds. */
const IDLE_MS = 60_000;
/** Longest wait for one estimate, on a busy machine too; then the thread is ended. Milliseconds. */
const PATIENCE_MS = 45_000;

/** Guesses that a password resists; null if the estimator gave no answer. */
type EstimateGuesses = (password: string, about: readonly string[]) => Promise<number | null>;

type Running = { readonly worker: Worker; readonly waiting: Map<number, (guesses: number | null) => void> };

let running: Running | null = null;
let idle: NodeJS.Timeout | undefined;
let last = 0;

function stop(): void {
  const ended = running;
  running = null;
  clearTimeout(idle);
  for (const tell of ended?.waiting.values() ?? []) tell(null);
  void ended?.worker.terminate();
}

function start(): Running {
  const worker = new Worker(new URL("./estimate-worker.ts", import.meta.url), { name: "password-estimator" });
  worker.unref();
  const started: Running = { worker, waiting: new Map() };
  worker.on("message", ({ id, guesses }: Answered) => started.waiting.get(id)?.(guesses));
  worker.on("error", () => running === started && stop());
  return started;
}

/** Estimates in the one thread of this process. */
export const estimateGuesses: EstimateGuesses = async (password, about) => {
  running ??= start();
  const { worker, waiting } = running;
  clearTimeout(idle);
  const id = ++last;
  const { promise, resolve } = Promise.withResolvers<number | null>();
  waiting.set(id, resolve);
  const patience = setTimeout(stop, PATIENCE_MS);
  const read = Array.from(password).slice(0, READ_CHARACTERS).join("");
  worker.postMessage({ id, password: read, about } satisfies Asked);
  try {
    return await promise;
  } finally {
    clearTimeout(patience);
    waiting.delete(id);
    if (waiting.size === 0) idle = setTimeout(stop, IDLE_MS).unref();
  }
};
