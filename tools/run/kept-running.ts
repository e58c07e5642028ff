import type { Program, Spare } from "./program.ts";

/** A program that was ready for so long has stood: it is started again at once when it dies (ms). */
const STOOD_MS = 1_000;
/**
 * Number of early deaths in a row after which the next start waits. Before that it comes at once: callers hear nothing during a wait, and
 * kills may come close to each other. Each further wait is twice as long (ms).
 */
const DEATHS_BEFORE_WAIT = 5;
const [FIRST_WAIT_MS, LAST_WAIT_MS] = [500, 30_000];
/** Number of spares: one begins, and one is left for a room that is killed again before another is loaded. */
const SPARES = 2;
/**
 * Delays before a spare is loaded after the program stands (ms): without a spare, and with one. Loading takes a core for a second, and
 * callers were answered before that. The last is the delay after a spare that ended by itself.
 */
const [FIRST_AFTER_MS, SECOND_AFTER_MS, NEXT_AFTER_MS] = [100, 1_000, 60_000];

/** Keeps spares loaded from `wanted` on, until they are taken. */
function spares(load: () => Spare) {
  const loaded: Spare[] = [];
  let timer: NodeJS.Timeout | undefined;
  function wanted(afterMs = loaded.length === 0 ? FIRST_AFTER_MS : SECOND_AFTER_MS): void {
    clearTimeout(timer);
    if (loaded.length < SPARES) timer = setTimeout(loadOne, afterMs);
  }
  function loadOne(): void {
    const spare = load();
    loaded.push(spare);
    void spare.ended.then(() => {
      const at = loaded.indexOf(spare);
      if (at < 0) return;
      loaded.splice(at, 1);
      wanted(NEXT_AFTER_MS);
    });
    wanted();
  }
  return {
    wanted: () => wanted(),
    notNow: (): void => clearTimeout(timer),
    next: (): Spare | undefined => loaded.shift(),
    endAll: async (): Promise<void> => {
      clearTimeout(timer);
      await Promise.all(loaded.splice(0).map((spare) => spare[Symbol.asyncDispose]()));
    },
  };
}

/**
 * Runs a program and starts it again after a kill or a crash, once it has stood for the first time. Callers wait on its lines. Spares are
 * loaded beside it, and one begins when the program is gone. Its `ready` is the first one's; its `ended` is the end after which it is not
 * started again.
 */
export function keptRunning(start: () => Program, load: () => Spare, say: (text: string) => void): Program {
  const stopping = new AbortController();
  const spare = spares(load);
  let program = start();
  const { ready } = program;
  let readyAt: number | null = null;

  /** Notes when the program stands, and has a spare loaded then. */
  async function standing(): Promise<void> {
    readyAt = null;
    const { ready: stands } = program;
    if (!(await stands.then(() => true).catch(() => false)) || stopping.signal.aborted) return;
    readyAt = performance.now();
    spare.wanted();
  }

  function startAgain(): Program {
    const loaded = spare.next();
    loaded?.begin();
    return loaded ?? start();
  }

  async function run(): Promise<number> {
    void standing();
    const code = await program.ended;
    const hasStood = await ready.then(
      () => true,
      () => false,
    );
    if (!hasStood) return code;
    let [last, wait, earlyDeaths] = [code, 0, 0];
    // Ended in order it stays so. A database that cannot start, or a folder that is taken, may be otherwise in a moment.
    while (last !== 0 && !stopping.signal.aborted) {
      say(`the program was ended (${last}) and is started again${wait > 0 ? ` in ${wait / 1_000} s` : ""}`);
      if (wait > 0) {
        const { promise: waited, resolve } = Promise.withResolvers<void>();
        stopping.signal.addEventListener("abort", () => resolve(), { once: true });
        setTimeout(resolve, wait);
        await waited;
      }
      if (stopping.signal.aborted) return last;
      program = startAgain();
      void standing();
      const ended = await program.ended;
      // A program that ended before it stood was stopped by nobody, whatever its code. A spare may have ended in the moment in which it was
      // wanted.
      last = readyAt === null && ended === 0 && !stopping.signal.aborted ? 1 : ended;
      spare.notNow();
      const hadStood = readyAt !== null && performance.now() - readyAt > STOOD_MS;
      earlyDeaths = hadStood ? 0 : earlyDeaths + 1;
      wait = earlyDeaths < DEATHS_BEFORE_WAIT ? 0 : Math.min(LAST_WAIT_MS, wait === 0 ? FIRST_WAIT_MS : wait * 2);
    }
    await spare.endAll();
    return last;
  }
  const ended = run();
  return {
    ready,
    ended,
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await Promise.all([spare.endAll(), program[Symbol.asyncDispose]()]);
    },
  };
}
