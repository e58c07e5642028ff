import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions } from "@amaliyat/contract/interventions";
import type { Page } from "@playwright/test";
import { must } from "../src/api.ts";
import { makeCrew, openPhone } from "../src/crew.ts";
import { expect, sitDown, test } from "../src/people.ts";
import { accessible, handy, phoneOf } from "../src/phone.ts";
import { countTones, tones } from "../src/sounds.ts";

const CODE = "262";
const PLACE = { lat: 31.9531, lon: 5.3287 };

const goToCard = (desk: Page, interventionId: string) =>
  desk.goto(new URL(`interventions/${interventionId}`, process.env["ROOM_URL"]).href);

test("a second caller's shooting reaches the crew that drives to a routine case, which says that it read it; then both are split", async ({
  browser,
}) => {
  const administrator = await sitDown(browser, "m.belkacem");
  const supervisor = await sitDown(browser, "k.mansouri");
  const desk = await sitDown(browser, "a.haddad");
  await expect(desk.getByText("التدخلات المفتوحة")).toBeVisible();
  // Both only sign what makes a crew; their screens would paint beside the others.
  for (const page of [administrator, supervisor]) await page.goto("about:blank");
  const unitId = await makeCrew(supervisor, administrator, "d.zitouni", CODE);
  const context = await phoneOf(browser);
  await countTones(context);
  const phone = await openPhone(context, "d.zitouni", CODE);

  // A drunken person, routine; a crew is on its way.
  const place = { place: PLACE, placeText: "شارع الدقلة" };
  const first = await must(desk, interventions.open, { body: { origin: "desk", subcategory: "OTH.DRK", ...place } });
  await must(desk, dispatch.assign, { params: { interventionId: first.interventionId }, body: { unitId } });
  await phone.getByRole("button", { name: "أقبل التكليف" }).click();
  await phone.getByRole("button", { name: "انطلقنا" }).click();
  await expect(phone.locator(".order")).toHaveAttribute("data-state", "en_route");
  await expect(phone.locator(".danger")).toHaveCount(0);

  // A second caller says more. Before the key, the desk reads the rise by the join and its recipients.
  const second = await must(desk, interventions.open, {
    body: { origin: "call", subcategory: "OTH.WPN", attributes: ["weapon", "injury"], note: "إطلاق نار، جريحان على الرصيف", ...place },
  });
  await goToCard(desk, second.interventionId);
  const rises = "تُبلَّغ الدورية";
  const proposal = desk.locator(`.card-likely [data-likely="${first.reference}"]`);
  await expect(proposal).toContainText(/يصير .*P1.* · سلاح · إصابة/u);
  await expect(proposal).toContainText(rises);
  await expect(proposal).toContainText(CODE);
  await desk.keyboard.press("j");
  await expect(desk.locator(`[data-pick="${first.interventionId}"]`)).toContainText(rises);
  await desk.keyboard.press("Escape");
  const before = await tones(phone);
  await proposal.getByRole("button", { name: "ضم", exact: true }).focus();
  await desk.keyboard.press("Enter");

  // The phone says it in red, with a sound that goes on until the crew has read it.
  const danger = phone.locator(".danger");
  await expect(danger).toContainText("فوري · سلاح · إصابة");
  await expect(danger).toContainText("إطلاق نار، جريحان على الرصيف");
  await expect.poll(() => tones(phone)).toBeGreaterThan(before);
  const once = await tones(phone);
  await expect.poll(() => tones(phone), { timeout: 15_000 }).toBeGreaterThan(once);
  await accessible(phone);
  await handy(phone);

  // The desk sees who has not read: on the card, in the queue and in the unit's line.
  const card = desk.locator("article.card");
  await expect(card).toHaveAttribute("data-reference", first.reference);
  const line = card.locator(`tr[data-unit="${CODE}"]`);
  await expect(line).toContainText(/لم تقرأ · .*\d:\d\d/u);
  const merged = card.locator(`[data-merged="${second.reference}"]`);
  await expect(merged).toContainText("إطلاق نار، جريحان على الرصيف");
  await expect(merged).toContainText("سلاح");
  await expect(card).toContainText("جاء معه:");

  // Notes of the desk leave the words of danger in the panel until they were read, also after a reload.
  const ordinary = ["المفاتيح عند الحارس", "الباب أزرق", "الطابق الثاني", "اسأل عن السيد قدور", "الحارس في الخدمة"];
  for (const text of ordinary) await must(desk, interventions.note, { params: { interventionId: first.interventionId }, body: { text } });
  await expect(phone.locator(".notes")).toContainText("الحارس في الخدمة");
  const notes = phone.locator(".way-bar .order-news");
  await phone.reload();
  await expect(notes).toContainText("ملاحظة جديدة");
  await notes.getByRole("button", { name: "قرأت" }).click();
  await expect(notes).toHaveCount(0);
  await expect(danger).toContainText("إطلاق نار، جريحان على الرصيف");
  await expect(danger).not.toContainText("الحارس في الخدمة");
  await expect(phone.locator(".note-danger")).toContainText("إطلاق نار، جريحان على الرصيف");
  await accessible(phone);
  await handy(phone);
  await danger.getByRole("button", { name: "قرأت" }).click();
  await expect(danger).toHaveCount(0);
  await expect(phone.locator(".danger-marks")).toContainText("سلاح");
  await expect(phone.locator(".way-danger")).toHaveText("سلاح · إصابة");
  await expect(phone.locator(".note-danger")).toContainText(second.reference);
  await expect(phone.locator(".note-danger")).toContainText("إطلاق نار، جريحان على الرصيف");
  await expect(line).not.toContainText("لم تقرأ");

  // Later words stand over the map of a crew that drives, with a sound, until it has read them.
  const told = await tones(phone);
  await must(desk, interventions.note, { params: { interventionId: first.interventionId }, body: { text: "هرب نحو السوق" } });
  const news = phone.locator(".way-bar .order-news");
  await expect(news).toContainText("ملاحظة جديدة");
  expect(await tones(phone)).toBeGreaterThan(told);
  await accessible(phone);
  await handy(phone);
  await news.getByRole("button", { name: "قرأت" }).click();
  await expect(news).toHaveCount(0);

  // A further danger is announced anew, and read without a link.
  const { version } = await must(desk, interventions.card, { params: { interventionId: first.interventionId } });
  const body = { version, attributes: ["weapon" as const, "injury" as const, "minor" as const] };
  await must(desk, interventions.mark, { params: { interventionId: first.interventionId }, body });
  await expect(danger).toContainText("قاصر");
  await expect(line).toContainText("لم تقرأ");
  await context.setOffline(true);
  await phone.getByRole("button", { name: "قرأت" }).click();
  await expect(danger).toHaveCount(0);
  await desk.keyboard.press("Escape");
  await expect(desk.locator(`[data-reference="${first.reference}"]`).getByRole("img", { name: "لم تقرأ" })).toBeVisible();
  await expect(desk.locator(`[data-unit="${CODE}"]`)).toContainText("لم تقرأ");
  await context.setOffline(false);
  await expect(desk.locator(`[data-unit="${CODE}"]`)).not.toContainText("لم تقرأ", { timeout: 40_000 });

  // They were two events after all: the split asks what each keeps, and with which the crew goes.
  await goToCard(desk, second.interventionId);
  await desk.getByRole("button", { name: "فصل" }).click();
  const dialog = desk.getByRole("dialog");
  const stays = dialog.locator(`[data-side="${first.reference}"]`);
  const back = dialog.locator(`[data-side="${second.reference}"]`);
  await expect(back.getByRole("radio", { name: "P1" })).toBeChecked();
  await expect(back.locator('[aria-pressed="true"]')).toHaveText(["سلاح", "إصابة"]);
  await expect(stays.getByRole("radio", { name: "P3" })).toBeChecked();
  await expect(stays.locator('[aria-pressed="true"]')).toHaveText(["قاصر"]);
  const unit = dialog.locator(`[data-unit="${CODE}"]`);
  await expect(unit.getByRole("radio", { name: "تبقى هنا" })).toBeChecked();
  await unit.getByRole("radio", { name: "تبقى هنا" }).focus();
  await desk.keyboard.press("ArrowDown");
  await expect(unit.getByRole("radio", { name: "تعود معه" })).toBeChecked();
  await dialog.getByRole("textbox").fill("حدثان في الشارع نفسه");
  await desk.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  const after = async (interventionId: string) => must(desk, interventions.card, { params: { interventionId } });
  expect(await after(first.interventionId)).toMatchObject({ priority: "P3", attributes: ["minor"], units: [], merged: [] });
  expect(await after(second.interventionId)).toMatchObject({
    state: "open",
    priority: "P1",
    attributes: ["weapon", "injury"],
    units: [{ unitCode: CODE, state: "en_route" }],
  });
  // The crew reads its present target.
  await expect(danger).toContainText(second.reference);
  await phone.getByRole("button", { name: "قرأت" }).click();
  await expect(danger).toHaveCount(0);

  // Joined once more: the category of the graver one is taken by one key.
  await must(desk, interventions.merge, {
    params: { interventionId: second.interventionId },
    body: { version: (await after(second.interventionId)).version, into: first.interventionId, moveAssignments: true },
  });
  await goToCard(desk, first.interventionId);
  await expect(desk.getByRole("button", { name: "خذ صنفه" })).toBeVisible();
  await desk.keyboard.press("Shift+E");
  await expect(desk.locator(".card-facts")).toContainText("OTH.WPN");
  await expect(desk.getByRole("button", { name: "خذ صنفه" })).toHaveCount(0);
  for (const page of [phone, desk, supervisor, administrator]) await page.context().close();
});
