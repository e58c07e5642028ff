import { bolos } from "@amaliyat/contract/bolos";
import { interventions } from "@amaliyat/contract/interventions";
import type { Page } from "@playwright/test";
import { ask, must } from "../src/api.ts";
import { expect, login, sitDown, test } from "../src/people.ts";

const home = (path: string): string => new URL(path, process.env["ROOM_URL"]).href;

/** A picture as a person chooses it from a disk: drawn here, of a car's colour. */
async function drawn(page: Page): Promise<Buffer<ArrayBuffer>> {
  const address = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 900, height: 600 });
    const pen = canvas.getContext("2d");
    if (pen === null) throw new Error("no canvas");
    pen.fillStyle = "#8a97a3";
    pen.fillRect(0, 0, 900, 600);
    pen.fillStyle = "#eef2f4";
    pen.fillRect(150, 250, 600, 180);
    pen.fillRect(280, 150, 320, 120);
    pen.fillStyle = "#22282c";
    for (const x of [260, 640]) pen.fillRect(x - 55, 400, 110, 90);
    return canvas.toDataURL("image/jpeg", 0.9);
  });
  return Buffer.from(address.split(",")[1] ?? "", "base64");
}

test("a stolen car is published with its picture, another desk acknowledges by one key, and the page says who was told", async ({
  browser,
}) => {
  const [dispatcher, operator] = [await sitDown(browser, "a.haddad"), await sitDown(browser, "n.kacimi")];
  await expect(operator.getByRole("navigation")).toBeVisible();
  await dispatcher.getByRole("link", { name: "نشرات البحث" }).click();
  await dispatcher.getByRole("button", { name: "نشرة جديدة" }).click();
  await dispatcher.getByLabel("النص", { exact: false }).fill("سيارة سرقت من حي النصر، زجاجها الخلفي مكسور. ".repeat(20));
  await dispatcher.getByLabel("لوحة الترقيم").fill("٠٠١٢٣ ١١٦ ٣٠");
  await dispatcher.getByLabel("الطراز").fill("Renault Symbol");
  await dispatcher.getByLabel("اللون").fill("بيضاء");
  await dispatcher.keyboard.press("Control+Enter");
  const publish = dispatcher.getByRole("button", { name: "انشر" });
  await expect(publish).toBeVisible();
  const choosing = dispatcher.waitForEvent("filechooser");
  await dispatcher.getByRole("button", { name: "أضف صورة" }).click();
  await (await choosing).setFiles({ name: "car.jpg", mimeType: "image/jpeg", buffer: await drawn(dispatcher) });
  await expect(dispatcher.getByRole("img", { name: "اعرض الصورة كاملة" })).toBeVisible();
  await publish.click();

  const strip = operator.getByRole("status").filter({ hasText: "Renault Symbol" });
  await expect(strip).toBeVisible();
  const told = dispatcher.getByRole("list", { name: "من بُلّغ" });
  const line = told.locator("li").filter({ hasText: "قاسمي" });
  await expect(line).toHaveAttribute("data-told", "told");
  await operator.keyboard.press("F7");
  await expect(strip).toBeHidden();
  await expect(line).toHaveAttribute("data-told", "acknowledged");

  // Found by its plate in the other digits; the whole picture is looked at, which the log keeps.
  await dispatcher.keyboard.press("Escape");
  await dispatcher.getByRole("searchbox").fill("00123-116");
  await expect(dispatcher.getByRole("row").filter({ hasText: "Renault Symbol" })).toBeVisible();
  // However much was written, the other columns stay in sight.
  const box = dispatcher.locator(".am-table-box");
  expect(await box.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBeLessThanOrEqual(0);
  await dispatcher.getByRole("img", { name: "اعرض الصورة كاملة" }).click();
  const whole = dispatcher.getByRole("dialog").getByRole("img");
  await expect(whole).toBeVisible();
  await expect.poll(() => whole.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth)).toBe(900);
  await dispatcher.keyboard.press("Escape");

  // Seen: the intervention that follows carries the reference.
  await dispatcher.getByRole("button", { name: "شوهد" }).click();
  await dispatcher.getByLabel("المكان بالكلمات").fill("مدخل السوق");
  await dispatcher.keyboard.press("Control+Enter");
  await dispatcher.getByRole("button", { name: "افتح تدخلا" }).click();
  await expect(dispatcher.locator("article.card")).toContainText("نشرة البحث B-");
  for (const page of [dispatcher, operator]) await page.context().close();
});

test("an operator sees it on a tile of the wall, and what was seen joins an intervention that is open", async ({ browser }) => {
  const [dispatcher, operator] = [await sitDown(browser, "a.haddad"), await sitDown(browser, "n.kacimi")];
  await expect(dispatcher.getByRole("navigation")).toBeVisible();
  const facts = { plate: "07007 120 30", make: "Toyota Hilux" };
  const { boloId, reference } = await must(dispatcher, bolos.write, {
    body: { kind: "vehicle", priority: "P1", text: "سيارة مطلوبة", facts },
  });
  await must(dispatcher, bolos.publish, { params: { boloId }, body: { version: 1 } });
  // Others may be in force already, so the strip is there, of whichever.
  await expect(operator.locator("[data-bolo]")).toBeVisible();
  const tile = operator.locator("[data-slot='1']");
  const camera = (await tile.getAttribute("data-camera")) ?? "";
  expect(camera).not.toBe("");
  await tile.focus();
  await operator.keyboard.press("KeyS");
  const dialog = operator.getByRole("dialog");
  const which = dialog.getByLabel("أي نشرة بحث");
  const option = which.locator("option", { hasText: reference });
  await expect(dialog).toBeVisible();
  if ((await must(dispatcher, bolos.list, { query: { standing: "in_force" } })).length > 1) {
    await expect(option, "the new BOLO is in the open dialog").toHaveCount(1);
    await which.selectOption((await option.getAttribute("value")) ?? "");
  }
  await operator.keyboard.press("Control+Enter");
  await expect(dialog).toBeHidden();

  const place = { lat: 31.9531, lon: 5.3302 };
  const { interventionId } = await must(dispatcher, interventions.open, { body: { origin: "desk", place, subcategory: "TRF.OBS" } });
  await dispatcher.goto(home(`bolos?open=${boloId}`));
  const sightings = dispatcher.getByRole("region", { name: "عمليات الرصد" });
  await expect(sightings).toContainText(camera);
  await sightings.getByRole("button", { name: "ضمّ الرصد إلى تدخل مفتوح" }).click();
  await dispatcher.locator(`[data-pick="${interventionId}"]`).click();
  await expect(sightings.getByRole("link")).toBeVisible();
  // The card shows it among those issued from it.
  await operator.goto(home(`interventions/${interventionId}`));
  const linked = operator.getByRole("region", { name: "نشرات البحث" });
  await expect(linked).toContainText(reference);
  await expect(linked).toContainText("شوهد هنا");
  for (const page of [dispatcher, operator]) await page.context().close();
});

test("an alert on a missing child is prepared by two, and there is no text before the prosecutor's decision is recorded", async ({
  browser,
}) => {
  const [dispatcher, supervisor] = [await sitDown(browser, "a.haddad"), await sitDown(browser, "k.mansouri")];
  await expect(dispatcher.getByRole("navigation")).toBeVisible();
  await expect(supervisor.getByRole("navigation")).toBeVisible();
  const facts = { age: 8, description: "قميص أزرق وسروال أسود", seenPlace: "ساحة السوق" };
  const { boloId } = await must(dispatcher, bolos.write, {
    body: { kind: "missing_person", priority: "P1", text: "طفل لم يعد من المدرسة", facts },
  });
  await must(dispatcher, bolos.publish, { params: { boloId }, body: { version: 1 } });
  await dispatcher.goto(home(`bolos?open=${boloId}`));
  await dispatcher.getByRole("button", { name: "اقترح إنذارا" }).click();
  const dialog = dispatcher.getByRole("dialog");
  await dialog.getByLabel("النص بالعربية").fill("طفل في الثامنة، قميص أزرق. من رآه يتصل بـ 1548.");
  await dialog.getByLabel("النص بالفرنسية").fill("Enfant de huit ans, chemise bleue. Appelez le 1548.");
  await dispatcher.keyboard.press("Control+Enter");
  await expect(dialog).toBeHidden();
  await expect(dispatcher.getByText("نص مقترح، ليس للنشر")).toBeVisible();
  await expect(dispatcher.getByRole("button", { name: "النص المأذون به" })).toHaveCount(0);
  const [alert] = (await must(dispatcher, bolos.page, { params: { boloId } })).alerts;
  const params = { boloId, alertId: alert?.alertId ?? "" };
  const refused = { ok: false, error: { code: "alert.not_authorised" } };
  expect(await ask(dispatcher, bolos.alertText, { params })).toMatchObject(refused);

  await supervisor.goto(home(`bolos?open=${boloId}`));
  await supervisor.getByRole("button", { name: "راجعته وأوافق عليه" }).click();
  await supervisor.getByRole("button", { name: "قرار وكيل الجمهورية" }).click();
  expect(await ask(dispatcher, bolos.alertText, { params })).toMatchObject(refused);
  await supervisor.getByLabel("وكيل الجمهورية (الاسم)").fill("ب. قاسم");
  await supervisor.getByLabel("مرجع القرار").fill("118/26");
  await supervisor.keyboard.press("Control+Enter");
  await expect(supervisor.locator("[data-alert='authorised']")).toContainText("118/26");

  await dispatcher.getByRole("button", { name: "النص المأذون به" }).click();
  await expect(dispatcher.locator("[data-printable]")).toContainText("118/26");
  await expect(dispatcher.getByRole("button", { name: "اطبع" })).toBeVisible();
  // The paper in both languages, and no page of its neighbours on the screen.
  const pages = (await dispatcher.pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/Type\s*\/Page\b(?!s)/gu);
  expect(pages).toHaveLength(1);
  for (const page of [dispatcher, supervisor]) await page.context().close();
});

test("a crew reads it on its phone without a link, and what it saw reaches the page when the link is back", async ({ browser }) => {
  const dispatcher = await sitDown(browser, "a.haddad");
  await expect(dispatcher.getByRole("navigation")).toBeVisible();
  const context = await browser.newContext({ viewport: { width: 360, height: 640 }, locale: "ar-DZ", permissions: [] });
  const phone = await context.newPage();
  const { username, password } = await login("r.meziani");
  await phone.goto(home("patrol/"));
  await phone.locator("input[name=username]").fill(username);
  await phone.locator("input[name=password]").fill(password);
  await phone.getByRole("button", { name: "دخول" }).click();
  await phone.locator("input[name=vehicle]").fill("00123-116-30");
  await phone.locator("textarea").fill("رابح مزياني");
  await phone.getByRole("button", { name: "نحن في الخدمة" }).click();
  await phone.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await expect.poll(() => phone.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);

  const facts = { plate: "00456 118 30", make: "Peugeot 208" };
  const body = { kind: "vehicle" as const, priority: "P2" as const, text: "سيارة مطلوبة في حادث مرور", facts };
  const { boloId } = await must(dispatcher, bolos.write, { body });
  await must(dispatcher, bolos.attach, { params: { boloId }, body: await drawn(dispatcher) });
  await must(dispatcher, bolos.publish, { params: { boloId }, body: { version: 1 } });
  await phone.getByRole("button", { name: /نشر/ }).click();
  const card = phone.getByRole("listitem").filter({ hasText: "Peugeot 208" });
  await expect(card).toBeVisible();
  // Other BOLOs may be in force already, so the strip alone does not prove that this one has come. Opened anew without a link it is there.
  await context.setOffline(true);
  await phone.reload();
  await expect(card).toBeVisible();
  await card.getByRole("button", { name: "اطلعت" }).click();
  await card.getByRole("button", { name: "شوهد هنا" }).click();
  await card.getByRole("textbox").fill("طريق المطار");
  await card.getByRole("button", { name: "إرسال الرصد" }).click();
  expect((await must(dispatcher, bolos.page, { params: { boloId } })).sightings).toEqual([]);
  await context.setOffline(false);
  await expect
    .poll(async () => (await must(dispatcher, bolos.page, { params: { boloId } })).sightings.map(({ placeText }) => placeText), {
      timeout: 60_000,
    })
    .toEqual(["طريق المطار"]);
  const { notices } = await must(dispatcher, bolos.page, { params: { boloId } });
  expect(notices.people.find(({ unitCode }) => unitCode === "201")).toMatchObject({ state: "acknowledged" });
  for (const each of [dispatcher.context(), context]) await each.close();
});

test("a warning of danger whose words look like a name goes out by one key of its author and a colleague", async ({ browser }) => {
  const page = await sitDown(browser, "a.haddad");
  await page.getByRole("link", { name: "نشرات البحث" }).click();
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.getByRole("button", { name: "نشرة جديدة" }).click();
  await page.getByLabel("النص", { exact: false }).fill("السائق كرار خنجر، يهدد المارة أمام المحطة. ابتعدوا وأبلغوا.");
  await page.getByLabel("لوحة الترقيم").fill("00456 118 30");
  const form = page.locator("form.list-form");
  await expect(form.locator("q")).toHaveText("السائق كرار خنجر");
  await page.keyboard.press("Alt+KeyW");
  await expect(form.getByRole("button", { name: "سحب الجواب" })).toBeVisible();
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: "انشر" }).click();
  await expect(page.getByText("ينشر النشرةَ زميل آخر")).toBeVisible();
  const colleague = await sitDown(browser, "k.mansouri");
  await colleague.goto(page.url());
  await expect(colleague.locator(".bolo-answer q")).toHaveText("السائق كرار خنجر");
  await colleague.getByRole("button", { name: "انشر" }).click();
  await expect(page.locator(".bolo-panel").getByText("سارٍ")).toBeVisible();
  for (const each of [page, colleague]) await each.context().close();
});
