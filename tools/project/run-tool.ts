import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { ROOT } from "./root.ts";

export type Ran = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** The environment of a child: the project's own programs and its Node come first. */
export const toolEnvironment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: [join(ROOT, "node_modules", ".bin"), process.env["PATH"] ?? ""].join(delimiter),
});

/**
 * Runs a program to its end in the folder `cwd` and keeps its output. The project's own (`tsc`, `oxlint`, …) are found before those of the
 * machine (`git`). Its exit code is no error here. A program that cannot be started is an error, and so is one that a signal ended.
 */
export function runTool(name: string, args: readonly string[], cwd: string, more: NodeJS.ProcessEnv = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const environment = { ...toolEnvironment(), NO_COLOR: "1", ...more };
    const child = spawn(name, args, { cwd, env: environment, stdio: ["ignore", "pipe", "pipe"] });
    const written = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].setEncoding("utf8");
      child[stream].on("data", (text: string) => (written[stream] += text));
    }
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code === null) reject(new Error(`${name} was ended by ${String(signal)}\n${written.stderr}`));
      else resolve({ code, ...written });
    });
  });
}
