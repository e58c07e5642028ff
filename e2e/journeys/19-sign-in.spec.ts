import { AxeBuilder } from "@axe-core/playwright";
import { codeOf, openMySignIn, plugIn, setUpCodes, signOut } from "../src/own-sign-in.ts";
import { expect, login, sitDown, test } from "../src/people.ts";

const WHO = "f.zerrouki";
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

test("a person adds a passkey, comes in by it without a name, unlocks by it, and takes it away once it was shown", async ({ browser }) => {
  const page = await sitDown(browser, WHO);
  await plugIn(page);
  const dialog = await openMySignIn(page, WHO);
  await dialog.getByLabel("اسم المفتاح").fill("مفتاح المكتب");
  await dialog.getByRole("button", { name: "أضف مفتاح مرور" }).click();
  await expect(dialog.getByText("مفتاح المكتب")).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).include("dialog[open]").withTags(RULES).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  await page.keyboard.press("Escape");
  await signOut(page);

  await page.getByRole("button", { name: "الدخول بمفتاح مرور" }).click();
  await expect(page.locator("button.shell-top__person[aria-haspopup=dialog]")).toBeVisible();

  await page.keyboard.press("Alt+KeyL");
  await page.getByRole("button", { name: "افتح بمفتاح المرور" }).click();
  await expect(page.locator("button.shell-top__person[aria-haspopup=dialog]")).toBeVisible();

  // In by the password alone, what changes the keys waits for the key itself.
  await signOut(page);
  await page.locator("input[autocomplete=username]").fill(WHO);
  await page.locator("input[autocomplete=current-password]").fill((await login(WHO)).password);
  await page.locator("form button[type=submit]").click();
  const again = await openMySignIn(page, WHO);
  const remove = again.getByRole("listitem").filter({ hasText: "مفتاح المكتب" }).getByRole("button", { name: "احذف" });
  await expect(remove).toHaveAccessibleDescription("أثبت عاملك الثاني أعلاه أولا");
  const found = await new AxeBuilder({ page }).include("dialog[open]").withTags(RULES).analyze();
  expect(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  await again.getByRole("button", { name: "أثبت بمفتاح المرور" }).click();
  await expect(again.getByRole("region", { name: "أثبت أنك أنت" })).toBeHidden();
  await remove.click();
  await expect(again.getByText("مفتاح المكتب")).toBeHidden();
  await page.context().close();
});

test("codes by telephone are set up from the screen and asked after the password", async ({ browser }) => {
  const page = await sitDown(browser, WHO);
  const dialog = await openMySignIn(page, WHO);
  const secret = await setUpCodes(dialog);
  await page.keyboard.press("Escape");
  await signOut(page);

  await page.locator("input[autocomplete=username]").fill(WHO);
  await page.locator("input[autocomplete=current-password]").fill((await login(WHO)).password);
  await page.locator("form button[type=submit]").click();
  await page.locator("input[autocomplete=one-time-code]").fill(codeOf(secret));
  await page.locator("form button[type=submit]").click();
  await expect(page.locator("button.shell-top__person[aria-haspopup=dialog]")).toBeVisible();

  const again = await openMySignIn(page, WHO);
  await again.getByRole("region", { name: "رموز الهاتف" }).getByRole("button", { name: "احذف" }).click();
  await expect(again.getByRole("button", { name: "فعّل رموز الهاتف" })).toBeVisible();
  await page.context().close();
});
