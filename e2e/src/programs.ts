import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export type Running = { readonly child: ChildProcess; readonly ready: Record<string, unknown> };

/** Starts a program of the project and waits for the JSON line that says that it stands. */
export async function startProgram(file: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<Running> {
  const child = spawn(process.execPath, [file, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    // In a group of its own: where a run is ended by force, the room sees its channel close and stops its database itself.
    detached: true,
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const ready = await new Promise<Record<string, unknown>>((resolve, reject) => {
    child.on("exit", (code) => reject(new Error(`${file} ended with ${code}`)));
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line.startsWith('{"ready":')) resolve(JSON.parse(line) as Record<string, unknown>);
    });
  });
  return { child, ready };
}

/** Ends a program and waits until it is gone. */
export async function stopProgram({ child }: Running, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill(signal);
  await gone;
}
