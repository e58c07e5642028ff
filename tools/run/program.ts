import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { ROOT } from "../project/root.ts";

/** A program of the project that runs beside us until it is disposed. `ready` is the JSON line that it prints when it stands. */
export type Program = AsyncDisposable & { readonly ready: Promise<Record<string, unknown>>; readonly ended: Promise<number> };

/**
 * A program that is loaded (`--spare`) and waits for its start: it then stands sooner than one that is loaded first. It answers `begin` by any
 * message; one that hangs is ended by force.
 */
export type Spare = Program & { readonly begin: () => void };

/** Signals by which a person or a service manager ends a program. */
export const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** The server stops in order or at once within 13 s; all of it together has 15. */
const STOP_WITHIN_MS = 14_000;
/** A spare that is still being loaded on a busy machine answers within this, ms. */
const BEGIN_WITHIN_MS = 5_000;

/** Ends a child as an operator would, and by force when it does not. A signal that comes meanwhile is passed on: the child hurries. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  const again = (): void => void child.kill("SIGTERM");
  for (const signal of SIGNALS) process.on(signal, again);
  again();
  const force = setTimeout(() => child.kill("SIGKILL"), STOP_WITHIN_MS);
  await gone;
  clearTimeout(force);
  for (const signal of SIGNALS) process.off(signal, again);
}

/**
 * Starts a TypeScript file of the project. The child has a process group of its own, so that Ctrl-C reaches it through us only. A channel
 * to us makes it end by itself when we are killed. Lines besides its JSON line go to `line`.
 */
export function startProgram(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  line: (text: string) => void,
): Spare {
  const child = spawn(process.execPath, [file, ...args], {
    cwd: ROOT,
    detached: true,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const ended = once(child, "exit").then(([code, signal]) => (typeof code === "number" ? code : signal === "SIGTERM" ? 0 : 1));
  const ready = new Promise<Record<string, unknown>>((resolve, reject) => {
    void ended.then((code) => reject(new Error(`${file} ended with ${code} before it stood`)));
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on("line", (text) => {
      if (!text.startsWith('{"ready":')) return line(text);
      return resolve(JSON.parse(text) as Record<string, unknown>);
    });
  });
  ready.catch(() => undefined);
  const begin = (): void => {
    const force = setTimeout(() => child.kill("SIGKILL"), BEGIN_WITHIN_MS);
    for (const event of ["message", "exit"]) child.once(event, () => clearTimeout(force));
    child.send("begin", () => undefined);
  };
  return { ready, ended, begin, [Symbol.asyncDispose]: () => stop(child) };
}
