import type { Browser, ConsoleMessage, Page } from "playwright-core";
import type { Fault } from "./page-side.ts";
import type { Part, Shot, Task } from "./shots.ts";

/** Limit for one step in a page, ms. Usually 2 s. */
const PATIENCE_MS = 60_000;
/** Longest words of an error that are shown. */
const SAID = 300;

/** A page with the faults that were seen in it. `png` is null if its picture was not asked for. */
export type Taken = { readonly shot: Shot; readonly png: Uint8Array | null; readonly faults: readonly Fault[] };

const hasPictures = (): boolean => "pictures" in globalThis;

/** Loads the page of the pictures at an address. */
export async function openAt(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.waitForFunction(hasPictures);
}

/** A page whose pictures depend on nothing outside: no motion, one time zone, storage of its own. */
export async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ locale: "ar-DZ", timezoneId: "Africa/Algiers", reducedMotion: "reduce" });
  context.setDefaultTimeout(PATIENCE_MS);
  return context.newPage();
}

/** Parts of the console, as its page lists them. */
export async function partsOf(page: Page, url: string): Promise<readonly Part[]> {
  // An address of its own: from here each part is another page, and no other place in the same one.
  await openAt(page, `${url}/parts`);
  return page.evaluate(() => pictures.parts);
}

/**
 * Opens a part in a language as each of its shots wants it. A page is loaded once for each state; window and theme change on it. No
 * picture is drawn if `isDrawn` is false.
 */
export async function* take(page: Page, url: string, { part, language, shots }: Task, isDrawn: boolean): AsyncGenerator<Taken> {
  const thrown: string[] = [];
  const onError = (error: Error): void => void thrown.push(error.message);
  // A screen that breaks is caught by the frame, and React says why on the console. A picture or tile that is not there is no fault.
  const onSaid = (said: ConsoleMessage): void => {
    if (said.type() === "error" && !said.text().startsWith("Failed to load resource")) thrown.push(said.text().slice(0, SAID));
  };
  page.on("pageerror", onError);
  page.on("console", onSaid);
  let shown: Shot["state"] | null = null;
  for (const shot of shots) {
    await page.setViewportSize({ width: shot.width, height: shot.height });
    if (shown !== shot.state) await openAt(page, `${url}/#${part.name}/${shot.state}/${language}`);
    shown = shot.state;
    await page.evaluate((theme) => pictures.theme(theme), shot.theme);
    const missing = await page.evaluate(() => pictures.ready());
    const png = isDrawn ? await page.screenshot({ animations: "disabled", caret: "hide" }) : null;
    const seen = await page.evaluate(() => pictures.faults());
    const faults = [
      ...missing.map((place) => ({ rule: "state not reached", place })),
      ...thrown.splice(0).map((place) => ({ rule: "error of a script", place })),
      ...seen,
    ];
    yield { shot, png, faults };
  }
  page.off("pageerror", onError);
  page.off("console", onSaid);
}
