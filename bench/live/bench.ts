import { CODE_BITS, codeAge, codeBlock } from "@amaliyat/simulator";
import type { Browser, Page } from "playwright-core";
import { signedInContext, startChromium } from "../browser/chromium.ts";
import { codePlaces, collectCodes } from "../browser/read-code.ts";
import { builtConsole } from "../console/built.ts";
import { startWorker } from "../harness/child.ts";
import { pause } from "../harness/ending.ts";
import { temporaryFolder } from "../harness/folders.ts";
import { loadNow } from "../harness/machine.ts";
import type { Options } from "../harness/options.ts";
import { percentile } from "../harness/percentile.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { camerasAt, type CamerasReady } from "../material/cameras.ts";
import type { Client } from "../../simulator/src/api/client.ts";
import { addCameras } from "../town/add-cameras.ts";
import { furnish, signInAs } from "../town/furnish.ts";
import { startRoomProcess } from "../town/server.ts";

const [WIDTH, HEIGHT] = [1920, 1080];
/** Time from a console's first picture until it runs evenly, ms. Excluded from the figure. */
const SETTLE_MS = 3_000;
/** Fewer say nothing about a share of one in twenty. */
const LEAST_PICTURES = 20;
const TILE = '[data-camera="cam0"]';
const MODES = { webcodecs: "canvas", mse: "video" } as const;
type Mode = keyof typeof MODES;

type Sizes = { readonly opens: number; readonly readMs: number };

/** From asking for the view to the first picture, as the tile itself measured it. */
async function firstFrameMs(page: Page): Promise<number> {
  const tile = page.locator(`${TILE}[data-first-frame-ms]`);
  await tile.waitFor({ state: "attached" });
  return Number(await tile.getAttribute("data-first-frame-ms"));
}

/** Opens the picture in a console that runs: away to another screen and back, so that its tile asks for a new view each time. */
async function openAgain(page: Page): Promise<number> {
  await page.locator('a[href^="/playback"]').first().click();
  await page.locator(TILE).waitFor({ state: "detached" });
  await page.goBack();
  return firstFrameMs(page);
}

/** Opens the picture again and again, and then reads the burned-in clock back from it. */
async function measureMode(browser: Browser, operator: Client, mode: Mode, { opens, readMs }: Sizes): Promise<Row[]> {
  const context = await signedInContext(browser, operator);
  // Without WebCodecs the player takes Media Source Extensions, as in a browser that has none.
  if (mode === "mse") await context.addInitScript(() => void Reflect.deleteProperty(window, "VideoDecoder"));
  const page = await context.newPage();
  await page.goto(operator.base);
  say(`${mode}: ${await firstFrameMs(page)} ms to the first picture while the console itself starts`);
  const firsts: number[] = [];
  while (firsts.length < opens) firsts.push(await openAgain(page));
  await pause(SETTLE_MS);
  const places = codePlaces(WIDTH, HEIGHT, codeBlock(WIDTH), CODE_BITS);
  const readings = await page.evaluate(collectCodes, { selector: `${TILE} ${MODES[mode]}`, places, forMs: readMs });
  await context.close();
  // The first reading is a picture that stood there already.
  const ages = readings.slice(1).map(({ at, code }) => codeAge(at, code));
  if (ages.length < LEAST_PICTURES) throw new Error(`${mode}: ${ages.length} pictures in ${readMs} ms`);
  say(`${mode}: ${firsts.length} opens, ${((ages.length * 1000) / readMs).toFixed(1)} pictures a second read back, load ${loadNow()}`);
  return rowsOf(mode, "amaliyat", [
    ["first_frame_ms", percentile(firsts, 0.5), "ms"],
    ["first_frame_p95_ms", percentile(firsts, 0.95), "ms"],
    ["glass_to_canvas_p50_ms", percentile(ages, 0.5), "ms"],
    ["glass_to_canvas_p95_ms", percentile(ages, 0.95), "ms"],
    ["pictures_per_s", (ages.length * 1000) / readMs, "pictures"],
  ]);
}

/** A clock that is burned in before encoding, through the room, to the picture in the console's wall. */
export async function run({ quick, parts }: Options): Promise<Row[]> {
  const sizes: Sizes = quick ? { opens: 5, readMs: 5_000 } : { opens: 15, readMs: 20_000 };
  await builtConsole();
  await using folder = await temporaryFolder();
  await using camera = startWorker(new URL("./clock-camera-main.ts", import.meta.url));
  const { port } = await camera.receive<CamerasReady>("ready");
  await using room = await startRoomProcess({ data: folder.path });
  await furnish(room);
  await addCameras(room.url, camerasAt(port), { count: 1, withSub: false });
  const operator = await signInAs(room.url, "operator");
  await using chromium = await startChromium();
  const rows: Row[] = [];
  for (const mode of ["webcodecs", "mse"] as const)
    if (parts === null || parts.includes(mode)) rows.push(...(await measureMode(chromium.browser, operator, mode, sizes)));
  return rows;
}
