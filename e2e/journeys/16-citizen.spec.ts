import { reports } from "@amaliyat/contract/reports";
import { ROOM_MARK } from "@amaliyat/contract/route";
import type { Page } from "@playwright/test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { must } from "../src/api.ts";
import { followed } from "../src/citizen.ts";
import { choose, expect, sitDown, test } from "../src/people.ts";
import { accessible, address, filmIn, handy, HOME, phoneOf, settled } from "../src/phone.ts";

/** A bad 3G: 400 kbit/s, 400 ms. */
const SLOW = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const picture = async (page: Page, name: string) => ({ name, mimeType: "image/png", buffer: await page.screenshot() });

test("the first page calls for help without a script, in each language, and is there within three seconds on a slow link", async ({
  browser,
}) => {
  const bare = await phoneOf(browser, { javaScriptEnabled: false });
  for (const language of ["ar", "fr", "en"] as const) {
    const page = await bare.newPage();
    await page.goto(address(language));
    const called = await page.locator('a[href^="tel:"]').evaluateAll((all) => all.map((each) => each.getAttribute("href")));
    expect(called).toEqual(["tel:17", "tel:104", "tel:1548", "tel:14"]);
    const report = page.getByRole("link", { name: { ar: "تبليغ", fr: "Signaler", en: "Report" }[language], exact: true });
    await report.click();
    await expect(page.locator("form[action='/allo/send']")).toBeVisible();
    await page.close();
  }
  await bare.close();

  const slow = await phoneOf(browser);
  const page = await slow.newPage();
  const network = await slow.newCDPSession(page);
  await network.send("Network.enable");
  await network.send("Network.emulateNetworkConditions", SLOW);
  let loaded = 0;
  network.on("Network.loadingFinished", ({ encodedDataLength }) => (loaded += encodedDataLength));
  await page.goto(address(), { waitUntil: "commit" });
  await expect(page.locator('a.call[href="tel:17"]')).toBeVisible();
  // A press that a script has taken up leads to a screen of the app and no longer to the bare form.
  await expect(page.locator('[data-to="report"]')).toHaveAttribute("href", "#report");
  // Three seconds of that link, without two round trips: the page, then all that it names.
  expect(loaded).toBeGreaterThan(0);
  expect(loaded / SLOW.downloadThroughput).toBeLessThan(3 - (2 * SLOW.latency) / 1000);
  await accessible(page);
  await handy(page);
  await slow.close();
});

/** Sends the bare form as it stands, and reads how the report stands; each page is handed to `look`. */
async function sendForm(page: Page, look: () => Promise<void>): Promise<void> {
  await page.goto(address("fr", "form.html"));
  await look();
  await page.getByLabel("Vol", { exact: true }).check();
  await page.getByLabel("Dites ce qui s’est passé").fill("Vélo volé <b>devant</b> l'école");
  await page.getByLabel("Où\u00a0?").fill("École Ibn Badis");
  await page.getByRole("button", { name: "Envoyer" }).click();
  await expect(page.getByRole("heading", { name: "Votre signalement est arrivé" })).toBeVisible();
  await expect(page.locator(".code")).toHaveText(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await look();
  await page.getByRole("button", { name: "Voir où il en est" }).click();
  await expect(page.getByText("Signalement reçu")).toBeVisible();
  await look();
}

test("the bare form is taken without scripts, shows its code and how it stands, and is as easy to read as the app", async ({ browser }) => {
  const bare = await phoneOf(browser, { javaScriptEnabled: false });
  await sendForm(await bare.newPage(), () => Promise.resolve());
  await bare.close();
  // The tool that checks a page is a script itself.
  const read = await phoneOf(browser);
  const page = await read.newPage();
  await sendForm(page, async () => {
    await accessible(page);
    await handy(page);
  });
  await read.close();
});

/** Fills the three steps by keyboard alone: Tab and Shift, arrows, space and Enter. */
async function reportByKeyboard(page: Page): Promise<void> {
  await page.locator('[data-to="report"]').focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("radio", { name: "سرقة" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "ماذا رأيت؟" })).toBeFocused();
  const tabTo = async (name: RegExp): Promise<void> => {
    for (let n = 0; n < 30; n++) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => {
        const { activeElement: each } = document;
        return `${each?.getAttribute("aria-label") ?? ""} ${each?.textContent ?? ""} ${each?.closest("label")?.textContent ?? ""}`;
      });
      if (name.test(at)) return;
    }
    throw new Error(`no way by Tab to ${String(name)}`);
  };
  await tabTo(/حادث مرور/);
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("radio", { name: "سرقة" })).toBeChecked();
  await tabTo(/التالي: المكان/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "أين؟" })).toBeFocused();
  await expect(page.locator(".place-map canvas[data-map=drawn]")).toBeVisible();
  await tabTo(/خريطة المدينة/);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("+");
  await tabTo(/هذا هو المكان/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "ماذا حدث؟" })).toBeFocused();
  await tabTo(/بكلماتك/);
  await page.keyboard.type("سُرقت دراجة زرقاء");
}

test("a report with two pictures is made without a network, survives a reload, is sent once over a slow one, and its author is asked and answers", async ({
  browser,
}) => {
  const desk = await sitDown(browser, "s.benali");
  const context = await phoneOf(browser, { permissions: ["geolocation", "background-sync"] });
  // A desk's browser shares nothing with other apps: the test notes the shared data.
  await context.addInitScript(() => {
    Object.assign(navigator, { share: async (what: ShareData) => void Reflect.set(globalThis, "shared", what) });
  });
  const thefts = async () => (await must(desk, reports.list, { query: { kind: "theft" } })).rows.filter(({ channel }) => channel === "APP");
  const before = new Set((await thefts()).map(({ reportId }) => reportId));
  let phone = await context.newPage();
  await phone.goto(address());
  await settled(phone);
  await reportByKeyboard(phone);
  await accessible(phone);
  await handy(phone);

  await context.setOffline(true);
  await phone
    .locator("input[type=file]")
    .last()
    .setInputFiles([await picture(desk, "a.png"), await picture(phone, "b.png")]);
  await expect(phone.locator(".file img")).toHaveCount(2);
  await phone.getByRole("button", { name: /^موّه:.*صورة 2/ }).click();
  // The picture is on its canvas, in the size in which it is sent.
  const sheet = phone.locator(".blur-picture canvas");
  await expect(sheet).toHaveAttribute("width", "360");
  const box = await sheet.boundingBox();
  if (box === null) throw new Error("there is no picture to blur");
  await phone.mouse.move(box.x + 40, box.y + 60);
  await phone.mouse.down();
  await phone.mouse.move(box.x + 120, box.y + 90, { steps: 4 });
  await phone.mouse.up();
  await accessible(phone);
  await phone.getByRole("button", { name: "استعمل الصورة المموهة" }).click();
  await expect(phone.getByText("مموهة", { exact: true })).toBeVisible();

  // The app dies: the text is there again, without a network too.
  await phone.close();
  phone = await context.newPage();
  // A phone may take its link for a network: Chromium 150 said so of a new tab whose traffic was cut. The app finds out by asking the room.
  await phone.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, "onLine", { get: () => true });
  });
  await phone.goto(`${address()}#report/words`);
  await expect(phone.getByLabel("بكلماتك")).toHaveValue("سُرقت دراجة زرقاء");
  await expect(phone.locator(".file img")).toHaveCount(2);
  await expect(phone.locator("#app .strip-attention")).toBeVisible();
  await phone.getByRole("button", { name: "احفظ، ويُرسل حين تعود الشبكة" }).click();
  await expect(phone.getByText("محفوظ في الهاتف")).toBeVisible();
  const code = (await phone.locator(".code").textContent()) ?? "";
  expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await expect(phone.locator(".qr")).toBeVisible();
  await phone.getByRole("button", { name: "شارك" }).click();
  await expect
    .poll(() => phone.evaluate(() => Reflect.get(globalThis, "shared") as ShareData))
    .toEqual({ title: "رمز المتابعة", text: code, url: `${address()}#follow=${code}` });
  await expect(phone.locator(".waiting")).toHaveCount(3);
  await accessible(phone);
  await handy(phone);

  const network = await context.newCDPSession(phone);
  await network.send("Network.enable");
  await context.setOffline(false);
  await network.send("Network.emulateNetworkConditions", SLOW);
  await phone.evaluate(() => dispatchEvent(new Event("online")));
  await expect(phone.locator(".made[data-there=true]")).toBeVisible({ timeout: 30_000 });
  await expect(phone.locator(".waiting")).toHaveCount(0, { timeout: 40_000 });

  // It stands in the room once, with its place and both pictures whole.
  const mine = (await thefts()).filter(({ reportId: id }) => !before.has(id));
  expect(mine).toHaveLength(1);
  expect(mine[0]).toMatchObject({ danger: false, language: "ar", files: 2 });
  const reportId = mine[0]?.reportId ?? "";
  const card = await must(desk, reports.open, { params: { reportId } });
  expect(card).toMatchObject({ words: "سُرقت دراجة زرقاء", placeSource: "map" });
  // Whole means: with the hash that the phone announced. Another journey tests the copies made for the desk.
  expect(card.reportFiles.map(({ kind, arrivedAt }) => [kind, arrivedAt !== null])).toEqual([
    ["picture", true],
    ["picture", true],
  ]);

  const choices = [
    { ar: "نعم", fr: "Oui", en: "Yes" },
    { ar: "لا", fr: "Non", en: "No" },
  ];
  await must(desk, reports.ask, { params: { reportId }, body: { words: "هل ما زالت هناك؟", choices } });
  await phone.getByRole("link", { name: "تابع تبليغي" }).click();
  await expect(phone.getByText("هل ما زالت هناك؟")).toBeVisible({ timeout: 20_000 });
  await expect(phone.getByText("قرأته القاعة")).toBeVisible();
  await accessible(phone);
  await handy(phone);
  await phone.getByRole("button", { name: "لا", exact: true }).click();
  await expect(phone.locator(".message[data-from=citizen]")).toContainText("لا");
  await expect
    .poll(async () => (await must(desk, reports.card, { params: { reportId } })).messages.at(-1))
    .toMatchObject({
      from: "citizen",
      words: "لا",
    });

  // Screen reader's text: the screen, its course in order, the talk, and 17 at the end.
  await expect(phone.locator("#app")).toMatchAriaSnapshot(`
    - banner:
      - link "رجوع"
      - heading "سرقة" [level=1]
    - main:
      - list "كيف يسير":
        - listitem: /وصل تبليغك/
        - listitem: /قرأته القاعة/
        - listitem: /انتهى/
      - region "الرسائل":
        - log "الرسائل"
        - textbox "اكتب للقاعة"
        - button "أرسل"
      - region "رمز المتابعة"
      - button "اسحب التبليغ"
      - button "انسه على هذا الهاتف"
    - contentinfo:
      - link /خطر الآن؟ اتصل بـ 17/
  `);

  // The link of the QR picture adopts the code, and leaves it in no address.
  const third = await phoneOf(browser, { locale: "en-GB" });
  const read = await third.newPage();
  await read.goto(`${address("en")}#follow=${code}`);
  await expect(read.getByText("Read by the room")).toBeVisible();
  expect(read.url()).not.toContain(code);
  await accessible(read);
  await third.close();

  // Another phone has the code alone, written as people write; French this time.
  const other = await phoneOf(browser, { locale: "fr-FR" });
  const page = await other.newPage();
  await page.goto(`${address("fr")}#follow`);
  await page.getByLabel("Code de suivi").fill("0000-0000");
  await page.getByRole("button", { name: "Voir" }).click();
  await expect(page.getByRole("alert")).toContainText("Code incomplet");
  await accessible(page);
  await page.getByLabel("Code de suivi").fill(code.toLowerCase().replaceAll("-", " "));
  await page.getByRole("button", { name: "Voir" }).click();
  await expect(page.getByText("Lu par la salle")).toBeVisible();
  await accessible(page);
  await handy(page);
  // A refused message stands among the others with the reason, until its author gives it up.
  const text = { ar: "رسائل كثيرة", fr: "Trop de messages", en: "Too many messages" };
  const json = { code: "report.too_many_messages", text };
  const headers = { [ROOM_MARK]: "1", "content-type": "application/problem+json" };
  await page.route("**/api/allo/messages", (route) => route.fulfill({ status: 409, headers, json }));
  await page.getByLabel("Écrire à la salle").fill("Merci");
  await page.getByRole("button", { name: "Envoyer", exact: true }).click();
  const refused = page.locator(".message[data-refused=true]");
  await expect(refused).toContainText(text.fr);
  await refused.getByRole("button", { name: /^Annuler/ }).click();
  await expect(refused).toHaveCount(0);
  await page.getByRole("button", { name: "Retirer le signalement" }).click();
  await accessible(page);
  await page.getByRole("button", { name: "Oui, retirer" }).click();
  await expect(page.getByRole("list", { name: "Où il en est" })).toContainText("Retiré");
  await expect
    .poll(async () => (await must(desk, reports.list, { query: { kind: "theft", state: "withdrawn" } })).rows.map((row) => row.reportId))
    .toContain(reportId);
  for (const each of [phone, desk, page]) await each.context().close();
});

test("what was written without a network goes by itself once there is one, though every page of the app is closed", async ({ browser }) => {
  const context = await phoneOf(browser, { locale: "fr-FR", permissions: ["geolocation", "background-sync"] });
  const phone = await context.newPage();
  await phone.goto(address("fr"));
  await settled(phone);
  await phone.goto(`${address("fr")}#report`);
  await choose(phone, "Dégradation");
  await phone.goto(`${address("fr")}#report/words`);
  await phone.getByLabel("Avec vos mots").fill("Banc cassé");
  await phone.goto(`${address("fr")}#report/place`);
  await phone.getByLabel("Le lieu en mots (facultatif)").fill("Jardin public");
  await phone.getByRole("link", { name: "C’est ici" }).click();
  await context.setOffline(true);
  await phone.getByRole("button", { name: "Garder, envoyé dès le réseau" }).click();
  await expect(phone.getByText("Gardé dans le téléphone")).toBeVisible();
  const code = (await phone.locator(".code").textContent()) ?? "";
  const state = () => followed({ code, reference: "" }).then((told) => told.state, String);
  await phone.close();
  expect(await state()).toContain("report.unknown_code");
  await context.setOffline(false);
  // Not often: a client that asks for unknown codes has to wait.
  await expect.poll(state, { timeout: 60_000, intervals: [500, 1_000, 3_000, 10_000] }).toBe("waiting");
  expect(context.pages()).toEqual([]);
  await context.close();
});

/** The free space beside and below the bar at the foot: text that is seen there goes on under the bar. */
const aroundFoot = (page: Page): Promise<{ left: number; right: number; below: number }> =>
  page.locator("#app .bar").evaluate((bar) => {
    const { left, right, bottom } = bar.getBoundingClientRect();
    return { left, right: innerWidth - right, below: innerHeight - bottom };
  });

test("who cannot speak sends a place by one press and writes with the room; without a network a text message is ready", async ({
  browser,
}) => {
  const desk = await sitDown(browser, "s.benali");
  const context = await phoneOf(browser, { locale: "fr-FR" });
  const phone = await context.newPage();
  await phone.goto(address("fr"));
  await settled(phone);
  await phone.getByRole("link", { name: "Je ne peux pas parler\u00a0: envoyer mon lieu" }).click();
  await expect(phone.getByText(/Envoi dans \d seconde/)).toBeVisible();
  await accessible(phone);
  await handy(phone);
  await expect(phone.getByText("Écrivez seulement")).toBeVisible({ timeout: 15_000 });
  await expect(phone.getByText("Appel à l’aide reçu")).toBeVisible();
  const { rows } = await must(desk, reports.list, { query: { danger: "true" } });
  const mine = rows.find(({ language, channel }) => language === "fr" && channel === "APP");
  expect(mine).toMatchObject({ kind: "danger", place: { lat: HOME.latitude, lon: HOME.longitude } });
  const reportId = mine?.reportId ?? "";
  await must(desk, reports.open, { params: { reportId } });
  await must(desk, reports.tell, { params: { reportId }, body: { words: "Une patrouille arrive." } });
  await phone.getByRole("button", { name: "Actualiser" }).click();
  await expect(phone.getByText("Une patrouille arrive.")).toBeVisible();
  await phone.getByLabel("Écrire à la salle").fill("Deuxième étage");
  await phone.getByRole("button", { name: "Envoyer", exact: true }).click();
  await expect.poll(async () => (await must(desk, reports.card, { params: { reportId } })).messages.at(-1)?.words).toBe("Deuxième étage");

  // A person who uses sign language films the own hands. The room reads a sentence that says so, and sees the film.
  const folder = await mkdtemp(join(tmpdir(), "amaliyat-signs-"));
  await phone.getByLabel("Me filmer en signant").setInputFiles(await filmIn(folder));
  const card = () => must(desk, reports.card, { params: { reportId } });
  await expect.poll(async () => (await card()).messages.at(-1)?.words).toBe("Je parle en langue des signes. Regardez le film.");
  await expect
    .poll(async () => (await card()).reportFiles.map(({ kind, state }) => [kind, state]), { timeout: 60_000 })
    .toEqual([["film", "ready"]]);
  await rm(folder, { recursive: true });

  await context.setOffline(true);
  await phone.goto(`${address("fr")}#silent`);
  const message = phone.getByRole("link", { name: /SMS au 1548/ });
  await expect(message).toHaveAttribute("href", /^sms:1548\?body=.*31\.94900%2C5\.33100/);
  for (const screen of ["pictures", "alerts", "advice", "privacy", "walk", "outbox", "follow"]) {
    await phone.goto(`${address("fr")}#${screen}`);
    await expect(phone.locator("#app h1")).toBeFocused();
    await accessible(phone);
    await handy(phone);
    expect(await aroundFoot(phone)).toEqual({ left: 0, right: 0, below: 0 });
  }
  // The first page says it as well, though nothing waits.
  await phone.goto(address("fr"));
  await expect(phone.locator("#strip")).toHaveText("Pas de réseauCe que vous écrivez est gardé.");
  await accessible(phone);
  await handy(phone);
  await context.setOffline(false);
  await expect(phone.locator("#strip")).toBeEmpty({ timeout: 20_000 });
  for (const each of [phone, desk]) await each.context().close();
});

test("whoever does not come home in time is asked loudly, also after a reload, and then help is called for", async ({ browser }) => {
  const desk = await sitDown(browser, "s.benali");
  const context = await phoneOf(browser);
  const phone = await context.newPage();
  // A desk's browser has no telephone: the test notes the dialled link.
  const dialled: string[] = [];
  await phone.exposeFunction("noteDialled", (href: string) => void dialled.push(href));
  await phone.addInitScript(() => {
    addEventListener("click", (event) => {
      const link = event.target instanceof Element ? event.target.closest("a[href^='tel:']") : null;
      if (link === null) return;
      event.preventDefault();
      (Reflect.get(globalThis, "noteDialled") as (href: string) => void)(link.getAttribute("href") ?? "");
    });
  });
  await phone.clock.install();
  const called = async (): Promise<number> => {
    const { rows } = await must(desk, reports.list, { query: { danger: "true" } });
    return rows.filter(({ language }) => language === "ar").length;
  };
  const before = await called();
  await phone.goto(`${address()}#walk`);
  await phone.getByLabel("الاسم").fill("أمي");
  await phone.getByLabel("رقم الهاتف").fill("0550 12 34 56");
  await phone.getByRole("button", { name: "أضف", exact: true }).click();
  await phone.getByRole("radio", { name: "5 د", exact: true }).check();
  await phone.getByRole("button", { name: "ابدأ: 5 د" }).click();
  await expect(phone.getByRole("timer")).toBeVisible();
  await accessible(phone);
  await phone.clock.runFor(4 * 60_000);
  await phone.reload();
  await expect(phone.getByRole("timer")).toContainText("00:5");
  await phone.clock.runFor(61_000);
  await expect(phone.getByRole("heading", { name: "هل أنت بخير؟" })).toBeVisible();
  await accessible(phone);
  await handy(phone);
  await phone.clock.runFor(21_000);
  await expect(phone.getByRole("heading", { name: "اتصل بـ 17" })).toBeVisible();
  await expect.poll(() => dialled).toEqual(["tel:17"]);
  await expect(phone.getByRole("link", { name: /أمي/ })).toHaveAttribute("href", /^sms:0550123456\?body=/);
  await expect
    .poll(async () => {
      await phone.clock.runFor(1000);
      return called();
    })
    .toBe(before + 1);
  await phone.getByRole("button", { name: "أنا بخير" }).click();
  await expect(phone.getByRole("heading", { name: "رافقني إلى البيت" })).toBeVisible();
  for (const each of [phone, desk]) await each.context().close();
});
