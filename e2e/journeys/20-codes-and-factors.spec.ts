import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { setByCode } from "@amaliyat/simulator";
import { approvals } from "@amaliyat/contract/approvals";
import { identity } from "@amaliyat/contract/identity";
import { must } from "../src/api.ts";
import { codeOf, openMySignIn, plugIn, setUpCodes } from "../src/own-sign-in.ts";
import { expect, login, sitDown, test } from "../src/people.ts";
import { accessible, handy, phoneOf } from "../src/phone.ts";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const home = (path = ""): string => new URL(path, process.env["ROOM_URL"]).href;
const person = (page: Page): Locator => page.locator("button.shell-top__person[aria-haspopup=dialog]");

async function holdsUp(page: Page, part = "body"): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include(part).withTags(RULES).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

/** The side of a person in the list of people, as the administrator has it open. */
async function openPerson(administrator: Page, name: string): Promise<Locator> {
  await administrator.goto(home("administration"));
  await administrator.getByText(name, { exact: true }).first().click();
  const side = administrator.getByRole("region", { name });
  await expect(side).toBeVisible();
  return side;
}

test("a one-time code does not go around codes by telephone: its person signs in with both", async ({ browser }) => {
  const who = "l.brahimi";
  const { password } = await login(who);
  const seat = await sitDown(browser, who);
  const dialog = await openMySignIn(seat, who);
  const secret = await setUpCodes(dialog);
  await seat.keyboard.press("Escape");

  const administrator = await sitDown(browser, "m.belkacem");
  const side = await openPerson(administrator, "ليلى براهيمي");
  await side.getByRole("button", { name: "أصدر رمز دخول" }).click();
  await administrator.getByRole("alertdialog").getByRole("button", { name: "أصدر رمز دخول" }).click();
  const halves = side.locator(".session-slip__code");
  await expect(halves).toHaveCount(2);
  const [first = "", second = ""] = await halves.allTextContents();
  await expect(seat.getByText("رمز دخول جديد أُصدر باسمك")).toBeVisible();

  const elsewhere = await (await browser.newContext({ locale: "ar-DZ", viewport: { width: 1920, height: 1080 } })).newPage();
  await elsewhere.goto(home());
  await elsewhere.getByRole("button", { name: "عندي رمز دخول" }).click();
  await elsewhere.locator("input[autocomplete=username]").fill(who);
  await elsewhere.getByLabel("النصف الأول من الرمز").fill(first);
  await elsewhere.getByLabel("النصف الثاني من الرمز").fill(second);
  await elsewhere.getByRole("button", { name: "تابع" }).click();
  await expect(elsewhere.getByText("لك عامل ثان")).toBeVisible();
  await holdsUp(elsewhere);
  await elsewhere.locator("input[autocomplete=new-password]").fill(password);
  await elsewhere.getByRole("button", { name: "احفظ ثم سجّل الدخول" }).click();
  await expect(elsewhere.getByText("حُفظت كلمة سرك")).toBeVisible();
  await holdsUp(elsewhere);
  await expect(seat.locator("input[autocomplete=username]")).toBeVisible();

  await elsewhere.locator("input[autocomplete=username]").fill(who);
  await elsewhere.locator("input[autocomplete=current-password]").fill(password);
  await elsewhere.locator("form button[type=submit]").click();
  await elsewhere.locator("input[autocomplete=one-time-code]").fill(codeOf(secret));
  await elsewhere.locator("form button[type=submit]").click();
  await expect(person(elsewhere)).toBeVisible();
  const own = await openMySignIn(elsewhere, who);
  await own.getByRole("region", { name: "رموز الهاتف" }).getByRole("button", { name: "احذف" }).click();
  await expect(own.getByRole("button", { name: "فعّل رموز الهاتف" })).toBeVisible();
  for (const page of [seat, administrator, elsewhere]) await page.context().close();
});

test("a passkey that was lost is removed by two, and its person comes back by a code in halves", async ({ browser }) => {
  const who = "f.zerrouki";
  const { password } = await login(who);
  const seat = await sitDown(browser, who);
  await plugIn(seat);
  const dialog = await openMySignIn(seat, who);
  await dialog.getByLabel("اسم المفتاح").fill("مفتاح ضائع");
  await dialog.getByRole("button", { name: "أضف مفتاح مرور" }).click();
  await expect(dialog.getByText("مفتاح ضائع")).toBeVisible();

  const administrator = await sitDown(browser, "m.belkacem");
  const side = await openPerson(administrator, "فريدة زروقي");
  await side.getByRole("button", { name: "احذف العوامل الضائعة" }).click();
  await administrator.getByRole("alertdialog").getByRole("button", { name: "اطلب الحذف" }).click();
  const first = (await side.locator(".session-slip__code").textContent()) ?? "";
  await holdsUp(administrator, ".administration-slip");

  const supervisor = await sitDown(browser, "k.mansouri");
  await supervisor.goto(home("approvals"));
  await supervisor.getByText("حذف عوامل الدخول الثانية لـ").first().click();
  const request = supervisor.getByRole("region", { name: /حذف عوامل الدخول الثانية/ });
  await expect(request.getByText("مفاتيح المرور")).toBeVisible();
  await holdsUp(supervisor);
  await request.getByRole("button", { name: "وافق", exact: true }).click();
  await supervisor.getByRole("alertdialog").getByRole("button", { name: "وافق", exact: true }).click();
  const second = (await request.locator(".session-slip__code").textContent()) ?? "";

  await expect(seat.locator("input[autocomplete=username]")).toBeVisible();
  await setByCode(home(), who, { first, second }, password);
  const back = await sitDown(browser, who);
  const own = await openMySignIn(back, who);
  await expect(own.getByText("مفاتيح المرور")).toBeVisible();
  await expect(own.getByText("مفتاح ضائع")).toBeHidden();
  for (const page of [seat, administrator, supervisor, back]) await page.context().close();
});

test("a crew is told on its phone that a code was given in its name, until it has read so", async ({ browser }) => {
  const context = await phoneOf(browser);
  const phone = await context.newPage();
  const { username, password } = await login("n.khaldi");
  await phone.goto(home("patrol/"));
  await phone.locator("input[name=username]").fill(username);
  await phone.locator("input[name=password]").fill(password);
  await phone.getByRole("button", { name: "دخول" }).click();
  await expect(phone.locator(".unit-code")).toContainText("207");

  const administrator = await sitDown(browser, "m.belkacem");
  const all = await must(administrator, identity.users, {});
  const userId = all.find((one) => one.username === username)?.userId ?? "";
  const asked = await must(administrator, identity.issueCode, { params: { userId } });
  if (asked.kind !== "waits") throw new Error("one person gave a patrol a code");
  const supervisor = await sitDown(browser, "k.mansouri");
  await must(supervisor, approvals.approve, { params: { approvalId: asked.approvalId } });
  await supervisor.context().close();
  const notice = phone.locator(".strip").filter({ hasText: "رمز دخول جديد أُصدر باسمك" });
  await expect(notice).toContainText("لم يُستعمل بعد");
  await phone.getByRole("button", { name: "نحن في الخدمة" }).click();
  await expect(notice).toBeVisible();
  await handy(phone);
  await accessible(phone);
  await phone.reload();
  await expect(notice).toBeVisible();
  await notice.getByRole("button", { name: "قرأت" }).click();
  await expect(notice).toBeHidden();
  await phone.reload();
  await expect(phone.locator(".head-unit")).toBeVisible();
  await expect(notice).toBeHidden();
  await context.close();
  await administrator.context().close();
});
