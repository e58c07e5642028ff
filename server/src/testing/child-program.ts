import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** A program of ours in a process of its own. */
export type ChildProgram = {
  readonly child: ChildProcess;
  /** Output so far. */
  readonly out: () => string;
  readonly err: () => string;
  /** Its exit code; null if a signal ended it. */
  readonly ended: Promise<number | null>;
};

/** Starts a program of the server with arguments, and with nothing in its environment but what is given. It does not outlive the test. */
export function startProgram(file: string, args: readonly string[], environment: Readonly<Record<string, string>>): ChildProgram {
  const program = fileURLToPath(new URL(`../${file}`, import.meta.url));
  const env = { PATH: process.env["PATH"] ?? "", ...environment };
  const child = spawn(process.execPath, ["--no-warnings", program, ...args], { env, stdio: ["pipe", "pipe", "pipe", "ipc"] });
  let [out, err] = ["", ""];
  child.stdout?.on("data", (data: Buffer) => (out += data.toString("utf8")));
  child.stderr?.on("data", (data: Buffer) => (err += data.toString("utf8")));
  const ended = once(child, "close").then(([code]) => code as number | null);
  return { child, out: () => out, err: () => err, ended };
}
