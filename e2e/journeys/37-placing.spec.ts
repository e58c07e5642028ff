import AxeBuilder from "@axe-core/playwright";
import { cameras } from "@amaliyat/contract/cameras";
import { identity } from "@amaliyat/contract/identity";
import type { Locator, Page } from "@playwright/test";
import { must } from "../src/api.ts";
import { expect, sitDown, test } from "../src/people.ts";

const address = (path: string): string => new URL(path, process.env["ROOM_URL"]).href;

/** The drawn map of a form or a field, once it can be pressed. */
async function mapIn(group: Locator): Promise<Locator> {
  await expect(group.locator("[data-map=open]")).toBeVisible({ timeout: 30_000 });
  await expect(group.getByRole("button", { name: "تقريب" })).toBeVisible();
  await group.scrollIntoViewIfNeeded();
  return group.locator(".placing-map");
}

/** Presses a map at parts of its width and height. */
async function pressAt(map: Locator, x: number, y: number): Promise<void> {
  const box = await map.boundingBox();
  if (box === null) throw new Error("the map is not on the screen");
  await map.page().mouse.click(box.x + box.width * x, box.y + box.height * y);
}

/** Rules of WCAG 2.2 AA that a form with its map breaks. */
async function broken(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include("form").withTags(["wcag2a", "wcag2aa", "wcag22aa"]).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}

/** Drags a handle by so many px. */
async function drag(page: Page, handle: Locator, dx: number, dy: number): Promise<void> {
  const box = await handle.boundingBox();
  if (box === null) throw new Error("the handle is not on the screen");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + dx / 2, y + dy / 2);
  await page.mouse.move(x + dx, y + dy);
  await page.mouse.up();
}

test("a sector is drawn by mouse, put right by keyboard, not sent while it crosses itself, and saved", async ({ browser }) => {
  const page = await sitDown(browser, "m.belkacem");
  await page.goto(address("administration?view=sectors&open=new"));
  await page.getByLabel("الرمز").fill("SU-N");
  for (const [label, name] of [
    ["العربية", "حي الشمال"],
    ["Français", "Quartier nord"],
    ["English", "North district"],
  ] as const)
    await page.getByRole("textbox", { name: label }).fill(name);
  const field = page.getByRole("group", { name: "حدود القطاع" });
  const map = await mapIn(field);
  const corners = map.getByRole("button", { name: /^زاوية \d+ من \d+$/u });
  for (const [nth, [x, y]] of (
    [
      [0.3, 0.3],
      [0.7, 0.7],
      [0.7, 0.3],
      [0.3, 0.7],
    ] as const
  ).entries()) {
    await pressAt(map, x, y);
    await expect(corners).toHaveCount(nth + 1);
  }
  await expect(field.getByRole("alert")).toContainText("تتقاطع مع نفسها");
  await page.getByRole("button", { name: "احفظ" }).click();
  await expect(page.getByRole("grid", { name: "قطاعات الاختصاص" })).not.toContainText("حي الشمال");

  // Its corners change places: the second is removed by key, and comes back by a press on a side.
  await corners.nth(1).focus();
  await page.keyboard.press("Delete");
  await expect(corners).toHaveCount(3);
  await expect(field.getByRole("alert")).toBeHidden();
  await page.keyboard.press("Tab");
  await expect(corners.nth(1)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(corners.nth(2)).toBeFocused();
  await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Shift+ArrowUp");
  await drag(page, corners.nth(0), -30, -20);
  expect(await broken(page)).toEqual([]);
  await page.getByRole("button", { name: "احفظ" }).click();
  await expect(page.getByRole("grid", { name: "قطاعات الاختصاص" })).toContainText("حي الشمال");
  const saved = (await must(page, identity.sectors, {})).find(({ sectorId }) => sectorId === "SU-N");
  expect(saved?.boundary).toHaveLength(4);
  await page.context().close();
});

test("a site is placed by a click, and a camera is aimed by its handles with figures that follow", async ({ browser }) => {
  const page = await sitDown(browser, "y.touati");
  await page.goto(address("cameras?view=sites"));
  await page.getByRole("button", { name: "موقع جديد" }).first().click();
  await page.getByLabel("الرمز").fill("S-N1");
  for (const label of ["العربية", "Français", "English"]) await page.getByRole("textbox", { name: label }).first().fill("عمود جديد");
  const map = await mapIn(page.locator("form"));
  await pressAt(map, 0.5, 0.5);
  const pin = map.getByRole("button", { name: "المكان" });
  await pin.focus();
  await page.keyboard.press("ArrowUp");
  await page.getByRole("button", { name: "كتابة الإحداثيات" }).click();
  const figures = page.getByRole("textbox", { name: "الإحداثيات" });
  const before = await figures.inputValue();
  await drag(page, pin, 40, 0);
  await expect(figures).not.toHaveValue(before);
  await page.getByRole("button", { name: "أضف الموقع" }).click();
  await expect(page.getByRole("grid", { name: "المواقع" })).toContainText("S-N1");

  await page.goto(address("cameras?view=new"));
  await page.getByLabel("الرمز").fill("C-N1");
  for (const label of ["العربية", "Français", "English"]) await page.getByRole("textbox", { name: label }).fill("كاميرا جديدة");
  const aimed = await mapIn(page.getByRole("group", { name: "المكان وما تراه" }));
  // No site lies there: one is made with the camera.
  await aimed.getByRole("button", { name: "وضع الكاميرا في وسط الخريطة" }).focus();
  await page.keyboard.press("Enter");
  const direction = aimed.getByRole("slider", { name: "اتجاه الكاميرا" });
  await direction.focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("textbox", { name: "الاتجاه" })).toHaveValue("5");
  await drag(page, direction, 60, 40);
  await expect(page.getByRole("textbox", { name: "الاتجاه" })).not.toHaveValue("5");
  await aimed.getByRole("slider", { name: "زاوية رؤية الكاميرا" }).press("PageUp");
  await expect(page.getByRole("textbox", { name: "زاوية الرؤية" })).toHaveValue("115");
  await page.getByRole("textbox", { name: "المدى" }).fill("150");
  await expect(aimed.getByRole("slider", { name: "مدى الكاميرا" })).toHaveAttribute("aria-valuenow", "150");
  expect(await broken(page)).toEqual([]);
  await page.getByRole("button", { name: "إضافة الكاميرا" }).click();
  await expect(page.getByRole("heading", { name: /C-N1/u })).toBeVisible();
  const made = (await must(page, cameras.list, {})).find(({ code }) => code === "C-N1");
  const sites = await must(page, cameras.sites, {});
  expect([made?.fieldOfViewDeg, made?.rangeM]).toEqual([115, 150]);
  expect(sites.find(({ siteId }) => siteId === made?.siteId)?.code).toBe("C-N1");
  await page.context().close();
});
