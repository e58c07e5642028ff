import type { Program } from "./program.ts";

/** A program that stood for so long is started again at once when it dies; one that dies sooner, after a wait that doubles (ms). */
const STOOD_MS = 10_000;
const [FIRST_WAIT_MS, LAST_WAIT_MS] = [500, 30_000];

/**
 * Runs a program and starts it again when it was killed or has crashed, once it has stood for the first time: callers wait on its lines. Its
 * `ready` is the first, its `ended` the end of which it is not started again.
 */
export function keptRunning(start: () => Program, say: (text: string) => void): Program {
  const stopping = new AbortController();
  let program = start();
  const { ready } = program;

  async function run(): Promise<number> {
    const code = await program.ended;
    const hasStood = await ready.then(
      () => true,
      () => false,
    );
    if (!hasStood) return code;
    let [last, wait, since] = [code, 0, performance.now()];
    // Ended in order it stays so. A database that cannot start, or a folder that is taken, may be otherwise in a moment.
    while (last !== 0 && !stopping.signal.aborted) {
      say(`the program was ended (${last}) and is started again${wait > 0 ? ` in ${wait / 1_000} s` : ""}`);
      const { promise: waited, resolve } = Promise.withResolvers<void>();
      stopping.signal.addEventListener("abort", () => resolve(), { once: true });
      setTimeout(resolve, wait);
      await waited;
      if (stopping.signal.aborted) return last;
      since = performance.now();
      program = start();
      last = await program.ended;
      wait = performance.now() - since > STOOD_MS ? 0 : Math.min(LAST_WAIT_MS, wait === 0 ? FIRST_WAIT_MS : wait * 2);
    }
    return last;
  }
  const ended = run();
  return {
    ready,
    ended,
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await program[Symbol.asyncDispose]();
    },
  };
}
