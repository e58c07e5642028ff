import type { Page } from "@playwright/test";
import { expect, sitDown, test } from "../src/people.ts";
import { apart, FRAME_MS, look, press, shownAt } from "../src/replayed.ts";
import { restartTown } from "../src/town.ts";
import { openPurpose } from "../src/wall.ts";

/** The crossing's camera shows one loop over and over: its picture of a loop earlier equals the present one, to the point. */
const CAMERA = "ك-031";
const LOOP_MS = 10_000;
/** Steps of the deck that go back by one loop: five seconds a press. */
const BACK = [-5_000, -5_000];

/**
 * Seeks by keys of the timeline from one picture to the same position of the loop. It compares the picture there with the first and with
 * the pictures beside it. The seek must land on the right one, whatever the player reports.
 */
async function expectSeeksToLand(page: Page, to: number): Promise<void> {
  await page.keyboard.press("KeyK");
  await page.getByRole("slider").focus();
  const here = await press(page, "End", (now) => now > to - 3_000);
  const wanted = await look(page);
  let at = here;
  const looks: number[][] = [];
  for (const by of BACK) {
    const asked = at + by;
    at = await press(page, "ArrowLeft", (now) => now <= asked && now > asked - 2 * FRAME_MS);
    expect(asked - at, "the picture that stands at the asked moment").toBeLessThanOrEqual(FRAME_MS);
    looks.push(await look(page));
  }
  expect(here - at).toBeLessThanOrEqual(LOOP_MS + 2 * FRAME_MS);
  const beside = [{ step: 0, look: looks.at(-1) ?? [] }];
  for (let step = 1; step <= 4; step++) {
    const before = await shownAt(page);
    await press(page, step === 1 ? "Comma" : "Period", (now) => now !== before);
    beside.push({ step: step - 2, look: await look(page) });
  }
  const found = beside.map(({ step, look: seen }) => ({ step, by: apart(seen, wanted) })).toSorted((a, b) => a.by - b.by);
  expect(Math.abs(found[0]?.step ?? Number.NaN), JSON.stringify(found)).toBeLessThanOrEqual(1);
  expect(found[0]?.by).toBeLessThan(apart(looks[0] ?? [], wanted) / 4);
}

test("an operator replays what the camera saw: recorded spans, a gap with its cause, seeks that land", async ({ browser }) => {
  const page = await sitDown(browser, "n.kacimi");
  await openPurpose(page, "2");
  // Real time: the town is away for five seconds.
  await restartTown(5_000);
  const tile = page.locator(`[data-slot][data-camera='${CAMERA}']`);
  await expect(tile).toHaveAttribute("data-state", "live", { timeout: 40_000 });
  // Real time: two loops of the camera's picture are recorded.
  await page.waitForTimeout(2 * LOOP_MS);
  const id = await tile.getAttribute("data-camera-id");
  const to = new Date();
  const from = new Date(to.getTime() - 5 * 60_000);
  await page.goto(new URL(`playback?camera=${id}&from=${from.toISOString()}&to=${to.toISOString()}`, process.env["ROOM_URL"]).href);
  await openPurpose(page, "2").catch(() => undefined);
  const frame = page.locator(".playback-frame");
  await expect(page.locator("[data-cause]").first()).toBeVisible({ timeout: 30_000 });
  const causes = await page.locator("[data-cause]").evaluateAll((bars) => bars.map((bar) => bar.getAttribute("data-cause")));
  expect(causes.some((cause) => cause === "connection_lost" || cause === "camera_unreachable")).toBe(true);
  await expect
    .poll(async () => Number((await frame.getAttribute("data-seek-ms")) ?? Number.NaN), { timeout: 30_000 })
    .toBeGreaterThanOrEqual(0);
  const picture = await frame.locator("video").evaluate((video) => (video as HTMLVideoElement).videoWidth);
  expect(picture).toBe(1920);
  await expectSeeksToLand(page, to.getTime());
  await page.context().close();
});
