import { places } from "@amaliyat/contract/places";
import { readWords } from "@amaliyat/domain/archive";
import type { Page } from "playwright-core";
import { signedInContext, startChromium } from "../browser/chromium.ts";
import { interrupted } from "../harness/ending.ts";
import { temporaryFolder } from "../harness/folders.ts";
import { loadNow } from "../harness/machine.ts";
import type { Options } from "../harness/options.ts";
import { percentile } from "../harness/percentile.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { startBenchDatabase } from "../room/database.ts";
import { MARKET, WORDS } from "../room/history.ts";
import { makeHistory } from "../room/make-history.ts";
import { furnish, signInAs } from "../town/furnish.ts";
import { startRoomProcess } from "../town/server.ts";
import { builtConsole } from "./built.ts";

const TURNS = 4;
const ROW = ".list-main tr[data-key]";
const NONE = ".list-main .am-state:not(.am-state--loading)";
/** Limit for a search, far beyond its goal, ms. */
const PATIENCE_MS = 60_000;

/** Words that name a time or a kind of event: Enter leads from the palette to the archive. Others may name one thing alone, which opens. */
export const soughtInArchive = (all: readonly string[], now: number): readonly string[] =>
  all.filter((words) => {
    const { span, kinds } = readWords(words, now);
    return span !== null || kinds.length > 0;
  });

/** Looks for words from the room screen: Ctrl K, the words, Enter. Answers the time from the first key to the first row on the screen, ms; null where
 * nothing is found. */
async function find(page: Page, url: string, words: string): Promise<number | null> {
  await page.goto(new URL("room", url).href);
  await page.locator(".room-queue").waitFor();
  const begun = performance.now();
  await page.keyboard.press("Control+k");
  await page.keyboard.type(words);
  await page.getByRole("dialog").getByRole("option").first().waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/archive\?/u);
  await page.locator(`${ROW}, ${NONE}`).first().waitFor({ timeout: PATIENCE_MS });
  const ms = performance.now() - begun;
  return (await page.locator(ROW).count()) > 0 ? ms : null;
}

/** The archive in the browser on a long history, from Ctrl K to the first row. */
export async function findInBrowser({ quick }: Options): Promise<Row[]> {
  const [count, turns] = quick ? [50_000, 1] : [1_000_000, TURNS];
  await builtConsole();
  await using folder = await temporaryFolder();
  await using database = await startBenchDatabase();
  await using room = await startRoomProcess({ data: folder.path, databaseUrl: database.url, ownerUrl: database.ownerUrl, hasMap: true });
  await furnish(room);
  await makeHistory(database.client, count);
  const dispatcher = await signInAs(room.url, "dispatcher");
  await dispatcher.ask(places.create, { body: MARKET });
  await using chromium = await startChromium();
  const context = await signedInContext(chromium.browser, dispatcher);
  const page = await context.newPage();
  const taken: number[] = [];
  for (let turn = 0; turn < turns && !interrupted.aborted; turn++)
    for (const words of soughtInArchive(WORDS, Date.now())) {
      const ms = await find(page, room.url, words);
      if (ms !== null) taken.push(ms);
      if (turn === 0) say(ms === null ? `nothing: ${words}` : `${Math.round(ms)} ms: ${words}`);
    }
  say(`${taken.length} searches, load ${loadNow()}`);
  return rowsOf(`${count} interventions`, "amaliyat", [
    ["find_ms", percentile(taken, 0.5), "ms"],
    ["find_browser_p95_ms", percentile(taken, 0.95), "ms"],
  ]);
}
