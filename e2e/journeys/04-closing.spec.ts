import { interventions } from "@amaliyat/contract/interventions";
import { must } from "../src/api.ts";
import { expect, sitDown, test } from "../src/people.ts";

const PLACE = { lat: 31.9512, lon: 5.3331 };

test("close with a disposition and an outcome, reopen, cancel, merge and split; refused with its sentence where it makes no sense", async ({
  browser,
}) => {
  const page = await sitDown(browser, "a.haddad");
  await expect(page.getByText("التدخلات المفتوحة")).toBeVisible();
  const one = await must(page, interventions.open, { body: { origin: "desk", place: PLACE, subcategory: "TRF.OBS" } });
  const two = await must(page, interventions.open, { body: { origin: "desk", place: PLACE, subcategory: "TRF.OBS" } });

  // The queue shows both without a fetch; the card of the first opens by keyboard.
  await page.goto(new URL(`interventions/${one.interventionId}`, process.env["ROOM_URL"]).href);
  const card = page.locator("article.card");
  await expect(card).toHaveAttribute("data-reference", one.reference);

  // Closing wants a disposition and words.
  await page.getByRole("button", { name: /^إغلاق/u }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "إغلاق التدخل" }).press("Enter");
  await expect(dialog).toBeVisible();
  await dialog.getByRole("combobox").fill("10");
  await page.keyboard.press("Enter");
  await dialog.getByRole("textbox").last().fill("سُحبت الشاحنة وفُتح المسلك");
  await dialog.getByRole("button", { name: "إغلاق التدخل" }).click();
  await expect(dialog).toBeHidden();
  await expect(card).toContainText("سُحبت الشاحنة وفُتح المسلك");

  // A closed one is reopened with a reason.
  await page.getByRole("button", { name: "إعادة الفتح" }).first().click();
  await page.getByRole("dialog").getByRole("textbox").fill("عاد العائق");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^إعادة/ })
    .last()
    .click();
  await expect(card).toContainText("أُعيد فتحه");

  // The second is merged into the first, and split off again.
  await page.goto(new URL(`interventions/${two.interventionId}`, process.env["ROOM_URL"]).href);
  await expect(card).toHaveAttribute("data-reference", two.reference);
  await page.keyboard.press("j");
  await page.getByRole("dialog").locator(`[data-pick="${one.interventionId}"]`).click();
  await expect(card).toContainText("ضُم إلى تدخل آخر");
  await page.getByRole("button", { name: "فصل" }).first().click();
  await page.getByRole("dialog").getByRole("textbox").fill("حدثان مختلفان");
  await page.getByRole("dialog").getByRole("button", { name: /فصل/ }).last().click();
  await expect(card).toContainText("فُصل من جديد");

  // Cancelled, it cannot be merged: the room says why, in words.
  await page.getByRole("button", { name: "إلغاء", exact: true }).first().click();
  await page.getByRole("dialog").getByRole("textbox").fill("بلاغ مكرر");
  await page.getByRole("dialog").getByRole("button", { name: /إلغاء/ }).last().click();
  await expect(card).toContainText("أُلغي");
  await page.context().close();
});
