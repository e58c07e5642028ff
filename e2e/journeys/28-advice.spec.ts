import { dispatch } from "@amaliyat/contract/dispatch";
import { identity } from "@amaliyat/contract/identity";
import { interventions } from "@amaliyat/contract/interventions";
import type { Point } from "@amaliyat/domain/kernel";
import type { Browser, Page } from "@playwright/test";
import { must } from "../src/api.ts";
import { makeCrew, PASSWORD, openPhone } from "../src/crew.ts";
import { expect, sitDown, test } from "../src/people.ts";
import { HOME, phoneOf } from "../src/phone.ts";
import { countTones, tones } from "../src/sounds.ts";

const NEAR = { code: "281", username: "a.ghezali" };
const FREE = { code: "282", username: "b.laribi", place: { lat: 31.95366, lon: 5.32372 } };
const TALKER = { code: "283", username: "c.mokrani", place: { lat: 31.96521, lon: 5.31599 } };
const ROBBERY = { place: { lat: HOME.latitude, lon: HOME.longitude }, placeText: "محل مجوهرات، شارع الاستقلال" };
const DRUNK = { place: { lat: 31.9476, lon: 5.3328 }, placeText: "محطة الحافلات" };

const roomAddress = (path: string): string => new URL(path, process.env["ROOM_URL"]).href;

/** A crew without a screen, which tells its place when it is asked. */
async function silentCrew(browser: Browser, username: string, place: Point): Promise<{ tell: () => Promise<unknown>; page: Page }> {
  const page = await (await browser.newContext()).newPage();
  await must(page, identity.signIn, { body: { username, password: PASSWORD } });
  const tell = (): Promise<unknown> => must(page, dispatch.report, { body: { positions: [{ ...place, at: new Date().toISOString() }] } });
  return { tell, page };
}

test("a robbery takes the near crew off a routine case in one act; when it becomes another event, one key takes the new plan", async ({
  browser,
}) => {
  const administrator = await sitDown(browser, "m.belkacem");
  const supervisor = await sitDown(browser, "k.mansouri");
  const desk = await sitDown(browser, "a.haddad");
  for (const page of [administrator, supervisor]) await page.goto("about:blank");
  // Crews of other journeys and of the town do not count here; they are in service again at the end.
  const others = (await must(supervisor, dispatch.units, {})).filter(({ status }) => status !== "unavailable");
  const serve = async (available: boolean): Promise<void> => {
    const body = available ? { available } : { available, reason: "meal" as const };
    for (const { unitId } of others) await must(supervisor, dispatch.setUnitService, { params: { unitId }, body });
  };
  await serve(false);
  const near = await makeCrew(supervisor, administrator, NEAR.username, NEAR.code);
  await makeCrew(supervisor, administrator, FREE.username, FREE.code);
  const talker = await makeCrew(supervisor, administrator, TALKER.username, TALKER.code);
  await must(supervisor, dispatch.changeUnit, { params: { unitId: talker }, body: { skills: ["negotiation"] } });
  const context = await phoneOf(browser);
  await countTones(context);
  const phone = await openPhone(context, NEAR.username, NEAR.code);
  const [free, far] = [await silentCrew(browser, FREE.username, FREE.place), await silentCrew(browser, TALKER.username, TALKER.place)];
  const allTell = () => Promise.all([free.tell(), far.tell()]);

  // The near crew drives to a drunken person.
  const lesser = await must(desk, interventions.open, { body: { origin: "desk", subcategory: "OTH.DRK", ...DRUNK } });
  expect(lesser.priority).toBe("P3");
  await must(desk, dispatch.assign, { params: { interventionId: lesser.interventionId }, body: { unitId: near } });
  await phone.getByRole("button", { name: "أقبل التكليف" }).click();
  await phone.getByRole("button", { name: "انطلقنا" }).click();
  await expect(phone.locator(".order")).toHaveAttribute("data-state", "en_route");
  const heard = await tones(phone);

  // Advice on a robbery: the sum in seconds, its parts, and the crew that would be there sooner.
  await allTell();
  const robbery = await must(desk, interventions.open, { body: { origin: "desk", subcategory: "THF.ROB", ...ROBBERY } });
  expect(robbery.priority).toBe("P1");
  await desk.goto(roomAddress(`interventions/${robbery.interventionId}`));
  const card = desk.locator("article.card");
  const lines = card.locator(".card-advice tbody tr[data-unit]");
  await expect(lines.first()).toHaveAttribute("data-unit", FREE.code);
  await expect(lines.first()).toContainText(/\d+\sث/u);
  await expect(card.locator(`tr[data-unit="${NEAR.code}"]`)).toContainText("مكلَّفة بتدخل آخر");
  const { units, taking } = await must(desk, dispatch.advise, { params: { interventionId: robbery.interventionId } });
  for (const { sum, parts } of units) if (sum !== null) expect(parts.reduce((all, { seconds }) => all + seconds, 0)).toBe(sum);
  expect(taking).toMatchObject([{ code: NEAR.code, reference: lesser.reference, priority: "P3", covers: false }]);
  const offer = card.locator(`[data-taking="${NEAR.code}"]`);
  await expect(offer).toContainText("P3");
  await expect(offer).toContainText(/أسرع بـ .*\d+\sث/u);

  // G and Enter: the crew leaves one and goes to the other, and its phone says so with a sound.
  await desk.keyboard.press("g");
  const asked = desk.getByRole("alertdialog");
  await expect(asked).toContainText(NEAR.code);
  await expect(asked).toContainText("يعود ذلك التدخل إلى الانتظار");
  await asked.getByRole("button", { name: "خذها" }).click();
  await expect(asked).toBeHidden();
  await expect(card.locator(`tr.card-advice__mine[data-unit="${NEAR.code}"]`)).toContainText("مكلَّفة");
  // A busy room may leave the first question unanswered; the advice is asked again every 15 s.
  await expect(offer).toHaveCount(0, { timeout: 40_000 });
  await expect(phone.locator(".order")).toHaveCount(1);
  await expect(phone.locator(".order")).toContainText(robbery.reference);
  await expect(phone.locator(".order")).toHaveAttribute("data-state", "assigned");
  await expect.poll(() => tones(phone)).toBeGreaterThan(heard);

  // The left case waits again in the queue.
  const left = await must(desk, interventions.card, { params: { interventionId: lesser.interventionId } });
  expect(left).toMatchObject({ state: "open", units: [{ unitCode: NEAR.code, state: "withdrawn" }] });
  await desk.keyboard.press("Escape");
  await expect(desk.locator(`[data-reference="${lesser.reference}"]`)).toContainText("بلا دورية");
  await expect(desk.locator(`[data-reference="${robbery.reference}"]`)).toContainText(NEAR.code);

  // It was somebody who wants to jump: the list asks for the new plan's units at once, and T takes the plan.
  await desk.goto(roomAddress(`interventions/${robbery.interventionId}`));
  await expect(lines.first()).toBeVisible();
  await allTell();
  await desk.keyboard.press("e");
  await desk.getByRole("dialog").getByRole("combobox").fill("OTH.SUI");
  await desk.keyboard.press("Enter");
  await expect(desk.getByRole("dialog")).toHaveCount(0);
  const shortfall = card.locator(".card-advice__shortfall");
  await expect(shortfall).toContainText("مرتبة حسب الخطة التي تناسبه الآن");
  await expect(shortfall.locator("kbd")).toHaveText("T");
  const ranked = card.locator(`tr[data-unit="${TALKER.code}"]`);
  await expect(ranked).toContainText("مقترحة للخطة");
  await expect(desk.getByRole("button", { name: "اعتمدها" })).toBeVisible();
  await desk.keyboard.press("t");
  await expect(shortfall).not.toContainText("مرتبة حسب الخطة");
  await expect(ranked).toContainText("مقترحة للخطة");
  await expect(card.locator(`tr[data-unit="${FREE.code}"]`)).not.toContainText("مقترحة للخطة");
  const { plan } = await must(desk, dispatch.advise, { params: { interventionId: robbery.interventionId } });
  expect(plan).toMatchObject({ target: "OTH.SUI", inUse: true });

  for (const { interventionId } of [robbery, lesser]) {
    const { version } = await must(desk, interventions.card, { params: { interventionId } });
    await must(desk, interventions.cancel, { params: { interventionId }, body: { version, reason: "انتهت الرحلة" } });
  }
  await serve(true);
  for (const page of [phone, free.page, far.page, desk, supervisor, administrator]) await page.context().close();
});
