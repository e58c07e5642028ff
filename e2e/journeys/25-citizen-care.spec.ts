import { reports } from "@amaliyat/contract/reports";
import type { Page } from "@playwright/test";
import { must } from "../src/api.ts";
import { choose, expect, sitDown, test } from "../src/people.ts";
import { accessible, address, handy, phoneOf } from "../src/phone.ts";

/** A HEIC by its first bytes, which no browser here opens and the room cannot either. */
const HEIC = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from("ftypheic\0\0\0\0mif1heic", "latin1"), Buffer.alloc(4000, 7)]);
const photo = async (page: Page, name: string) => ({ name, mimeType: "image/png", buffer: await page.screenshot() });

test("a picture that the browser cannot open goes as it is, and its author sees what became of each file", async ({ browser }) => {
  const context = await phoneOf(browser);
  const phone = await context.newPage();
  await phone.goto(`${address()}#report`);
  await choose(phone, "سرقة");
  await phone.goto(`${address()}#report/place`);
  await phone.getByLabel("المكان بالكلمات").fill("حي النصر");
  await phone.getByRole("link", { name: "هذا هو المكان" }).click();
  await phone
    .locator('input[type="file"][multiple]')
    .setInputFiles([{ name: "IMG_1.HEIC", mimeType: "image/heic", buffer: HEIC }, await photo(phone, "a.png")]);
  await expect(phone.getByText("لا يفتحها هذا الهاتف")).toBeVisible();
  await expect(phone.locator(".file")).toHaveCount(2);
  await accessible(phone);
  await handy(phone);
  await phone.getByRole("button", { name: "أرسل التبليغ" }).click();
  await expect(phone.locator(".made[data-there=true]")).toBeVisible({ timeout: 30_000 });
  await phone.goto(`${address()}#follow`);
  await phone.locator('a[href^="#mine/"]').first().click();
  const fates = phone.locator(".fates li");
  await expect(fates).toHaveCount(2, { timeout: 30_000 });
  await expect
    .poll(
      async () => {
        await phone.getByRole("button", { name: "حدّث" }).click();
        return fates.evaluateAll((all) => all.map((each) => each.getAttribute("data-state")));
      },
      { timeout: 60_000 },
    )
    .toEqual(["refused", "ready"]);
  await expect(fates.first()).toContainText("محفوظ كما هو");
  await accessible(phone);
  await handy(phone);
  await context.close();
});

test("two tabs write two drafts with their pictures, over a reload too; what a closed tab left is taken up", async ({ browser }) => {
  const context = await phoneOf(browser, { locale: "fr-DZ" });
  await context.addInitScript(() => {
    const { storage } = navigator;
    storage.persist = () => {
      Reflect.set(globalThis, "persistAsked", true);
      return Promise.resolve(true);
    };
  });
  const words = async (page: Page): Promise<string> => page.getByLabel("Avec vos mots").inputValue();
  const [one, two] = [await context.newPage(), await context.newPage()];
  for (const [page, text] of [
    [one, "Le premier"],
    [two, "Le second"],
  ] as const) {
    await page.goto(`${address("fr")}#report`);
    await choose(page, "Vol");
    await page.goto(`${address("fr")}#report/words`);
    await page.getByLabel("Avec vos mots").fill(text);
    // The browser is asked to keep the store once a picture exists only there.
    const asked = () => page.evaluate(() => Reflect.get(globalThis, "persistAsked") === true);
    expect(await asked()).toBe(false);
    await page.locator('input[type="file"][multiple]').setInputFiles([await photo(page, `${text}.png`)]);
    await expect(page.locator(".file")).toHaveCount(1);
    expect(await asked()).toBe(true);
  }
  for (const [page, text] of [
    [one, "Le premier"],
    [two, "Le second"],
  ] as const) {
    await page.reload();
    await expect(page.locator(".file img")).toHaveCount(1);
    expect(await words(page)).toBe(text);
  }
  await two.close();
  await one.reload();
  expect(await words(one)).toBe("Le premier");
  const three = await context.newPage();
  await three.goto(`${address("fr")}#report/words`);
  await expect(three.getByLabel("Avec vos mots")).toHaveValue("Le second");
  await expect(three.locator(".file img")).toHaveCount(1);
  await context.close();
});

test("the page without scripts sends once, takes photos and an answer, and takes the report back", async ({ browser }) => {
  const desk = await sitDown(browser, "s.benali");
  const context = await phoneOf(browser, { javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(address("fr", "form.html"));
  await page.getByLabel("Vol", { exact: true }).check();
  await page.getByLabel("Dites ce qui s’est passé").fill("Vélo volé devant la mairie");
  await page.getByLabel("Où\u00a0?").fill("Mairie");
  await page.getByRole("button", { name: "Envoyer" }).click();
  const code = await page.locator(".code").innerText();
  // A reload of the answer, and a second press on the page before it.
  await page.reload();
  await expect(page.locator(".code")).toHaveText(code);
  await page.locator('input[type="file"]').setInputFiles([await photo(page, "a.png")]);
  await page.getByRole("button", { name: "Envoyer les photos" }).click();
  await expect(page.getByText("Photos arrivées\u00a0: 1")).toBeVisible();
  await page.reload();
  await page.getByLabel("Répondre ou ajouter").fill("Un vélo bleu");
  await page.getByRole("button", { name: "Envoyer", exact: true }).click();
  // The answer has to be there before it is loaded again: a reload in between meets a page that is on its way out.
  await expect(page.getByText("Un vélo bleu")).toHaveCount(1);
  await page.reload();
  await expect(page.getByText("Un vélo bleu")).toHaveCount(1);
  const { rows } = await must(desk, reports.list, { query: {} });
  const mine = rows.filter(({ channel, files }) => channel === "WEB" && files === 1);
  expect(mine).toHaveLength(1);
  await page.getByLabel(/Je le retire/).check();
  await page.getByRole("button", { name: "Retirer le signalement" }).click();
  await expect(page.getByText("Retiré")).toBeVisible();
  for (const each of [page, desk]) await each.context().close();
});

test("the screens of somebody who hides are dark by one press, stay so, and follow the phone where nobody chose", async ({ browser }) => {
  const context = await phoneOf(browser);
  const phone = await context.newPage();
  await phone.goto(`${address()}#silent`);
  const theme = (page: Page) => page.locator("html").getAttribute("data-theme");
  expect(await theme(phone)).toBe("light");
  await phone.getByRole("button", { name: "شاشة معتمة" }).click();
  expect(await theme(phone)).toBe("dim");
  await accessible(phone);
  await phone.locator("#app button.call").click();
  await expect(phone.getByLabel("اكتب للقاعة")).toBeVisible({ timeout: 20_000 });
  expect(await theme(phone)).toBe("dim");
  await expect(phone.getByRole("button", { name: "شاشة معتمة" })).toHaveAttribute("aria-pressed", "true");
  await accessible(phone);
  await handy(phone);
  await phone.reload();
  await expect(phone.getByLabel("اكتب للقاعة")).toBeVisible();
  expect(await theme(phone)).toBe("dim");
  // Elsewhere the app is as ever.
  await phone.goto(`${address()}#advice`);
  await expect.poll(() => theme(phone)).toBe("light");
  await context.close();
  const night = await phoneOf(browser, { colorScheme: "dark" });
  const other = await night.newPage();
  await other.goto(`${address("fr")}#silent`);
  await expect.poll(() => theme(other)).toBe("dim");
  await other.getByRole("button", { name: "Écran sombre" }).click();
  await other.reload();
  await expect(other.getByRole("button", { name: "Écran sombre" })).toHaveAttribute("aria-pressed", "false");
  await night.close();
});

/** Opens a page anew, and waits for its screen. */
async function open(page: Page, url: string): Promise<void> {
  await page.goto("about:blank");
  await page.goto(url);
  await expect(page.locator(url.includes("#") ? "#app h1" : "h1").first()).toBeVisible();
}

/** Pairs of things with words that lie over each other, and things that are wider than the screen. */
const crowded = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const shown = [...document.querySelectorAll<HTMLElement>("a, button, label.option, h1, h2, p, legend, textarea, summary")].filter(
      (each) => each.checkVisibility() && each.closest("[hidden]") === null && each.getBoundingClientRect().width > 0,
    );
    const found =
      document.documentElement.scrollWidth > innerWidth ? [`wider by ${document.documentElement.scrollWidth - innerWidth}`] : [];
    shown.forEach((a, i) => {
      for (const b of shown.slice(i + 1)) {
        if (a.contains(b) || b.contains(a)) continue;
        const [r, s] = [a.getBoundingClientRect(), b.getBoundingClientRect()];
        const [wide, high] = [Math.min(r.right, s.right) - Math.max(r.left, s.left), Math.min(r.bottom, s.bottom) - Math.max(r.top, s.top)];
        if (wide > 3 && high > 3) found.push(`${a.textContent.trim().slice(0, 30)} over ${b.textContent.trim().slice(0, 30)}`);
      }
    });
    return found;
  });

/** Finds the focused element if something else covers it. */
const covered = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const found: string[] = [];
    for (const each of document.querySelectorAll<HTMLElement>(
      "a, button, input:not([type=radio], [type=checkbox], [type=file]), textarea, select",
    )) {
      if (!each.checkVisibility() || each.closest("[hidden]") !== null) continue;
      each.focus();
      await new Promise((done) => requestAnimationFrame(done));
      if (!each.isConnected) return ["the screen changed"];
      const { left, top, width, height } = each.getBoundingClientRect();
      const at = document.elementFromPoint(left + width / 2, Math.min(top + height / 2, innerHeight - 2));
      if (at === null || !(each.contains(at) || at.contains(each))) found.push(each.outerHTML.slice(0, 80));
    }
    return found;
  });

test("nothing lies over anything where text or window is at 200 %, nothing covers what has the focus, and chosen colours leave every press a line", async ({
  browser,
}) => {
  // A window of half the width and height equals a browser at 200 %.
  for (const [language, size] of [
    ["ar", { width: 360, height: 640 }],
    ["ar", { width: 180, height: 320 }],
    ["fr", { width: 180, height: 320 }],
  ] as const) {
    const context = await phoneOf(browser, { viewport: size });
    const page = await context.newPage();
    for (const screen of ["", "#silent", "#walk", "#report", "form.html"]) {
      await open(page, address(language, screen));
      if (size.width === 180) await expect.poll(() => crowded(page), { message: `${language} ${screen}` }).toEqual([]);
      // A screen that is still being read in is looked at again.
      await expect.poll(() => covered(page), { message: `${language} ${screen}` }).toEqual([]);
    }
    await context.close();
  }
  // A style of the reader's own enlarges the text alone, and no media query knows of it.
  const large = await phoneOf(browser);
  const home = await large.newPage();
  for (const language of ["ar", "fr"] as const) {
    await open(home, address(language));
    await home.evaluate(() => (document.documentElement.style.fontSize = "200%"));
    expect(await home.locator(".head-name").evaluate((name) => name.scrollWidth - name.clientWidth)).toBeLessThanOrEqual(0);
  }
  await large.close();
  const forced = await phoneOf(browser, { forcedColors: "active" });
  const page = await forced.newPage();
  for (const screen of ["", "#silent", "#walk", "#report"]) {
    await open(page, address("ar", screen));
    const bare = await page
      .locator(".press:visible, .call:visible, .dial:visible, .option:visible, .kind:visible, .bar-call:visible, .square:visible")
      .evaluateAll((all) =>
        all.filter((each) => getComputedStyle(each).borderTopStyle === "none").map((each) => each.outerHTML.slice(0, 80)),
      );
    expect(bare, screen).toEqual([]);
  }
  await forced.close();
});
