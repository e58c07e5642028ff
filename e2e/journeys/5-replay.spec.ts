import { expect, sitDown, test } from "../src/people.ts";
import { restartTown } from "../src/town.ts";
import { openPurpose } from "../src/wall.ts";

test("an operator replays what the camera saw: recorded spans, a gap with its cause, seeks that land", async ({ browser }) => {
  const page = await sitDown(browser, "n.kacimi");
  await openPurpose(page, "2");
  await restartTown(5_000);
  await expect(page.locator("[data-slot='1']")).toHaveAttribute("data-state", "live", { timeout: 40_000 });
  await page.waitForTimeout(12_000);
  const id = await page.locator("[data-slot='1']").getAttribute("data-camera-id");
  const to = new Date();
  const from = new Date(to.getTime() - 5 * 60_000);
  await page.goto(new URL(`playback?camera=${id}&from=${from.toISOString()}&to=${to.toISOString()}`, process.env["ROOM_URL"]).href);
  await openPurpose(page, "2").catch(() => undefined);
  const frame = page.locator(".playback-frame");
  await expect(page.locator("[data-cause]").first()).toBeVisible({ timeout: 30_000 });
  const causes = await page.locator("[data-cause]").evaluateAll((bars) => bars.map((bar) => bar.getAttribute("data-cause")));
  expect(causes.some((cause) => cause === "connection_lost" || cause === "camera_unreachable")).toBe(true);
  await page.keyboard.press("End");
  await expect
    .poll(async () => Number((await frame.getAttribute("data-seek-ms")) ?? Number.NaN), { timeout: 30_000 })
    .toBeGreaterThanOrEqual(0);
  const picture = await frame.locator("video").evaluate((video) => (video as HTMLVideoElement).videoWidth);
  expect(picture).toBe(1920);
  await page.context().close();
});
