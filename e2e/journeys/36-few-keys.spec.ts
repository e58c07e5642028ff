import { dispatch } from "@amaliyat/contract/dispatch";
import { identity } from "@amaliyat/contract/identity";
import { must } from "../src/api.ts";
import { makeCrew, PASSWORD } from "../src/crew.ts";
import { expect, sitDown, test } from "../src/people.ts";
import { HOME } from "../src/phone.ts";
import { openPurpose } from "../src/wall.ts";

const CREW = { code: "361", username: "k.ziani" };

test("a case is opened from a picture, a unit is sent, and the case is closed in eight keys; its paper is printed", async ({ browser }) => {
  const administrator = await sitDown(browser, "m.belkacem");
  const supervisor = await sitDown(browser, "k.mansouri");
  for (const page of [administrator, supervisor]) await page.goto("about:blank");
  await makeCrew(supervisor, administrator, CREW.username, CREW.code);
  const phone = await (await browser.newContext()).newPage();
  await must(phone, identity.signIn, { body: { username: CREW.username, password: PASSWORD } });
  const place = { lat: HOME.latitude, lon: HOME.longitude, at: new Date().toISOString() };
  await must(phone, dispatch.report, { body: { positions: [place] } });

  const desk = await sitDown(browser, "a.haddad");
  await openPurpose(desk, "2");
  const tile = desk.locator("[data-slot][data-camera='ك-031']");
  await expect(tile).not.toHaveAttribute("data-state", "no_purpose");
  // The picture that somebody looks at is the chosen one.
  await tile.click();
  let keys = 0;
  const press = async (key: string): Promise<void> => {
    keys += 1;
    await desk.keyboard.press(key);
  };
  await press("Enter");
  const card = desk.locator("article.card");
  await expect(card).toBeVisible();
  const reference = (await card.getAttribute("data-reference")) ?? "";
  const dialog = desk.getByRole("dialog");
  await expect(dialog).toBeVisible();
  await press("2");
  await expect(dialog).toBeHidden();

  // The first unit of the advice.
  const first = card.locator(".card-advice__table tr[data-unit]").first();
  await expect(first).toBeVisible();
  await press("a");
  await expect(card.getByText("اضغط رقم الدورية")).toBeVisible();
  await press("1");
  await expect(card.locator(".card-advice__mine")).toHaveCount(1);

  await press("Control+Enter");
  await expect(dialog.getByRole("combobox")).toBeFocused();
  await press("1");
  await press("0");
  await expect(dialog.getByRole("textbox").last()).not.toHaveValue("");
  await press("Control+Enter");
  await expect(dialog).toBeHidden();
  await expect(card.locator(".card-title")).toContainText("مغلق");
  expect(keys).toBeLessThanOrEqual(8);

  // The paper stands where the advice stood, as it is printed.
  const paper = card.locator("[data-printable]");
  await expect(paper).toContainText(reference);
  await desk.emulateMedia({ media: "print" });
  await expect(paper).toBeVisible();
  await expect(desk.locator(".shell-top")).toBeHidden();
  await desk.emulateMedia({ media: "screen" });
  for (const page of [administrator, supervisor, phone, desk]) await page.context().close();
});
