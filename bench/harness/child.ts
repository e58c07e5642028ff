import { fork, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { interrupted } from "./ending.ts";
import { ifWeEnd } from "./leaving.ts";

/** A process of a run. It is asked to end when it is disposed, and killed if it does not. */
export type Child = AsyncDisposable & {
  readonly pid: number;
  readonly process: ChildProcess;
  readonly hasEnded: () => boolean;
};

/** A program of this folder in a process of its own. Its messages are objects with a `kind`. */
export type Worker = Child & {
  readonly send: (message: object) => void;
  /** The next message of that kind that was not taken yet. Rejects if the program ends, or after `withinMs`. */
  readonly receive: <T extends { readonly kind: string }>(kind: T["kind"], withinMs?: number) => Promise<T>;
};

const END_WITHIN_MS = 15_000;

function childOf(started: ChildProcess, signal: NodeJS.Signals): Child {
  const { pid } = started;
  if (pid === undefined) throw new Error("a process could not be started");
  const held = ifWeEnd(() => void started.kill("SIGKILL"));
  started.once("exit", () => held[Symbol.dispose]());
  const hasEnded = (): boolean => started.exitCode !== null || started.signalCode !== null;
  return {
    pid,
    process: started,
    hasEnded,
    async [Symbol.asyncDispose]() {
      if (hasEnded()) return;
      const ended = once(started, "exit");
      started.kill(signal);
      const timer = setTimeout(() => started.kill("SIGKILL"), END_WITHIN_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** Starts a program whose standard error goes to ours; `output` takes its standard output. */
export function startProgram(
  command: string,
  args: readonly string[],
  options: {
    readonly signal?: NodeJS.Signals;
    readonly output?: "ignore" | "pipe";
    readonly errors?: "inherit" | "ignore";
    readonly environment?: NodeJS.ProcessEnv;
  } = {},
): Child {
  const { signal = "SIGTERM", output = "ignore", errors = "inherit", environment = process.env } = options;
  return childOf(spawn(command, [...args], { stdio: ["ignore", output, errors], env: environment }), signal);
}

/** Starts a file of this folder as a process with a channel; the channel's end ends it also if we are killed. */
export function startWorker(file: URL, args: readonly string[] = []): Worker {
  const started = fork(file, [...args], { stdio: ["ignore", 2, 2, "ipc"], serialization: "advanced" });
  const child = childOf(started, "SIGTERM");
  const waiting: { kind: string }[] = [];
  const arrived = new EventTarget();
  started.on("message", (message) => {
    waiting.push(message as { kind: string });
    arrived.dispatchEvent(new Event("message"));
  });
  started.on("exit", () => arrived.dispatchEvent(new Event("message")));
  const next = (kind: string): object | undefined => {
    const at = waiting.findIndex((message) => message.kind === kind);
    return at < 0 ? undefined : waiting.splice(at, 1)[0];
  };
  return {
    ...child,
    send: (message) => void started.send(message),
    async receive<T extends { readonly kind: string }>(kind: T["kind"], withinMs = 30_000): Promise<T> {
      const signal = AbortSignal.any([interrupted, AbortSignal.timeout(withinMs)]);
      for (;;) {
        const found = next(kind);
        if (found !== undefined) return found as T;
        if (child.hasEnded()) throw new Error(`${file.pathname} ended with ${started.exitCode ?? started.signalCode}`);
        await once(arrived, "message", { signal });
      }
    },
  };
}
