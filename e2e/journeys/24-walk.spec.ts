import { reports } from "@amaliyat/contract/reports";
import type { Page } from "@playwright/test";
import { must } from "../src/api.ts";
import { expect, sitDown, test } from "../src/people.ts";
import { accessible, address, handy, HOME, neverPlaced, phoneOf } from "../src/phone.ts";

/** The calls for help of a language that are none of those before. */
async function helps(desk: Page, language: "ar" | "fr" | "en", before: ReadonlySet<string> = new Set()) {
  const { rows } = await must(desk, reports.list, { query: { danger: "true" } });
  return rows.filter((row) => row.language === language && !before.has(row.reportId));
}

const idsOf = async (desk: Page, language: "ar" | "fr"): Promise<ReadonlySet<string>> =>
  new Set((await helps(desk, language)).map(({ reportId }) => reportId));

/** Ends a walk within a few seconds, for the phone and by a word for the room: nobody waits five minutes for a test. */
const hurried = (phone: Page, leftMs = 14_000): Promise<void> =>
  phone.evaluate(
    (left) =>
      new Promise((done) => {
        const opening = indexedDB.open("amaliyat-allo");
        opening.onsuccess = () => {
          const kept = opening.result.transaction("kept", "readwrite").objectStore("kept");
          const asked = kept.get("walk");
          asked.onsuccess = () => {
            kept.put({ ...(asked.result as object), until: Date.now() + left }, "walk").onsuccess = () => {
              opening.result.close();
              done();
            };
          };
        };
      }),
    leftMs,
  );

test("who does not come home is an alarm at the desk though the page is closed, with the last place", async ({ browser }) => {
  const desk = await sitDown(browser, "s.benali");
  const context = await phoneOf(browser);
  const phone = await context.newPage();
  const before = await idsOf(desk, "ar");
  await phone.goto(`${address()}#walk`);
  await phone.getByLabel("الاسم").fill("أمي");
  await phone.getByLabel("رقم الهاتف").fill("0550 12 34 56");
  await phone.getByRole("button", { name: "أضف", exact: true }).click();
  await phone.getByLabel("من يجوز للقاعة أن تتصل به؟").selectOption("أمي");
  await accessible(phone);
  await handy(phone);
  await phone.getByRole("button", { name: /^ابدأ/ }).click();
  await expect(phone.locator(".walk-room[data-knows=true]")).toContainText("القاعة تعلم", { timeout: 20_000 });
  await accessible(phone);
  await handy(phone);
  await hurried(phone);
  const ended = Date.now() + 14_000;
  // The page reports the new end to the room, and nothing after it: the phone is gone.
  const told = phone.waitForResponse((response) => response.url().endsWith("/api/allo/walks/words") && response.ok());
  await told;
  await context.close();
  await expect.poll(async () => (await helps(desk, "ar", before)).length, { timeout: 60_000, intervals: [500] }).toBe(1);
  // Thirty seconds after the end by the product; a loaded machine is given a few more.
  // Real time: the room raises the alarm thirty seconds after the end.
  expect(Date.now() - ended).toBeLessThan(38_000);
  const [mine] = await helps(desk, "ar", before);
  expect(mine).toMatchObject({ kind: "danger", danger: true, place: { lat: HOME.latitude, lon: HOME.longitude } });
  const params = { reportId: mine?.reportId ?? "" };
  await must(desk, reports.open, { params });
  const card = await must(desk, reports.card, { params });
  expect(card).toMatchObject({ contact: "أمي 0550123456" });
  expect(card.words).toContain("لم يصل إلى البيت");
  await desk.context().close();
});

test("a walk that the room cannot be told of runs on the phone and says so, until the room knows; who is home ends it there", async ({
  browser,
}) => {
  const desk = await sitDown(browser, "s.benali");
  const context = await phoneOf(browser, { locale: "fr-DZ" });
  const phone = await context.newPage();
  const before = await idsOf(desk, "fr");
  await phone.route("**/api/allo/walks", (route) => route.abort());
  await phone.goto(`${address("fr")}#walk`);
  await phone.getByRole("button", { name: /^Commencer/ }).click();
  await expect(phone.locator(".walk-room[data-knows=false]")).toContainText("La salle n’en sait rien encore", { timeout: 20_000 });
  await accessible(phone);
  await handy(phone);
  await phone.unroute("**/api/allo/walks");
  await expect(phone.locator(".walk-room[data-knows=true]")).toContainText("La salle le sait", { timeout: 20_000 });
  const home = phone.waitForResponse((response) => response.url().endsWith("/api/allo/walks/words") && response.ok());
  await phone.getByRole("button", { name: "Arrivé, tout va bien" }).click();
  expect(await (await home).json()).toMatchObject({ state: "home" });
  await expect(phone.getByRole("heading", { name: "Raccompagnez-moi" })).toBeVisible();
  expect(await helps(desk, "fr", before)).toEqual([]);

  // Help without a word, from the way: one report, under the code of the walk.
  await phone.getByRole("button", { name: /^Commencer/ }).click();
  await expect(phone.locator(".walk-room[data-knows=true]")).toBeVisible({ timeout: 20_000 });
  await phone.getByRole("button", { name: "À l’aide, sans parler" }).click();
  await expect.poll(async () => (await helps(desk, "fr", before)).length, { timeout: 20_000 }).toBe(1);
  await expect
    .poll(async () => (await helps(desk, "fr", before))[0]?.place, { timeout: 20_000 })
    .toEqual({ lat: HOME.latitude, lon: HOME.longitude });
  for (const each of [phone, desk]) await each.context().close();
});

test("the phone's own alarm goes at once though nobody answers the question for the place", async ({ browser }) => {
  const context = await phoneOf(browser);
  await context.addInitScript(neverPlaced);
  const phone = await context.newPage();
  // The room does not learn of this walk: the alarm of the phone is the only one.
  await phone.route("**/api/allo/walks", (route) => route.abort());
  await phone.goto(`${address()}#walk`);
  await phone.getByRole("button", { name: /^ابدأ/ }).click();
  await expect(phone.locator(".walk-room[data-knows=false]")).toBeVisible();
  await hurried(phone, 0);
  await expect(phone.locator(".alarm")).toBeVisible({ timeout: 20_000 });
  // The phone asks for twenty seconds before it calls.
  const sent = await phone.waitForResponse((response) => response.url().endsWith("/api/allo/reports") && response.ok(), {
    timeout: 30_000,
  });
  expect(await sent.json()).toMatchObject({ danger: true });
  await expect(phone.locator(".alarm .alarm-count")).toHaveCount(0);
  await context.close();
});

test("the alarm of a walk of which the room is not told promises nothing of the room", async ({ browser }) => {
  const context = await phoneOf(browser);
  const phone = await context.newPage();
  await phone.goto(`${address()}#walk`);
  await phone.getByText("القاعة تحسب الوقت معي").click();
  await phone.getByRole("button", { name: /^ابدأ/ }).click();
  await expect(phone.locator(".timer")).toBeVisible();
  await hurried(phone, 0);
  await expect(phone.locator(".alarm")).toContainText("القاعة لا تعلم", { timeout: 20_000 });
  await accessible(phone);
  await handy(phone);
  await context.close();
});
