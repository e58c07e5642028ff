import { auditRoutes } from "@amaliyat/contract/audit";
import { reports } from "@amaliyat/contract/reports";
import type { Locator, Page } from "@playwright/test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { must } from "../src/api.ts";
import { answer, followed, sendReport, type Sent } from "../src/citizen.ts";
import { browserThatSays } from "../src/lines.ts";
import { choose, expect, sitDown, test } from "../src/people.ts";
import { address, filmIn, phoneOf } from "../src/phone.ts";

const SQUARE = { lat: 31.9512, lon: 5.3331 };
const phoneAt = (lat: number) => ({ point: { lat, lon: SQUARE.lon }, accuracyM: 25, source: "phone" as const });

const waiting = (page: Page) => page.locator(".reports-part");
const card = (page: Page, { reference }: Sent) => page.locator(`article[data-report="${reference}"]`);

/** Ends reports left by other journeys, so that a new one is the first. */
async function clearQueue(page: Page): Promise<void> {
  for (const { reportId } of await must(page, reports.queue, { query: {} })) {
    const params = { reportId };
    const { state } = await must(page, reports.open, { params });
    if (state === "waiting") await must(page, reports.take, { params });
    if (state === "waiting" || state === "taken") await must(page, reports.close, { params, body: { end: "answered", words: null } });
  }
}

/** Opens the first waiting report by its key, from any page. */
async function openFirst(page: Page, expected: Sent): Promise<void> {
  await expect(page.getByRole("link", { name: /^التبليغات 1/ })).toBeVisible();
  await page.keyboard.press("Shift+F8");
  await expect(card(page, expected)).toBeVisible();
}

test("reports arrive beside the calls; one becomes an intervention, its double is joined, another is closed in its author's language", async ({
  browser,
}) => {
  const page = await sitDown(browser, "s.benali");
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(error.stack ?? error.message));
  await clearQueue(page);
  const incoming = page.getByRole("listbox", { name: "الوارد" });
  await expect(waiting(page)).toContainText("تبليغات التطبيق");

  const words = 'شاحنة مقلوبة وسط الطريق <img src=x onerror="document.title=1">\nالسائق عالق';
  const first = await sendReport({ words, place: phoneAt(SQUARE.lat), contact: "0661234567" });
  const row = incoming.locator(`[data-incoming="${first.reference}"]`);
  await expect(row).toContainText("عائق في الطريق");
  await expect(row).toContainText("جهاز جديد");
  await expect(page.getByText("تبليغ خطر: عائق في الطريق")).toBeVisible();
  await expect(page.getByRole("link", { name: /^التبليغات 1/ })).toBeVisible();

  await openFirst(page, first);
  const own = card(page, first);
  await expect(own.locator(".report-words")).toHaveText(words);
  await expect(page).not.toHaveTitle("1");
  await expect(own).toContainText("مسجَّل باسمك");
  // The key of the line of alarms takes it too; the line is gone.
  await expect(own).toHaveAttribute("data-state", "taken");
  await expect(waiting(page)).not.toHaveAttribute("data-waits");
  expect((await followed(first)).steps.find(({ step }) => step === "read")?.at).not.toBeNull();
  await page.keyboard.press("Control+Enter");
  await expect(own).toContainText("هذا التبليغ ضمن تدخل.");
  await expect(own).toHaveAttribute("data-state", "joined");

  // Somebody else saw the same thing, fifty metres on.
  const second = await sendReport({ kind: "accident", words: "حادث شاحنة", place: phoneAt(SQUARE.lat + 0.00045) });
  await expect(page.getByText("تبليغ خطر: حادث مرور")).toBeVisible();
  await openFirst(page, second);
  const double = card(page, second);
  await expect(double.locator(".report-compare [data-likely]").first()).toContainText("عائق في الطريق");
  // The key joins once its button stands there.
  await expect(double.locator(".report-compare").getByRole("button").first()).toBeVisible();
  await page.keyboard.press("j");
  await expect(double).toHaveAttribute("data-state", "joined");

  // A ready question stays written through a reload, is sent by hand and answered by one word.
  await page.keyboard.press("1");
  const box = double.getByRole("textbox", { name: "سؤال إلى صاحب التبليغ" });
  await expect(box).toHaveValue("هل يوجد جرحى؟");
  await page.reload();
  await expect(box).toHaveValue("هل يوجد جرحى؟");
  await box.focus();
  await page.keyboard.press("Control+Enter");
  await expect(double.locator(".report-message")).toContainText(["هل يوجد جرحى؟"]);
  await expect(box).toHaveValue("");
  const [question] = (await followed(second)).messages;
  expect(question?.choices.map(({ fr }) => fr)).toEqual(["Oui", "Non", "Je ne sais pas"]);
  await answer(second, "نعم");
  await expect(double.locator(".report-message[data-from='citizen']")).toContainText("نعم");
  await expect(double.locator(".report-head")).toContainText("رد صاحبه");

  // Danger is turned away by nobody who did not take it on first; what its author reads is shown in the author's language.
  const third = await sendReport({ kind: "suspicious", language: "fr", words: "Un homme rôde.", placeText: "Marché" });
  await expect(page.getByText("تبليغ خطر: نشاط مشبوه")).toBeVisible();
  // Out of the box, then back to the list.
  await page.keyboard.press("Escape");
  await expect(box).not.toBeFocused();
  await page.keyboard.press("Escape");
  await page.getByRole("listbox", { name: "الوارد" }).locator(`[data-incoming="${third.reference}"]`).dblclick();
  const stray = card(page, third);
  await expect(stray).toBeVisible();
  await page.keyboard.press("c");
  const form = page.getByRole("dialog", { name: "إغلاق التبليغ" });
  await expect(form.getByRole("option", { name: /ليس تبليغا/ })).toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("Escape");
  await page.keyboard.press("t");
  await expect(stray).toHaveAttribute("data-state", "taken");
  await page.keyboard.press("c");
  // A digit that comes before the list is nobody's.
  await expect(form.getByRole("option", { name: /ليس تبليغا/ })).toBeVisible();
  await page.keyboard.press("7");
  await expect(form.getByRole("region", { name: "سيقرأ صاحب التبليغ:" })).toContainText("Signalement ou lieu incompréhensible");
  await form.getByRole("textbox").fill("Appelez le 17 si cela recommence.");
  await form.getByRole("button", { name: "إغلاق التبليغ" }).click();
  await expect(stray).toHaveAttribute("data-state", "closed");
  expect(await followed(third)).toMatchObject({ state: "closed", end: "unclear", endWords: "Appelez le 17 si cela recommence." });

  // Both stand on the card of the one intervention.
  await page.goto(new URL("reports?view=all&state=joined", process.env["ROOM_URL"]).href);
  await page.getByRole("grid", { name: "كل التبليغات" }).getByText(second.reference).dblclick();
  await double.getByRole("link", { name: /افتح بطاقته/ }).click();
  const panel = page.getByRole("region", { name: "تبليغات المواطنين" });
  for (const { reference } of [first, second]) await expect(panel.locator(`[data-report="${reference}"]`)).toBeVisible();
  // However much stands beside it, no panel squeezes it to nothing.
  expect((await panel.boundingBox())?.height).toBeGreaterThan(60);
  expect(wrong).toEqual([]);
  await page.context().close();

  // Each opening stands in the log once: the double was opened, after the reload, and from the list.
  const auditor = await sitDown(browser, "h.saidi");
  const { rows } = await must(auditor, auditRoutes.page, { query: { types: ["report.read"], limit: 100 } });
  const readings = (sent: Sent) => rows.filter(({ workItem }) => workItem === sent.reference).length;
  expect([first, second, third].map(readings)).toEqual([1, 3, 1]);
  await auditor.context().close();
});

/** Share of a sound at a pitch, 0 to 1, as the desk receives it. */
const shareAt = (sound: Locator, hertz: number): Promise<number> =>
  sound.evaluate(async (element, pitch) => {
    const bytes = await (await fetch((element as HTMLAudioElement).src)).arrayBuffer();
    const heard = await new OfflineAudioContext(1, 1, 48_000).decodeAudioData(bytes);
    const wave = heard.getChannelData(0);
    let [all, cos, sin] = [0, 0, 0];
    wave.forEach((each, i) => {
      const angle = (2 * Math.PI * pitch * i) / heard.sampleRate;
      all += each * each;
      cos += each * Math.cos(angle);
      sin += each * Math.sin(angle);
    });
    return (2 * (cos * cos + sin * sin)) / (wave.length * all);
  }, hertz);

/** Plays it for a moment: how far it came, in seconds. */
const played = (media: Locator): Promise<number> =>
  media.evaluate(async (element) => {
    const own = element as HTMLMediaElement;
    await own.play();
    for (let n = 0; n < 100 && own.currentTime < 0.4; n++) await new Promise((resolve) => setTimeout(resolve, 50));
    own.pause();
    return own.currentTime;
  });

test("what a phone recorded is heard on the desk and its film is seen, each once it is asked for", async ({ browser }) => {
  const folder = await mkdtemp(join(tmpdir(), "amaliyat-said-"));
  const film = await filmIn(folder);
  const speaking = await browserThatSays(880, folder);
  const context = await phoneOf(speaking, { permissions: ["microphone"] });
  const phone = await context.newPage();
  await phone.goto(`${address()}#report`);
  await choose(phone, "تخريب");
  await phone.goto(`${address()}#report/place`);
  await phone.getByLabel("المكان بالكلمات (اختياري)").fill("حديقة النخيل");
  await phone.getByRole("link", { name: "هذا هو المكان" }).click();
  await phone.getByRole("button", { name: "سجّل صوتك" }).click();
  await expect(phone.locator(".voice .num")).toHaveText("00:02");
  await phone.getByRole("button", { name: "أوقف" }).click();
  // The author hears a recording before it is sent.
  expect(await played(phone.getByLabel("تسجيلك الصوتي"))).toBeGreaterThan(0.3);
  await phone.locator("input[type=file]").last().setInputFiles(film);
  await expect(phone.locator(".file video")).toBeVisible();
  await phone.getByRole("button", { name: "أرسل التبليغ" }).click();
  await expect(phone.getByText("وصل تبليغك إلى القاعة")).toBeVisible({ timeout: 60_000 });
  await phone.getByRole("link", { name: "تابع تبليغي" }).click();
  const reference = (await phone.locator(".head-note").textContent()) ?? "";
  await speaking.close();
  await rm(folder, { recursive: true });

  const desk = await sitDown(browser, "s.benali");
  await desk.goto(new URL("reports?view=all&kind=damage", process.env["ROOM_URL"]).href);
  await desk.getByRole("grid", { name: "كل التبليغات" }).getByText(reference).dblclick();
  const files = desk.getByRole("region", { name: "الملفات" });
  // The room makes copies of its own before anything is shown.
  const listen = files.getByRole("button", { name: /اسمع/ });
  await expect(listen).toBeVisible({ timeout: 60_000 });
  await expect(files.locator("audio, video")).toHaveCount(0);
  await listen.click();
  const sound = files.locator("audio");
  expect(await played(sound)).toBeGreaterThan(0.3);
  expect(await shareAt(sound, 880)).toBeGreaterThan(0.5);
  expect(await shareAt(sound, 440)).toBeLessThan(0.1);
  const look = files.getByRole("button", { name: /أظهر الفيديو/ });
  await expect(look).toBeVisible({ timeout: 60_000 });
  await look.click();
  const seen = files.locator("video");
  expect(await played(seen)).toBeGreaterThan(0.3);
  expect(await seen.evaluate((element) => (element as HTMLVideoElement).videoWidth)).toBeGreaterThan(0);
  await desk.context().close();
});
