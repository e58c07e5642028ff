import { CODE_BITS, codeBlock } from "@amaliyat/simulator";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { signedInContext, startChromium } from "../browser/chromium.ts";
import { codePlaces } from "../browser/read-code.ts";
import { builtConsole } from "../console/built.ts";
import { temporaryFolder } from "../harness/folders.ts";
import { loadNow } from "../harness/machine.ts";
import type { Options } from "../harness/options.ts";
import { percentile } from "../harness/percentile.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { COUNTED_SIZE, countedClip } from "../material/counted.ts";
import { startBenchDatabase } from "../room/database.ts";
import { seededRandom } from "../room/random.ts";
import { createCameras } from "../town/add-cameras.ts";
import { furnish, signInAs } from "../town/furnish.ts";
import { startRoomProcess } from "../town/server.ts";
import { recordPast } from "./record-past.ts";
import { watchSeek, landed, rightCodes } from "./watch-seek.ts";

const SEED = 7;
const SETTLE_MS = 150;
const MOST_MS = 5_000;
/** The recordings ended this long ago: nothing is being written any more. */
const AGO_MS = 60_000;
const WARM_UPS = 3;

type Sought = { readonly at: number; readonly ms: number | null };

/** Clicks at some place of the timeline and waits for the picture. */
async function seekTo(page: Page, share: number, startMs: number): Promise<Sought> {
  const box = await page.locator(".playback-time__field").boundingBox();
  if (box === null) throw new Error("the page shows no timeline");
  const { width, height } = COUNTED_SIZE;
  const asked = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/seeks"));
  const places = codePlaces(width, height, codeBlock(width), CODE_BITS);
  // Set before the click: the two go to the browser on different ways.
  const watch = await page.evaluateHandle(watchSeek, { places, settleMs: SETTLE_MS, mostMs: MOST_MS });
  await page.mouse.click(box.x + share * box.width, box.y + box.height / 2);
  const { at } = (await asked).postDataJSON() as { at: string };
  const moment = Date.parse(at);
  return { at: moment, ms: landed(await watch.evaluate(({ watched }) => watched), rightCodes(moment, startMs)) };
}

/** Random seeks in the console's own playback, from the click to the right picture on the screen. */
export async function run({ quick }: Options): Promise<Row[]> {
  const [seconds, seeks] = quick ? [120, 20] : [600, 30];
  const file = await countedClip();
  await builtConsole();
  await using folder = await temporaryFolder();
  await using database = await startBenchDatabase();
  await using room = await startRoomProcess({ data: folder.path, databaseUrl: database.url, ownerUrl: database.ownerUrl, roles: "api" });
  await furnish(room);
  const [cameraId = ""] = await createCameras(await signInAs(room.url, "technician"), null, { count: 1 });
  const startMs = Math.floor((Date.now() - AGO_MS - seconds * 1000) / 10_000) * 10_000;
  const files = await recordPast(database.client, join(folder.path, "recordings"), { cameraId, file, startMs, seconds });
  say(`${seconds} s of recordings in ${files} files`);
  await using chromium = await startChromium();
  const context = await signedInContext(chromium.browser, await signInAs(room.url, "operator"));
  const page = await context.newPage();
  const span = { from: new Date(startMs).toISOString(), to: new Date(startMs + seconds * 1000).toISOString() };
  await page.goto(`${room.url}playback?${new URLSearchParams({ camera: cameraId, ...span })}`);
  await page.locator('.playback-frame[data-state="ready"]').waitFor({ timeout: 20_000 });
  await page.keyboard.press("k");
  const random = seededRandom(SEED);
  const sought: Sought[] = [];
  for (let nth = 0; nth < WARM_UPS + seeks; nth++) sought.push(await seekTo(page, 0.01 + 0.98 * random(), startMs));
  const counted = sought.slice(WARM_UPS);
  const times = counted.map(({ ms }) => ms).filter((ms) => ms !== null);
  say(`${counted.length} seeks, load ${loadNow()}`);
  return rowsOf(`${seconds / 60} minutes`, "amaliyat", [
    ["seek_p50_ms", percentile(times, 0.5), "ms"],
    ["seek_p95_ms", percentile(times, 0.95), "ms"],
    ["wrong_frames", counted.length - times.length, "seeks"],
  ]);
}
