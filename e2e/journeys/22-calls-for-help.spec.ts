import { reports } from "@amaliyat/contract/reports";
import type { Page } from "@playwright/test";
import { must } from "../src/api.ts";
import { choose, expect, sitDown, test } from "../src/people.ts";
import { accessible, address, handy, HOME, neverPlaced, phoneOf, settled } from "../src/phone.ts";

/** The newest call for help of a language. */
async function newestHelp(desk: Page, language: "ar" | "fr" | "en") {
  const { rows } = await must(desk, reports.list, { query: { danger: "true" } });
  return rows.find((row) => row.language === language && row.channel === "APP");
}

test("a call for help reaches the room though the phone keeps nothing, and its place follows though it comes late", async ({ browser }) => {
  const desk = await sitDown(browser, "s.benali");
  const before = (await newestHelp(desk, "en"))?.reportId;
  const context = await phoneOf(browser, { locale: "en-GB" });
  await context.addInitScript(() => {
    for (const store of ["indexedDB", "localStorage"])
      Object.defineProperty(globalThis, store, {
        get() {
          throw new DOMException("denied", "SecurityError");
        },
      });
    // The first fix takes this phone longer than anybody waits for it.
    const { geolocation } = navigator;
    const [ask, watch] = [geolocation.getCurrentPosition.bind(geolocation), geolocation.watchPosition.bind(geolocation)];
    const lateMs = 9000;
    geolocation.getCurrentPosition = (...given) => void setTimeout(() => ask(...given), lateMs);
    geolocation.watchPosition = (...given) => {
      setTimeout(() => watch(...given), lateMs);
      return 1;
    };
  });
  const phone = await context.newPage();
  await phone.goto(address("en"));
  await settled(phone);
  await phone.getByRole("link", { name: /cannot speak/ }).click();
  await expect(phone.getByText("Only write")).toBeVisible({ timeout: 15_000 });
  const mine = await newestHelp(desk, "en");
  expect(mine?.reportId).not.toBe(before);
  expect(mine).toMatchObject({ kind: "danger", place: null });
  await expect(phone.getByText(/your place follows until/)).toBeVisible({ timeout: 20_000 });
  expect(await newestHelp(desk, "en")).toMatchObject({ place: { lat: HOME.latitude, lon: HOME.longitude } });
  await accessible(phone);
  await handy(phone);

  // The place of a person who walks follows on the call-taker's card too.
  await desk.goto(new URL(`reports/${mine?.reportId ?? ""}`, process.env["ROOM_URL"]).href);
  const there = { latitude: HOME.latitude + 0.002, longitude: HOME.longitude };
  await context.setGeolocation(there);
  await expect(desk.locator(".report-place__said")).toContainText(there.latitude.toFixed(4), { timeout: 25_000 });
  await phone.getByRole("button", { name: "Stop sending my place" }).click();
  await expect(phone.getByText(/your place follows until/)).toHaveCount(0);
  for (const each of [phone, desk]) await each.context().close();
});

test("help by a picture goes at once though nobody answers the question for the place", async ({ browser }) => {
  const context = await phoneOf(browser);
  await context.addInitScript(neverPlaced);
  const phone = await context.newPage();
  await phone.goto(`${address()}#pictures`);
  await phone.locator(".pictures .kind").first().click();
  const sent = phone.waitForResponse((response) => response.url().endsWith("/api/allo/reports") && response.ok(), { timeout: 5000 });
  await phone.getByRole("button", { name: "أرسلها إلى الشرطة مع مكاني" }).click();
  expect(await (await sent).json()).toMatchObject({ danger: true });
  await expect(phone.getByText("اكتب فقط")).toBeVisible();
  await context.close();
});

test("a call for help that the link swallows says in red what to do, until the room has answered", async ({ browser }) => {
  const desk = await sitDown(browser, "s.benali");
  const context = await phoneOf(browser);
  const phone = await context.newPage();
  await phone.goto(address());
  await settled(phone);
  // A Wi-Fi without internet: the phone takes it for a network, and nothing is answered.
  let isUp = false;
  const held: (() => void)[] = [];
  await phone.route("**/api/**", async (route) => {
    if (!isUp) await new Promise<void>((resolve) => held.push(resolve));
    await route.continue().catch(() => undefined);
  });
  const before = (await newestHelp(desk, "ar"))?.reportId;
  await phone.goto(`${address()}#report`);
  await choose(phone, "شخص في خطر");
  await phone.getByRole("button", { name: "أرسل الاستغاثة الآن" }).click();
  await expect(phone.getByRole("alert").getByText("لم تُرسل. اتصل بـ 17 أو أرسل رسالة قصيرة")).toBeVisible({ timeout: 6000 });
  const box = phone.locator(".not-sent");
  await expect(box.locator('a[href="tel:17"]')).toBeVisible();
  await expect(box.locator('a[href^="sms:1548?body="]')).toBeVisible();
  await expect(phone.locator("#app .strip-attention")).toBeVisible({ timeout: 12_000 });
  await accessible(phone);
  await handy(phone);
  isUp = true;
  for (const go of held) go();
  await expect(box).toHaveCount(0, { timeout: 6000 });
  await expect(phone.locator("#app .strip-attention")).toHaveCount(0);
  const mine = await newestHelp(desk, "ar");
  expect(mine?.reportId).not.toBe(before);
  expect(mine).toMatchObject({ kind: "danger", danger: true });
  for (const each of [phone, desk]) await each.context().close();
});

test("what the room refuses opens again as a draft with its field named, and goes once that is right", async ({ browser }) => {
  const context = await phoneOf(browser);
  const phone = await context.newPage();
  await phone.goto(`${address()}#report`);
  await choose(phone, "سرقة");
  await phone.goto(`${address()}#report/place`);
  await phone.getByLabel("المكان بالكلمات").fill("\u2068حي النصر\u2069");
  await phone.getByRole("link", { name: "هذا هو المكان" }).click();
  await phone.getByLabel("بكلماتك").fill("سطر\u000bثان");
  await phone.getByLabel("هاتف أو بريد").fill("\u202a+213 550 12 34 56\u202c");
  await phone.getByText("قبل ذلك", { exact: true }).click();
  await phone.getByLabel("اليوم والساعة").fill("2020-01-01T10:00");
  await phone.getByRole("button", { name: "أرسل التبليغ" }).click();
  await phone.getByRole("button", { name: "صحّحه وأعد إرساله" }).click({ timeout: 20_000 });
  await expect(phone.getByRole("alert")).toContainText("الوقت");
  await expect(phone.getByLabel("بكلماتك")).toHaveValue("سطر\nثان");
  await accessible(phone);
  await handy(phone);
  await phone.getByText("الآن", { exact: true }).click();
  await phone.getByRole("button", { name: "أرسل التبليغ" }).click();
  await expect(phone.locator(".made[data-there=true]")).toBeVisible({ timeout: 20_000 });
  await context.close();
});
