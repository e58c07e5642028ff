import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { workstations } from "@amaliyat/contract/workstations";
import type { BrowserContext, Page } from "playwright-core";
import { startDesk } from "../browser/chromium.ts";
import { pause } from "../harness/ending.ts";
import { temporaryFolder } from "../harness/folders.ts";
import type { Options } from "../harness/options.ts";
import { percentile } from "../harness/percentile.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { furnish, signInAs } from "../town/furnish.ts";
import { startRoomProcess } from "../town/server.ts";
import { builtConsole } from "./built.ts";

const SCREENS = 3;
/** A browser writes its storage to the disk within five seconds. */
const STORED_MS = 6_000;
const PATIENCE_MS = 30_000;
/** Address of each window beside the work, and what a person looks at there. */
const WINDOWS = { "/wall": "main", "/playback": "main" } as const;

/** Kills the process of the browser that uses a profile (`kill -9`), and waits until it is gone. */
async function killBrowser(profile: string): Promise<void> {
  const main = async (): Promise<number | undefined> => {
    const ids = (await readdir("/proc")).filter((name) => /^\d+$/u.test(name));
    const lines = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, "utf8").catch(() => "")));
    const nth = lines.findIndex((line) => line.includes(profile) && !line.includes("--type="));
    return nth < 0 ? undefined : Number(ids[nth]);
  };
  const found = await main();
  if (found === undefined) throw new Error("the browser of the desk is not there");
  process.kill(found, "SIGKILL");
  while ((await main()) !== undefined) await pause(50);
}

/** The window of an address, once it stands and shows what is looked at. */
async function shown(context: BrowserContext, path: string, content: string): Promise<Page> {
  for (const until = performance.now() + PATIENCE_MS; performance.now() < until; await pause(20)) {
    const page = context.pages().find((one) => new URL(one.url()).pathname === path);
    if (page === undefined) continue;
    await page.locator(content).first().waitFor({ timeout: PATIENCE_MS });
    return page;
  }
  throw new Error(`no window shows ${path}`);
}

/**
 * Kills the browser of a workstation with three screens, and measures the time from the load of its first page until wall and playback stand
 * on theirs. The session is given to the new browser, so that no sign-in is counted.
 */
export async function windowsBack({ quick }: Options): Promise<Row[]> {
  await builtConsole();
  await using folder = await temporaryFolder();
  await using room = await startRoomProcess({ data: folder.path });
  await furnish(room);
  const operator = await signInAs(room.url, "operator");
  const profile = join(folder.path, "desk");
  let { context, page } = await startDesk({ profile, screens: SCREENS, client: operator });
  // A browser that is left open would keep the bench alive.
  await using _desk = { [Symbol.asyncDispose]: () => context.close().catch(() => undefined) };
  await page.goto(room.url);
  await page.locator("main").waitFor();
  for (const [nth, [path, content]] of Object.entries(WINDOWS).entries()) {
    await page.keyboard.press(`Alt+Digit${nth + 2}`);
    await shown(context, path, content);
  }
  while ((await operator.must(workstations.list, {})).every(({ windows }) => windows.length < SCREENS - 1)) await pause(100);
  await pause(STORED_MS);
  const backMs: number[] = [];
  for (let times = quick ? 2 : 10; times > 0; times--) {
    await killBrowser(profile);
    await context.close().catch(() => undefined);
    ({ context, page } = await startDesk({ profile, screens: SCREENS, client: operator }));
    const from = performance.now();
    await page.goto(room.url);
    for (const [path, content] of Object.entries(WINDOWS)) await shown(context, path, content);
    backMs.push(performance.now() - from);
    say(`three windows after ${Math.round(backMs.at(-1) ?? 0)} ms`);
    await pause(STORED_MS);
  }
  return rowsOf("three windows", "amaliyat", [
    ["windows_back_ms", percentile(backMs, 0.5), "ms"],
    ["windows_back_p95_ms", percentile(backMs, 0.95), "ms"],
  ]);
}
