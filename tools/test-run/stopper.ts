import type { ChildProcess } from "node:child_process";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const TERMINATE_AFTER_MS = 5_000;
const KILL_AFTER_MS = 8_000;

/** Signals a whole process group; one that is gone already is no error. */
function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === "ESRCH")) throw cause;
  }
}

/**
 * Ends the running child: at Ctrl-C, at a request to terminate, and when the time for all tests is over. A child leads a process group, so
 * that its own children end with it: first SIGINT, then SIGTERM, then SIGKILL.
 */
export class Stopper implements Disposable {
  #reason: string | null = null;
  #running: ChildProcess | null = null;
  readonly #ended = new AbortController();

  constructor(minutes: number) {
    for (const signal of SIGNALS) process.on(signal, this.#onSignal);
    this.#after(minutes * 60_000, () => this.stop(`the time for all tests is over (${minutes} min)`));
  }

  /** Reason that everything was ended; null before. */
  get reason(): string | null {
    return this.#reason;
  }

  /** Watches the child that runs now. */
  watch(child: ChildProcess): void {
    this.#running = child;
    child.on("close", () => {
      this.#running = null;
      // Processes left behind in the child's group would hold the terminal and the next child's ports.
      if (child.pid !== undefined) signalGroup(child.pid, "SIGKILL");
    });
  }

  stop(reason: string): void {
    if (this.#reason !== null) return;
    this.#reason = reason;
    this.#signal("SIGINT");
    this.#after(TERMINATE_AFTER_MS, () => this.#signal("SIGTERM"));
    this.#after(KILL_AFTER_MS, () => this.#signal("SIGKILL"));
  }

  [Symbol.dispose](): void {
    for (const signal of SIGNALS) process.off(signal, this.#onSignal);
    this.#ended.abort();
  }

  readonly #onSignal = (signal: NodeJS.Signals): void => this.stop(`ended by ${signal}`);

  #signal(signal: NodeJS.Signals): void {
    if (this.#running?.pid !== undefined) signalGroup(this.#running.pid, signal);
  }

  /** Timers do not keep the program running. */
  #after(ms: number, act: () => void): void {
    const timer = setTimeout(act, ms).unref();
    this.#ended.signal.addEventListener("abort", () => clearTimeout(timer));
  }
}
