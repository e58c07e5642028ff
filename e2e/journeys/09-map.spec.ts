import { interventions } from "@amaliyat/contract/interventions";
import { must } from "../src/api.ts";
import { expect, sitDown, test } from "../src/people.ts";

test("the map of the town is drawn from the room alone, and walked over without a mouse", async ({ browser }) => {
  const page = await sitDown(browser, "k.mansouri");
  const elsewhere: string[] = [];
  const room = new URL(process.env["ROOM_URL"] ?? "").host;
  page.on("request", (request) => {
    const { host, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && host !== room) elsewhere.push(request.url());
  });
  const map = page.getByRole("region", { name: "الخريطة", exact: true });
  await expect(map.locator("[data-map=open]")).toBeVisible({ timeout: 30_000 });
  await expect(map.getByText("Aïn Rimal")).toBeVisible();

  const menu = map.getByRole("button", { name: "طبقات الخريطة" });
  await menu.focus();
  await page.keyboard.press("Enter");
  const heat = page.getByRole("checkbox", { name: "كثافة التدخلات" });
  await heat.focus();
  await page.keyboard.press("Space");
  await expect(map.getByRole("group", { name: "مفتاح الرموز" })).toContainText("كثافة التدخلات");
  await page.keyboard.press("Escape");
  await expect(menu).toBeFocused();

  await map.locator("canvas").focus();
  await page.keyboard.press("PageDown");
  await expect(map.locator(".map-chosen")).toBeVisible();
  expect(elsewhere).toEqual([]);

  // Two events at one point lie under each other: Enter lists them, and leads to the one below.
  const place = { lat: 31.9531, lon: 5.3302 };
  const [first] = await Promise.all(
    (["TRF.OBS", "TRF.CNG"] as const).map((subcategory) =>
      must(page, interventions.open, { body: { origin: "desk", place, subcategory } }),
    ),
  );
  await page.locator(`[data-reference="${first?.reference}"]`).click();
  await expect(map.locator(".map-chosen")).toContainText("عائق في الطريق");
  await map.locator("canvas").focus();
  const here = page.getByRole("listbox", { name: "ما في هذه النقطة" });
  // The map flies there first, and draws the new rows.
  await expect(async () => {
    await page.keyboard.press("Enter");
    await expect(here).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 15_000 });
  await expect(here.getByRole("option").first()).toBeFocused();
  const below = here.getByRole("option").filter({ hasText: "ازدحام مروري" });
  // The order of the two is not fixed.
  await expect(async () => {
    if (!(await below.evaluate((option) => option === document.activeElement))) await page.keyboard.press("ArrowDown");
    await expect(below).toBeFocused({ timeout: 200 });
  }).toPass({ timeout: 5_000 });
  await page.keyboard.press("Enter");
  await expect(map.locator(".map-chosen")).toContainText("ازدحام مروري");
  await expect(here).toBeHidden();
  await expect(map.locator("canvas")).toBeFocused();
  await page.context().close();
});

test("a map that does not come is said, and everything else is drawn; it is drawn when it comes", async ({ browser }) => {
  const page = await sitDown(browser, "k.mansouri");
  await expect(page.locator("[data-map=open]")).toBeVisible({ timeout: 30_000 });
  await page.route("**/*.pmtiles", (route) => route.abort());
  await page.reload();
  await expect(page.getByText("تعذرت قراءة خريطة المدينة")).toBeVisible({ timeout: 30_000 });
  await expect(page.locator("[data-map=open]")).toBeVisible({ timeout: 30_000 });
  await page.unroute("**/*.pmtiles");
  await expect(page.getByText("Aïn Rimal")).toBeVisible({ timeout: 40_000 });
  await expect(page.getByText("تعذرت قراءة خريطة المدينة")).toBeHidden();
  await page.context().close();
});
