import { places } from "@amaliyat/contract/places";
import { must } from "../src/api.ts";
import { expect, sitDown, test } from "../src/people.ts";

/** Place of the cameras at the hospital, مستشفى الواحة: nearer to the centre than the landmark of that name, so offered first. */
const HOSPITAL = { lat: 31.95712, lon: 5.34101 };
const DAY = 86_400_000;

test("a landmark is found in another spelling, an intervention opens there, its hazard is seen and its history asks what for", async ({
  browser,
}) => {
  const supervisor = await sitDown(browser, "k.mansouri");
  await expect(supervisor).not.toHaveURL(/\/$/u);
  const now = Date.now();
  const iso = (at: number): string => new Date(at).toISOString();
  await must(supervisor, places.writeHazard, {
    body: {
      kind: "explosive",
      words: 'أسطوانات غاز <img src=x onerror="document.title=1">',
      certainty: "fact",
      source: "partner",
      point: HOSPITAL,
      area: { kind: "radius", metres: 60 },
      atHome: false,
      from: iso(now - DAY),
      until: iso(now + DAY),
      reviewAt: iso(now + DAY / 2),
    },
  });
  await supervisor.context().close();

  const page = await sitDown(browser, "n.kacimi");
  const map = page.getByRole("region", { name: "الخريطة", exact: true });
  await expect(map.locator("[data-map=open]")).toBeVisible({ timeout: 30_000 });
  await map.locator("canvas").focus();
  await page.keyboard.press("/");
  const search = map.getByRole("combobox", { name: "ابحث عن مكان" });
  await expect(search).toBeFocused();
  // A French accent is missing, then the hamza and the end of the word.
  await page.keyboard.type("hopital de l");
  await expect(map.getByRole("option", { name: /مستشفى الواحة/u }).first()).toBeVisible();
  await search.fill("مسجد الام");
  await expect(map.getByRole("option", { name: /مسجد الأمل/u }).first()).toBeVisible();
  await search.fill("مستشفي الواح");
  await expect(map.getByRole("option", { name: /مستشفى الواحة/u }).first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(map.locator(".map-chosen")).toContainText("مستشفى الواحة");

  await map.getByRole("button", { name: "افتح تدخلا هنا" }).click();
  const form = page.getByRole("dialog");
  await expect(form.getByLabel("المكان بالكلمات")).toHaveValue("مستشفى الواحة");
  await page.keyboard.press("Control+Enter");
  await expect(page).toHaveURL(/interventions\//u);
  const classify = page.getByRole("dialog", { name: /ماذا ترى/u });
  await expect(classify).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(classify).toBeHidden();

  const band = page.getByRole("region", { name: "أخطار هذا المكان" });
  await expect(band).toContainText("غاز أو مواد متفجرة");
  await expect(band).toContainText("<img src=x onerror=");
  await expect(page).not.toHaveTitle("1");

  await page.getByRole("button", { name: "التدخلات السابقة في هذا المكان" }).click();
  const history = page.getByRole("dialog", { name: "التدخلات السابقة في هذا المكان" });
  await expect(history.getByRole("button", { name: "إظهار التدخلات السابقة" })).toBeDisabled();
  await history.getByRole("listbox").press("3");
  await expect(history).toContainText("حماية الأشخاص والممتلكات");
  await history.getByRole("button", { name: "إظهار التدخلات السابقة" }).click();
  await expect(history).toContainText("دون الأصناف الحساسة");
  await page.context().close();

  const auditor = await sitDown(browser, "h.saidi");
  for (const words of ["الاطلاع على التدخلات السابقة في مكان", "عرض خطر"]) await expect(auditor.getByText(words).first()).toBeVisible();
  await auditor.getByText("الاطلاع على التدخلات السابقة في مكان").first().click();
  await expect(auditor.getByText("حماية الأشخاص والممتلكات").first()).toBeVisible();
  await auditor.context().close();
});

test("the room adds a place and a hazard by form, and finds the place under the name that people say", async ({ browser }) => {
  const page = await sitDown(browser, "n.kacimi");
  await page.getByRole("link", { name: "الأماكن" }).click();
  await page.getByRole("button", { name: "مكان جديد" }).click();
  await page.getByLabel("الاسم بالعربية").fill("مخبزة الإخوة");
  await page.getByRole("button", { name: "أضف المكان" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "حدد نقطة" })).toBeVisible();
  const point = page.getByRole("combobox", { name: "النقطة" });
  await point.fill("ساحه السوق");
  await expect(page.getByRole("option", { name: /ساحة السوق/u }).first()).toBeVisible();
  await page.keyboard.press("Enter");
  await page.getByLabel("أسماء أخرى").fill("عند الحاج");
  await page.getByRole("button", { name: "أضف المكان" }).click();
  await expect(page.getByRole("grid", { name: "أماكن القاعة" })).toContainText("مخبزة الإخوة");
  const found = await must(page, places.search, { query: { text: "عند الحاج" } });
  expect(found.map(({ names }) => names.ar)).toEqual(["مخبزة الإخوة"]);

  await page.getByRole("tab", { name: "الأخطار" }).click();
  await page.getByRole("button", { name: "خطر جديد" }).click();
  await page.getByLabel("ما يجب الحذر منه").fill("كلب طليق");
  await page.getByRole("combobox", { name: "النقطة" }).fill("عند الحاج");
  await expect(page.getByRole("option", { name: /مخبزة الإخوة/u }).first()).toBeVisible();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "تدوين الخطر" }).click();
  await expect(page.getByRole("grid", { name: "الأخطار" })).toContainText("مقترح");
  await page.context().close();
});

test("palette, map and card give one answer to what callers say, point and street too", async ({ browser }) => {
  const page = await sitDown(browser, "n.kacimi");
  const map = page.getByRole("region", { name: "الخريطة", exact: true });
  const palette = page.getByRole("dialog").filter({ has: page.getByRole("combobox") });
  const inMap = map.getByRole("combobox", { name: "ابحث عن مكان" });
  await expect(inMap).toBeVisible({ timeout: 30_000 });
  for (const [text, first] of [
    ["السبيطار", "مستشفى الواحة"],
    ["av palmiers", "شارع النخيل"],
    ["mosquée al amal", "مسجد الأمل"],
    ["k31", "مفترق النخيل والدقلة"],
    ["٣١٫٩٥٣ ٥٫٣٣٣", "31.95300, 5.33300"],
  ] as const) {
    await inMap.fill(text);
    await expect(map.getByRole("option").first(), text).toContainText(first);
    const names = (await map.getByRole("option").locator(".am-option__text").allTextContents()).slice(0, 3);
    expect(names.length, text).toBeGreaterThan(0);
    await page.keyboard.press("Escape");

    await page.keyboard.press("Control+k");
    await palette.getByRole("combobox").fill(text);
    for (const [nth, name] of names.entries()) await expect(palette.getByRole("option").nth(nth), text).toContainText(name);
    await page.keyboard.press("Escape");

    await page.keyboard.press("Alt+n");
    const field = page.getByRole("dialog").getByRole("combobox", { name: "مكان أو شارع أو كاميرا" });
    await field.fill(text);
    for (const [nth, name] of names.entries())
      await expect(page.getByRole("dialog").locator("[role=option]").nth(nth), text).toContainText(name);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
  await page.context().close();
});
