import { lockFolder } from "../../platform/folder-lock.ts";
import type { Log } from "../../platform/log.ts";
import { readLines } from "../settings.ts";
import { renewEdgeKey } from "./edge-key.ts";
import { running, start, stop, type ProgramName } from "./programs.ts";
import { retainSavedCalls } from "./saved-calls.ts";
import { watchStrangers } from "./strangers.ts";

/** Edge and media server, watched: what dies is started again. */
export type Edge = AsyncDisposable & {
  readonly pid: (name: ProgramName) => Promise<number | null>;
  /** Ends the watch, and leaves both running for the next who adopts them. */
  readonly leave: () => void;
};

const PROGRAMS: readonly ProgramName[] = ["rtpengine", "kamailio"];
const LOOK_MS = 500;
/** One that dies at once, again and again, is not started more often than this (ms). */
const LONGEST_WAIT_MS = 10_000;

/**
 * Starts both programs on a folder that `writeEdge` wrote, or adopts those that run. Disposing ends them. One process watches a folder at a
 * time: throws `FolderTaken`.
 */
export async function startEdge({ folder, log }: { readonly folder: string; readonly log: Log }): Promise<Edge> {
  using starting = new DisposableStack();
  starting.use(await lockFolder(folder, "lines"));
  let watching = true;
  const deaths = new Map<ProgramName, { count: number; until: number }>();
  if ((await running(folder, "kamailio")) === null) await renewEdgeKey(folder);
  for (const name of PROGRAMS) if ((await running(folder, name)) === null) await start(folder, name);
  const settings = await readLines(folder);
  const saved =
    settings.kind === "set_up" ? await retainSavedCalls({ folder, secret: settings.secret, port: settings.lines.ports.events, log }) : null;
  const strangers =
    settings.kind === "set_up" && saved !== null ? watchStrangers({ folder, lines: settings.lines, log, say: saved.say }) : null;

  async function look(): Promise<void> {
    for (const name of PROGRAMS) {
      if (!watching || (await running(folder, name)) !== null) continue;
      const { count, until } = deaths.get(name) ?? { count: 0, until: 0 };
      if (performance.now() < until) continue;
      const recent = performance.now() - until < 60_000 ? count + 1 : 1;
      deaths.set(name, { count: recent, until: performance.now() + Math.min(LONGEST_WAIT_MS, LOOK_MS * 2 ** recent) });
      log.error({ program: name }, "edge: program died, restarting");
      await start(folder, name);
    }
  }
  let looking: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking.then(look).catch((error: unknown) => log.error({ err: error }, "edge: watch failed"));
  }, LOOK_MS);
  const held = starting.move();
  const leave = (): void => {
    watching = false;
    clearInterval(timer);
    held.dispose();
    strangers?.[Symbol.dispose]();
    void saved?.[Symbol.asyncDispose]();
  };
  return {
    pid: (name) => running(folder, name),
    leave,
    [Symbol.asyncDispose]: async () => {
      leave();
      await looking;
      for (const name of PROGRAMS) await stop(folder, name);
    },
  };
}
