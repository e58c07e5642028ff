import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { SCENE_CLIPS } from "../../simulator/src/index.ts";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Browser, type BrowserContext, type Page } from "@playwright/test";

export const HOME = { latitude: 31.949, longitude: 5.331, accuracy: 20 };
const LANGUAGES = { ar: "", fr: "fr/", en: "en/" } as const;

/** The address of a page of the citizens' app. */
export const address = (language: keyof typeof LANGUAGES = "ar", file = ""): string =>
  new URL(`allo/${LANGUAGES[language]}${file}`, process.env["ROOM_URL"]).href;

/** A cheap phone, of a citizen or a crew: small, in Arabic and Algiers' time. */
export const phoneOf = (browser: Browser, more: Parameters<Browser["newContext"]>[0] = {}): Promise<BrowserContext> =>
  browser.newContext({
    viewport: { width: 360, height: 640 },
    locale: "ar-DZ",
    timezoneId: "Africa/Algiers",
    geolocation: HOME,
    permissions: ["geolocation"],
    ...more,
  });

/** Init script of a phone whose question for the place is answered by nobody: its time limit does not run before an answer. */
export const neverPlaced = (): void => {
  navigator.geolocation.getCurrentPosition = () => undefined;
  navigator.geolocation.watchPosition = () => 1;
};

/** Reads the whole screen on a phone as tall as it: content under the bar at the foot can be scrolled from under it. */
export async function accessible(page: Page): Promise<void> {
  await page.setViewportSize({ width: 360, height: 3200 });
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]).analyze();
  await page.setViewportSize({ width: 360, height: 640 });
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

/** No press is smaller than a thumb, and nothing is wider than the phone. */
export async function handy(page: Page): Promise<void> {
  const small = await page
    .locator("button:visible, a:visible, summary:visible, .option:visible, .kind:visible, label.press:visible")
    .evaluateAll((all) =>
      all.flatMap((each) => {
        const { width, height } = each.getBoundingClientRect();
        // A strip that has gone meanwhile has no size.
        return each.isConnected && (width < 47.5 || height < 47.5) ? [each.outerHTML.slice(0, 120)] : [];
      }),
    );
  expect(small).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
}

/** The app's own files are in the phone before it may lose its network. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
}

/** A film of three seconds, as a phone makes one; its path. */
export async function filmIn(folder: string): Promise<string> {
  const film = join(folder, "film.mp4");
  const ofScene = ["-itsscale", "2.5", "-i", SCENE_CLIPS, "-map", "0:m:handler_name:avenue.sub"]; // 25 frames/s become 10
  await promisify(execFile)("ffmpeg", ["-loglevel", "error", ...ofScene, "-c", "copy", "-frames:v", "30", film]);
  return film;
}
