import { expect, sitDown, test } from "../src/people.ts";
import { openPurpose } from "../src/wall.ts";

test("one key on a tile opens an intervention; a dispatcher sees it, sends a patrol, and the statuses stamp themselves", async ({
  browser,
}) => {
  const operator = await sitDown(browser, "n.kacimi");
  const dispatcher = await sitDown(browser, "a.haddad");
  await openPurpose(operator, "2");
  const tile = operator.locator("[data-slot][data-camera='ك-031']");
  await expect(tile).not.toHaveAttribute("data-state", "no_purpose");
  await expect(dispatcher.getByText("لا تدخل مفتوح")).toBeVisible();
  await tile.click();
  await operator.keyboard.press("Enter");

  // Nothing was typed: camera, place, sector and the clip of the last 30 seconds are there; a digit gives the sub-category.
  const card = operator.locator("article.card");
  await expect(card).toBeVisible();
  await expect(card).toContainText("مفترق شارع النخيل وشارع الدقلة");
  await expect(card).toContainText("الأمن الحضري 1");
  await expect(card.getByText("اللقطات المرفقة")).toBeVisible();
  await operator.keyboard.press("2");
  await expect(card).toContainText("TRF.OBS");

  const row = dispatcher.locator("[data-reference]").first();
  await expect(row).toContainText("عائق في الطريق");
  await row.click();
  await dispatcher.keyboard.press("Enter");
  const theirs = dispatcher.locator("article.card");
  await expect(theirs.locator("tr[data-unit]")).toHaveCount(4);
  const unit = await theirs.locator("tr[data-unit]").first().getAttribute("data-unit");
  await dispatcher.keyboard.press("a");
  await dispatcher.keyboard.press("1");
  await expect(theirs).toContainText(`كُلّفت الدورية ${unit}`);
  for (const step of ["قبلت الدورية التكليف", "انطلقت الدورية", "وصلت الدورية", "أنهت الدورية المهمة"])
    await expect(theirs.getByText(step).first()).toBeVisible({ timeout: 60_000 });
  await operator.context().close();
  await dispatcher.context().close();
});
