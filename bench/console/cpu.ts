import { identity } from "@amaliyat/contract/identity";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { signedInContext, startChromium } from "../browser/chromium.ts";
import { browserCpu, type BrowserCpu } from "../browser/processes.ts";
import { pause } from "../harness/ending.ts";
import { temporaryFolder } from "../harness/folders.ts";
import { loadNow } from "../harness/machine.ts";
import type { Options } from "../harness/options.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { startBenchCameras } from "../material/cameras.ts";
import type { Client } from "../../simulator/src/api/client.ts";
import { addCameras } from "../town/add-cameras.ts";
import { furnish, signInAs } from "../town/furnish.ts";
import { startRoomProcess } from "../town/server.ts";
import { builtConsole } from "./built.ts";
import { crewsOut, type Crews } from "./crews.ts";

const TILES = 16;
const CREWS = 4;
const SCREEN = { width: 1920, height: 1080 };
/** Time between two reports of a crew's phone, and between two looks at the tiles, ms. */
const [REPORT_MS, LOOK_MS] = [2_000, 1_000];
/** Time from the first picture of the last tile until all run evenly, ms. */
const SETTLE_MS = 5_000;
const LIVE_WITHIN_MS = 90_000;
/** A picture that was drawn longer ago stands still: its rate is of before. */
const STILL_MS = 2_000;

/** The measures that a tile carries; times in ms since the epoch. */
export type TileMark = { readonly fps: number; readonly drawnMs: number };

/** Pictures a second that tiles show on average at a moment; a tile that stands still shows none. */
export const shownRate = (tiles: readonly TileMark[], now: number): number =>
  tiles.reduce((sum, { fps, drawnMs }) => sum + (now - drawnMs > STILL_MS ? 0 : fps), 0) / Math.max(1, tiles.length);

/** Runs in the page: reads the measures of all tiles that show a camera. */
const readTiles = (): { readonly tiles: TileMark[]; readonly now: number } => ({
  tiles: Array.from(document.querySelectorAll<HTMLElement>("[data-slot][data-camera]"), ({ dataset }) => ({
    fps: Number(dataset["fps"] ?? 0),
    drawnMs: Number(dataset["drawnMs"] ?? 0),
  })),
  now: Date.now(),
});

type Measured = { readonly cpu: BrowserCpu; readonly shown: number };

/** Processor time in percent of one processor, and pictures that the tiles show, over a while. */
async function measure(browser: Browser, page: Page, crews: Crews, forMs: number): Promise<Measured> {
  const rates: number[] = [];
  const [from, begun] = [await browserCpu(browser), performance.now()];
  for (let reportAt = begun; performance.now() - begun < forMs; await pause(LOOK_MS)) {
    if (performance.now() >= reportAt) {
      await crews.move();
      reportAt += REPORT_MS;
    }
    const { tiles, now } = await page.evaluate(readTiles);
    rates.push(shownRate(tiles, now));
  }
  const [to, lastedS] = [await browserCpu(browser), (performance.now() - begun) / 1000];
  const percent = (part: keyof BrowserCpu): number => ((to[part] - from[part]) * 100) / lastedS;
  const cpu = { whole: percent("whole"), renderer: percent("renderer"), graphics: percent("graphics"), browser: percent("browser") };
  return { cpu, shown: rates.reduce((sum, rate) => sum + rate, 0) / rates.length };
}

/** A profile whose wall has all sixteen cameras. */
async function wallContext(browser: Browser, operator: Client, cameraIds: readonly string[]): Promise<BrowserContext> {
  const context = await signedInContext(browser, operator, SCREEN);
  const { user } = await operator.must(identity.me, {});
  const [key, wall] = [`amaliyat.wall.${user.userId}`, JSON.stringify({ grid: String(TILES), cameras: cameraIds })];
  await context.addInitScript(([name, value]) => localStorage.setItem(name, value), [key, wall] as const);
  return context;
}

/** Waits until every tile has shown a picture: on a busy machine some stand still while others begin. */
async function allBegun(page: Page): Promise<void> {
  await page
    .locator("[data-slot][data-first-frame-ms]")
    .nth(TILES - 1)
    .waitFor({ timeout: LIVE_WITHIN_MS });
  await pause(SETTLE_MS);
}

const gridOf = async (page: Page): Promise<{ readonly width: number; readonly height: number }> => {
  const box = await page.locator(".wall-grid").boundingBox();
  if (box === null) throw new Error("the screen has no wall");
  return box;
};

/** Shows the wall alone, in a window in which its tiles are as large as beside the map. */
async function wallAlone(page: Page, url: string, grid: { readonly width: number; readonly height: number }): Promise<void> {
  await page.goto(new URL("wall", url).href);
  const own = await gridOf(page);
  const viewport = page.viewportSize() ?? SCREEN;
  await page.setViewportSize({
    width: Math.round(viewport.width - own.width + grid.width),
    height: Math.round(viewport.height - own.height + grid.height),
  });
}

const figures = (name: string, { cpu, shown }: Measured): Row[] =>
  rowsOf(name, "amaliyat", [
    ["cpu_percent", cpu.whole, "%"],
    ["cpu_renderer_percent", cpu.renderer, "%"],
    ["cpu_graphics_percent", cpu.graphics, "%"],
    ["cpu_browser_percent", cpu.browser, "%"],
    ["pictures_per_tile_s", shown, "pictures"],
  ]);

/** Processor time of a console with sixteen live tiles, beside the map on which four crews drive, and with the map closed. */
export async function cpu({ quick }: Options): Promise<Row[]> {
  const forMs = quick ? 8_000 : 60_000;
  await builtConsole();
  await using folder = await temporaryFolder();
  await using cameras = await startBenchCameras({ count: TILES, main: null });
  await using room = await startRoomProcess({ data: folder.path, hasMap: true });
  await furnish(room);
  const cameraIds = await addCameras(room.url, cameras, { count: TILES });
  const crews = await crewsOut(room.url, CREWS);
  await using chromium = await startChromium();
  const { browser } = chromium;
  const context = await wallContext(browser, await signInAs(room.url, "operator"), cameraIds);
  const page = await context.newPage();
  await page.goto(new URL("room", room.url).href);
  await page.locator(".map-canvas[data-map='open'], .map-plan").first().waitFor({ timeout: LIVE_WITHIN_MS });
  const isDrawn = (await page.locator(".map-canvas[data-map='open']").count()) > 0;
  await allBegun(page);
  const grid = await gridOf(page);
  const beside = await measure(browser, page, crews, forMs);
  say(
    `16 tiles and the ${isDrawn ? "drawn map" : "plan"}: ${Math.round(beside.cpu.whole)} %, ${beside.shown.toFixed(1)} pictures, load ${loadNow()}`,
  );
  await wallAlone(page, room.url, grid);
  await allBegun(page);
  const alone = await measure(browser, page, crews, forMs);
  say(`16 tiles alone: ${Math.round(alone.cpu.whole)} %, ${alone.shown.toFixed(1)} pictures, load ${loadNow()}`);
  return [...figures("16 tiles and map", beside), ...figures("16 tiles", alone)];
}
