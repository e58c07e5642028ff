import type { Page } from "playwright-core";
import { signedInContext, startChromium } from "../browser/chromium.ts";
import { temporaryFolder } from "../harness/folders.ts";
import type { Options } from "../harness/options.ts";
import { rowsOf, type Row } from "../harness/row.ts";
import { say } from "../harness/say.ts";
import { startBenchCameras } from "../material/cameras.ts";
import { addCameras } from "../town/add-cameras.ts";
import { furnish, signInAs } from "../town/furnish.ts";
import { startRoomProcess } from "../town/server.ts";
import { builtConsole } from "./built.ts";
import { crewsOut } from "./crews.ts";

const CREWS = 2;
const COUNT = "benchKeys";

/** Runs in the page from its start: counts the keys that a person strikes. A modifier that is held beside another key is no key of its own. */
function countKeys(name: string): void {
  const held = new Set(["Control", "Shift", "Alt", "Meta"]);
  let count = 0;
  addEventListener(
    "keydown",
    ({ isTrusted, repeat, key }) => {
      if (!isTrusted || repeat || held.has(key)) return;
      count += 1;
      document.documentElement.dataset[name] = String(count);
    },
    { capture: true },
  );
}

const counted = async (page: Page): Promise<number> =>
  Number(await page.evaluate((name) => document.documentElement.dataset[name] ?? "0", COUNT));

/** Opens a case from the chosen picture, sends the first crew of the advice and closes the case, by keys alone; throws where that fails. */
async function work(page: Page): Promise<{ readonly keys: number; readonly ms: number }> {
  const before = await counted(page);
  const begun = performance.now();
  const press = (key: string): Promise<void> => page.keyboard.press(key);
  const card = page.locator("article.card");
  const dialog = page.getByRole("dialog");
  await press("Enter");
  await card.waitFor();
  await dialog.waitFor();
  // The nature of the case: the second of the room's favourites.
  await press("2");
  await dialog.waitFor({ state: "detached" });
  await card.locator(".card-advice__table tr[data-unit]").first().waitFor();
  await press("a");
  await card.locator(".card-advice .am-engaged").first().waitFor();
  await press("1");
  await card.locator(".card-advice__mine").first().waitFor();
  await press("Control+Enter");
  await dialog.getByRole("combobox").and(page.locator(":focus")).waitFor();
  // The disposition 10; its words are proposed for the outcome.
  await press("1");
  await press("0");
  await page.waitForFunction(
    () => Array.from(document.querySelectorAll<HTMLTextAreaElement>("dialog textarea, [role=dialog] textarea")).at(-1)?.value !== "",
  );
  await press("Control+Enter");
  await dialog.waitFor({ state: "detached" });
  await card.locator("[data-printable]").waitFor();
  return { keys: (await counted(page)) - before, ms: performance.now() - begun };
}

/** Keys from a picture on the wall to its case closed, counted in the page, in a real room. The picture was chosen before. */
export async function keysToClose({ quick }: Options): Promise<Row[]> {
  const times = quick ? 1 : CREWS;
  await builtConsole();
  await using folder = await temporaryFolder();
  await using cameras = await startBenchCameras({ count: 1, main: null });
  await using room = await startRoomProcess({ data: folder.path });
  await furnish(room);
  await addCameras(room.url, cameras, { count: 1 });
  await crewsOut(room.url, CREWS);
  await using chromium = await startChromium();
  const context = await signedInContext(chromium.browser, await signInAs(room.url, "dispatcher"));
  await context.addInitScript(countKeys, COUNT);
  const page = await context.newPage();
  const keys: number[] = [];
  for (let time = 0; time < times; time++) {
    await page.goto(new URL("room", room.url).href);
    const tile = page.locator("[data-slot][data-camera='cam0'][data-state='live']");
    await tile.waitFor();
    // The picture that a person looks at is the chosen one; a click is no key.
    await tile.click();
    const done = await work(page);
    say(`opened, sent and closed in ${done.keys} keys and ${Math.round(done.ms)} ms`);
    keys.push(done.keys);
  }
  return rowsOf("from a picture", "amaliyat", [["keys_open_send_close", Math.max(...keys), "keys"]]);
}
