import AxeBuilder from "@axe-core/playwright";
import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions } from "@amaliyat/contract/interventions";
import type { Page } from "@playwright/test";
import { alarm } from "../src/alarms.ts";
import { ask, must } from "../src/api.ts";
import { expect, sitDown, test } from "../src/people.ts";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const PLACE = { lat: 31.9512, lon: 5.3331 };

const open = (page: Page) => must(page, interventions.open, { body: { origin: "desk", place: PLACE, subcategory: "TRF.OBS" } });
const unitLine = (page: Page, code: string) => page.getByRole("listbox", { name: "الدوريات" }).locator(`[data-unit="${code}"]`);

/** Chooses a unit in the list, so that the keys of the list speak of it. */
async function choose(page: Page, code: string): Promise<void> {
  await page.getByRole("listbox", { name: "الدوريات" }).focus();
  await unitLine(page, code).click();
  await expect(page.locator(`[data-chosen="${code}"]`)).toBeVisible();
}

test("a unit is kept free, sent all the same by who confirms it, taken out of service and put back, by keyboard", async ({ browser }) => {
  const page = await sitDown(browser, "a.haddad");
  await expect(unitLine(page, "203")).toContainText("متاحة");
  await choose(page, "203");
  await page.keyboard.press("r");
  const dialog = page.getByRole("dialog", { name: /حجز الدورية/ });
  await dialog.getByRole("textbox").fill("موكب رسمي");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(unitLine(page, "203")).toContainText("محجوزة");
  await expect(page.locator("[data-chosen='203']")).toContainText("موكب رسمي");

  // The advice says that it is kept; sending it asks first and names what for.
  const { interventionId } = await open(page);
  const { unitId } = (await must(page, dispatch.units, {})).find(({ code }) => code === "203") ?? { unitId: "" };
  const unknowing = await ask(page, dispatch.assign, { params: { interventionId }, body: { unitId } });
  expect(unknowing).toMatchObject({ ok: false, error: { code: "unit.reserved" } });
  await page.goto(new URL(`interventions/${interventionId}`, process.env["ROOM_URL"]).href);
  const advised = page.locator("article.card tr[data-unit='203']");
  await advised.getByRole("button", { name: "أرسلها مع ذلك" }).click();
  const confirm = page.getByRole("alertdialog");
  await expect(confirm).toContainText("موكب رسمي");
  await page.keyboard.press("Escape");
  await expect(confirm).toBeHidden();
  await advised.getByRole("button", { name: "أرسلها مع ذلك" }).click();
  await confirm.getByRole("button", { name: "أرسلها مع ذلك" }).click();
  await expect(confirm).toBeHidden();
  await expect(page.getByRole("button", { name: "بلّغت باللاسلكي" })).toBeVisible();

  // Out of service with its reason on every line that names it, and back.
  await page.keyboard.press("Escape");
  await choose(page, "201");
  await page.keyboard.press("s");
  const out = page.getByRole("dialog", { name: /من الخدمة/ });
  await out.getByRole("combobox").selectOption("fuel");
  await out.getByRole("button", { name: "أخرجها من الخدمة" }).click();
  await expect(unitLine(page, "201")).toContainText("تزود بالوقود");
  await choose(page, "201");
  await page.keyboard.press("m");
  await page.getByRole("menuitem", { name: "أعدها إلى الخدمة" }).press("Enter");
  await expect(unitLine(page, "201")).toContainText("متاحة");
  await page.context().close();
});

test("a crew calls for help: every desk hears it on any screen, one takes it up and the other sees who, it is ended with a reason", async ({
  browser,
}) => {
  const dispatcher = await sitDown(browser, "a.haddad");
  const supervisor = await sitDown(browser, "k.mansouri");
  await expect(unitLine(dispatcher, "214")).toBeVisible();
  await expect(unitLine(supervisor, "214")).toBeVisible();
  await supervisor.getByRole("link", { name: "الإدارة" }).click();
  await expect(supervisor).toHaveURL(/administration/);

  // The dispatcher reads a dialog meanwhile: the call is seen above it, and its key acts.
  await dispatcher.keyboard.press("Shift+Slash");
  await expect(dispatcher.getByRole("dialog")).toBeVisible();

  const crew = await sitDown(browser, "w.amrani");
  await expect(crew).not.toHaveURL(/\/$/);
  const calls = { at: new Date().toISOString(), place: PLACE };
  await must(crew, dispatch.panic, { query: {}, body: calls });
  await must(crew, dispatch.panic, { query: {}, body: calls });
  for (const desk of [dispatcher, supervisor]) {
    await expect(desk.locator("[data-alarm]")).toHaveCount(1);
    await expect(desk.locator("[role=alert]").filter({ hasText: "استغاثة: الدورية" })).toBeVisible();
  }
  await expect(dispatcher.locator(".shell-alarms-over")).toBeVisible();

  // A reload forgets nothing; F8 shows the place from any screen; F9 takes it up, while the other desk sees who did.
  await supervisor.reload();
  await expect(supervisor.locator("[data-alarm='214']")).toBeVisible();
  await supervisor.keyboard.press("F8");
  await expect(supervisor).toHaveURL(/room/);
  await expect(supervisor.locator("[data-chosen='214']")).toBeVisible();
  await dispatcher.keyboard.press("F9");
  await expect(dispatcher.locator(".shell-alarms-over")).toBeHidden();
  for (const desk of [dispatcher, supervisor]) await expect(await alarm(desk, "[data-alarm='214'][data-taken]")).toContainText("أمين حداد");

  const { violations } = await new AxeBuilder({ page: supervisor })
    .include(".shell-alarms")
    .include(".room-units")
    .withTags(RULES)
    .analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target.join(" "))])).toEqual([]);

  // The crew presses again while a desk writes why the call ends: the dialog goes, and its reason is not one for the newer press.
  await supervisor.keyboard.press("Shift+F9");
  const end = supervisor.getByRole("dialog", { name: /إنهاء استغاثة/ });
  await end.getByRole("textbox").fill("الطاقم بخير: لمس الزر خطأ");
  await must(crew, dispatch.panic, { query: {}, body: { ...calls, at: new Date().toISOString() } });
  await expect(end).toBeHidden();
  await expect(supervisor.locator("[data-alarm='214']:not([data-taken])")).toBeVisible();
  await supervisor.keyboard.press("F9");
  await alarm(supervisor, "[data-alarm='214'][data-taken]");
  await supervisor.keyboard.press("Shift+F9");
  await expect(end.getByRole("textbox")).toHaveValue("");
  await end.getByRole("textbox").fill("الطاقم بخير: لمس الزر خطأ");
  await supervisor.keyboard.press("Enter");
  for (const desk of [dispatcher, supervisor]) await expect(desk.locator("[data-alarm]")).toHaveCount(0);
  for (const seat of [crew, dispatcher, supervisor]) await seat.context().close();
});
