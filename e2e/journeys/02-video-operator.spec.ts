import { expect, sitDown, test } from "../src/people.ts";
import { liveTiles, openPurpose } from "../src/wall.ts";

test("a video operator signs in, in Arabic, and sees the town: map, wall, live pictures", async ({ browser }) => {
  const page = await sitDown(browser, "n.kacimi");
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  await expect(page.locator("html")).toHaveAttribute("lang", "ar");
  await expect(page.locator("[data-slot='1']")).toHaveAttribute("data-state", "no_purpose");
  await openPurpose(page, "2");
  await liveTiles(page, 7);
  const first = page.locator("[data-slot='1']");
  const before = Number(await first.getAttribute("data-capture-ms"));
  await expect.poll(async () => Number(await first.getAttribute("data-capture-ms"))).toBeGreaterThan(before);
  await expect(page.locator(".maplibregl-canvas")).toBeVisible();
  await page.context().close();
});
