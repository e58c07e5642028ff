import { cameras } from "@amaliyat/contract/cameras";
import { interventions } from "@amaliyat/contract/interventions";
import { workstations } from "@amaliyat/contract/workstations";
import type { BrowserContext, Page } from "@playwright/test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { must } from "../src/api.ts";
import { choose, enter, expect, test } from "../src/people.ts";
import { isStored, startWorkplace } from "../src/screens.ts";

/** The window of an address, once it is there. */
async function windowAt(context: BrowserContext, path: string): Promise<Page> {
  const find = (): Page | undefined => context.pages().find((one) => new URL(one.url()).pathname === path);
  await expect.poll(() => find() !== undefined, { timeout: 20_000 }).toBe(true);
  const found = find();
  if (found === undefined) throw new Error(`no window shows ${path}`);
  return found;
}

/** Letters that no other run has: figures would be read as a number or a day. */
const letters = (): string => Array.from(String(Date.now() % 100_000), (digit) => "بتسرمنلقفج"[Number(digit)]).join("");

/** Left edge of a page's window; none while the page is on its way to its address. */
const leftOf = (page: Page): Promise<number | null> => page.evaluate(() => window.screenX).catch(() => null);
/** The workstation of a page's browser, as the room keeps it. */
async function workstationOf(page: Page) {
  const id = await page.evaluate(() => localStorage.getItem("amaliyat.workstation"));
  return (await must(page, workstations.list, {})).find(({ workstationId }) => workstationId === id);
}
const windowsOf = async (page: Page): Promise<string[]> =>
  ((await workstationOf(page))?.windows ?? []).map(({ role }) => role).filter((role) => role !== "work");

test("three windows on three screens are back as they were after the browser dies, and one that is closed stays closed", async () => {
  // Two browsers with three screens each are started one after the other; beside another journey that took more than three minutes.
  test.setTimeout(420_000);
  const profile = await mkdtemp(join(tmpdir(), "workplace-"));
  try {
    let place = await startWorkplace(profile, 3);
    await enter(place.page, "k.mansouri");
    await expect(place.page.getByText("التدخلات المفتوحة")).toBeVisible();
    await expect(place.page.getByRole("region", { name: "الجدار" })).toBeVisible();

    // One key a screen: the wall on the second, playback on the third.
    await place.page.keyboard.press("Alt+Digit2");
    let wall = await windowAt(place.context, "/wall");
    await expect(wall.getByRole("region", { name: "الجدار" })).toBeVisible();
    await place.page.keyboard.press("Alt+Digit3");
    await windowAt(place.context, "/playback");
    await expect.poll(() => leftOf(wall)).toBe(1920);
    // The work gives the place of the wall to the map, and has the telephone alone.
    await expect(place.page.getByRole("region", { name: "الجدار" })).toHaveCount(0);
    await choose(wall, "أربعة إطارات");
    await expect(wall.locator("[data-slot]")).toHaveCount(4);
    const shown = await wall.locator("[data-slot='2']").getAttribute("data-camera");
    await expect.poll(() => windowsOf(place.page)).toEqual(["wall", "playback"]);
    const wallOf = async () => (await workstationOf(place.page))?.windows.find(({ role }) => role === "wall")?.wall?.grid;
    await expect.poll(wallOf).toBe("4");
    // A killed browser starts again with no more than what it had written.
    const id = await place.page.evaluate(() => localStorage.getItem("amaliyat.workstation"));
    await expect.poll(() => isStored(profile, id ?? "no workstation"), { timeout: 120_000 }).toBe(true);

    await place.kill();
    place = await startWorkplace(profile, 3);
    await enter(place.page, "k.mansouri");
    wall = await windowAt(place.context, "/wall");
    await expect(wall.locator("[data-slot]")).toHaveCount(4);
    expect(await wall.locator("[data-slot='2']").getAttribute("data-camera")).toBe(shown);
    await windowAt(place.context, "/playback");
    await expect.poll(() => leftOf(wall)).toBe(1920);

    // A saved wall that is asked for in the work is shown where the wall stands.
    const cameras = Array.from({ length: 16 }, () => null);
    const { name } = await must(place.page, workstations.saveLayout, {
      body: { name: `جدار ${letters()}`, isShared: false, grid: "9", cameras },
    });
    await place.page.reload();
    await expect(place.page.getByText("التدخلات المفتوحة")).toBeVisible();
    await place.page.keyboard.press("Control+KeyK");
    await place.page.keyboard.type(name);
    await expect(place.page.getByRole("dialog").getByRole("option").first()).toContainText("تخطيط");
    await place.page.keyboard.press("Enter");
    await expect(wall.locator("[data-slot]")).toHaveCount(9);

    // The work is loaded again soon after: it reads of the closing in the browser's storage.
    await wall.evaluate(() => window.close());
    // Real time: the work says each second that it lives; a window that went away after its last word was closed by the end of the browser.
    await sleep(4_000);
    await place.page.reload();
    await expect.poll(() => windowsOf(place.page), { timeout: 60_000 }).toEqual(["playback"]);
    await expect(place.page.getByRole("region", { name: "الجدار" })).toBeVisible({ timeout: 60_000 });

    // The wall of the work stays as it was arranged, over a look at another screen.
    await choose(place.page, "إطار واحد");
    await expect(place.page.locator("[data-slot]")).toHaveCount(1);
    await place.page.getByRole("link", { name: "الأرشيف" }).click();
    await expect(place.page.getByRole("region", { name: "الجدار" })).toHaveCount(0);
    await place.page.getByRole("link", { name: "القاعة", exact: true }).click();
    await expect(place.page.locator("[data-slot]")).toHaveCount(1);

    // A browser that is quit in good order has its windows again, and its session too.
    await place.context.close();
    place = await startWorkplace(profile, 3);
    await place.page.goto(process.env["ROOM_URL"] ?? "");
    await windowAt(place.context, "/playback");
    await place.context.close();
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
});

test("the wall follows the intervention that is selected in another window, with the cameras that see it", async () => {
  const profile = await mkdtemp(join(tmpdir(), "workplace-"));
  try {
    const { context, page } = await startWorkplace(profile, 2);
    await enter(page, "k.mansouri");
    await expect(page.getByText("التدخلات المفتوحة")).toBeVisible();
    const camera = (await must(page, cameras.list, {})).find(
      ({ connection, purposes }) => connection.state === "live" && purposes.includes("road_traffic"),
    );
    if (camera === undefined) throw new Error("the town has no camera that sends a picture");
    const body = { origin: "video" as const, cameraId: camera.cameraId, subcategory: "ACC.INJ" as const };
    const { reference } = await must(page, interventions.open, { body });

    await page.keyboard.press("Alt+Digit2");
    const wall = await windowAt(context, "/wall");
    await choose(wall, "أربعة تتبع التدخل المحدد");
    await expect(wall.getByText("اختر تدخلا")).toBeVisible();
    await page.locator(`[role='option'][data-reference='${reference}']`).click();
    await expect(wall.locator(`[data-slot][data-camera='${camera.code}']`)).toHaveAttribute("data-state", "live", { timeout: 30_000 });
    // A wall that follows is not arranged by hand.
    await wall.locator("[data-slot='1']").focus();
    await wall.keyboard.press("Delete");
    await expect(wall.locator(`[data-slot][data-camera='${camera.code}']`)).toBeVisible();
    await context.close();
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
});

test("a wall is saved under a name, and is a few keys away for everybody", async ({ browser }) => {
  const open = async (username: string): Promise<Page> => {
    const page = await (await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: "ar-DZ" })).newPage();
    await enter(page, username);
    await expect(page.getByRole("region", { name: "الجدار" })).toBeVisible();
    return page;
  };
  // A room that is used again has the names of before.
  const name = `مداخل ${letters()}`;
  const supervisor = await open("k.mansouri");
  await choose(supervisor, "تسعة إطارات");
  const second = await supervisor.locator("[data-slot='2']").getAttribute("data-camera");
  await supervisor.getByRole("button", { name: "تخطيطات محفوظة" }).click();
  await supervisor.getByRole("menuitem", { name: /حفظ هذا التخطيط|إدارة التخطيطات/ }).click();
  const dialog = supervisor.getByRole("dialog", { name: "حفظ تخطيط الجدار" });
  await dialog.getByRole("button", { name: "حفظ", exact: true }).click();
  await expect(dialog.getByText("التخطيط يحتاج اسما")).toBeVisible();
  await dialog.getByLabel("اسم التخطيط").fill(name);
  await dialog.getByText("متاح لكل من في القاعة").click();
  await dialog.getByRole("button", { name: "حفظ", exact: true }).click();
  await expect(supervisor.getByText("حُفظ التخطيط")).toBeVisible();

  const operator = await open("n.kacimi");
  await operator.keyboard.press("Control+KeyK");
  await operator.keyboard.type(name);
  await expect(operator.getByRole("dialog").getByRole("option").first()).toContainText("تخطيط");
  await operator.keyboard.press("Enter");
  await expect(operator.locator("[data-slot]")).toHaveCount(9);
  expect(await operator.locator("[data-slot='2']").getAttribute("data-camera")).toBe(second);
  await operator.context().close();
  await supervisor.context().close();
});
