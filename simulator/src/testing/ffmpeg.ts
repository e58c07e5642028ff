import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";

/** True if ffmpeg and ffprobe can be called here. */
export const hasFfmpeg = ["ffmpeg", "ffprobe"].every((program) => spawnSync(program, ["-version"]).status === 0);

/** Runs a program to its end; gives its code and its output. */
export async function run(program: string, args: readonly string[]): Promise<{ code: number; out: Buffer; err: string }> {
  const child = spawn(program, [...args], { stdio: ["ignore", "pipe", "pipe"] });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on("data", (bytes: Buffer) => out.push(bytes));
  child.stderr.on("data", (bytes: Buffer) => err.push(bytes));
  const [code] = await once(child, "close");
  return { code: Number(code), out: Buffer.concat(out), err: Buffer.concat(err).toString("utf8") };
}
