import { expect, type Page } from "@playwright/test";

/** 25 pictures a second: how long one stands. */
export const FRAME_MS = 40;

const frameOf = (page: Page) => page.locator(".playback-frame");

/** The moment that the player says it shows, ms since epoch. */
export const shownAt = async (page: Page): Promise<number> => Number(await frameOf(page).getAttribute("data-at-ms"));

/** Presses a key of the deck and waits for the picture that it brings, whose moment must satisfy `isThere`; answers that moment. */
export async function press(page: Page, key: string, isThere: (at: number) => boolean): Promise<number> {
  await page.keyboard.press(key);
  await expect(frameOf(page)).toHaveAttribute("data-state", "ready");
  await expect.poll(async () => isThere(await shownAt(page)), { message: `the picture that ${key} brings` }).toBe(true);
  return shownAt(page);
}

/** Brightness of a coarse grid over the picture on the screen. */
export const look = (page: Page): Promise<number[]> =>
  frameOf(page)
    .locator("video")
    .evaluate((video) => {
      const [width, height] = [192, 108];
      const canvas = Object.assign(document.createElement("canvas"), { width, height });
      const context = canvas.getContext("2d");
      if (context === null) throw new Error("no canvas");
      context.drawImage(video as HTMLVideoElement, 0, 0, width, height);
      const { data } = context.getImageData(0, 0, width, height);
      return Array.from({ length: width * height }, (_, i) => data[i * 4 + 1] ?? 0);
    });

/** Distance of two looks: the mean difference of their points. */
export const apart = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, light, i) => sum + Math.abs(light - (b[i] ?? 0)), 0) / a.length;
