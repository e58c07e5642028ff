import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../harness/folders.ts";
import { say } from "../harness/say.ts";

/** Builds the console and the apps of patrols and citizens if their sources changed since the last time; answers the console's folder. */
export async function builtConsole(): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(ROOT, "tools", "build.ts")], { cwd: ROOT });
  say(stdout.trim());
  return join(ROOT, "console", "dist");
}
