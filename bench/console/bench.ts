import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../harness/folders.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { firstLoadOf } from "./first-load.ts";

const BUILT = join(ROOT, "console", "dist");

/** Builds the console if its sources changed since the last time. */
export async function builtConsole(): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(ROOT, "tools", "build.ts")], { cwd: ROOT });
  say(stdout.trim());
  return BUILT;
}

/** What the console loads before a screen is chosen: script and style, as they travel. */
export async function run(): Promise<Row[]> {
  const parts = await firstLoadOf(await builtConsole());
  for (const { path, gzipBytes } of parts.toSorted((a, b) => b.gzipBytes - a.gzipBytes)) say(`${(gzipBytes / 1000).toFixed(1)} kB ${path}`);
  const sum = (ending: string): number =>
    parts.filter(({ path }) => path.endsWith(ending)).reduce((all, part) => all + part.gzipBytes, 0) / 1000;
  return rowsOf("first load", "amaliyat", [
    ["first_load_kb", sum(".js") + sum(".css"), "kB"],
    ["first_load_js_kb", sum(".js"), "kB"],
    ["first_load_css_kb", sum(".css"), "kB"],
  ]);
}
