import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Options } from "../harness/options.ts";
import { ROOT } from "../harness/folders.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { runParts, type Parts } from "../harness/parts.ts";
import { alarms } from "./alarms.ts";
import { builtConsole } from "./built.ts";
import { cpu } from "./cpu.ts";
import { findInBrowser } from "./find.ts";
import { firstLoadOf } from "./first-load.ts";
import { allPictures } from "./all-pictures.ts";
import { keysToClose } from "./keys.ts";
import { queueRows } from "./queue-rows.ts";
import { windowsBack } from "./windows-back.ts";

/** The console asks for the sentences of its language by `import()` before it draws anything. */
const ARABIC = /^ar-[^/]+\.js$/u;

/** Of an app whose first screen stands in the page itself, the page counts too. */
async function loadOf(name: string, dist: string, base: string, isPageCounted = false, besides: RegExp | null = null): Promise<Row[]> {
  const parts = await firstLoadOf(dist, base, besides);
  for (const { path, gzipBytes } of parts.toSorted((a, b) => b.gzipBytes - a.gzipBytes)) say(`${(gzipBytes / 1000).toFixed(1)} kB ${path}`);
  const sum = (ending: string): number =>
    parts.filter(({ path }) => path.endsWith(ending)).reduce((all, part) => all + part.gzipBytes, 0) / 1000;
  const page = isPageCounted ? gzipSync(await readFile(join(dist, "index.html"))).length / 1000 : 0;
  return rowsOf(name, "amaliyat", [
    ["first_load_kb", page + sum(".js") + sum(".css"), "kB"],
    ["first_load_js_kb", sum(".js"), "kB"],
    ["first_load_css_kb", sum(".css"), "kB"],
  ]);
}

/**
 * Measures the script and style, as transferred, that the console loads before a screen is chosen and the phone apps before their first
 * screen.
 */
async function loads(): Promise<Row[]> {
  const built = await builtConsole();
  return [
    ...(await loadOf("first load", built, "/", false, ARABIC)),
    ...(await loadOf("patrol", join(ROOT, "patrol", "dist"), "/patrol/")),
    ...(await loadOf("citizen", join(ROOT, "citizen", "dist"), "/allo/", true)),
  ];
}

const PARTS: Parts = {
  load: loads,
  windows: windowsBack,
  find: findInBrowser,
  keys: keysToClose,
  alarms,
  queue: queueRows,
  cpu,
  pictures: allPictures,
};
/** Parts of a run that names none. */
const USUAL = ["load", "windows", "find", "keys", "alarms", "queue", "cpu"];

/**
 * Measures the console as its people meet it: first load, windows, archive, keys, alarms, rows and processor time. `--part` names some.
 * `pictures` goes through every screen, which takes long: it runs if it is named.
 */
export const run = (options: Options): Promise<Row[]> => runParts("console", PARTS, options, USUAL);
