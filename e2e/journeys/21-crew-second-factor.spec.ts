import { approvals } from "@amaliyat/contract/approvals";
import { identity } from "@amaliyat/contract/identity";
import { setByCode } from "@amaliyat/simulator";
import type { Browser, Page } from "@playwright/test";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { must } from "../src/api.ts";
import { codeOf, plugIn, setUpCodes } from "../src/own-sign-in.ts";
import { expect, test } from "../src/people.ts";
import { accessible, phoneOf } from "../src/phone.ts";
import { startProgram, stopProgram, type Running } from "../src/programs.ts";

const PASSWORD = "سبع نخلات عند الباب القديم";
const OFFICE = "a long phrase of the office";

let data: string;
let room: Running;
let url: string;

/** A room where crews need a second factor, with two crews who have a password alone. */
test.beforeAll(async ({ browser }) => {
  data = await mkdtemp(join(tmpdir(), "amaliyat-crews-"));
  room = await startProgram("server/src/main.ts", ["--roles=api,worker"], {
    AMALIYAT_DATA: data,
    AMALIYAT_HOST: "localhost",
    AMALIYAT_PORT: "0",
    AMALIYAT_PLAIN_HTTP: "1",
    AMALIYAT_SECOND_FACTOR: "patrol",
    AMALIYAT_LOG_LEVEL: "warn",
  });
  url = String(room.ready["url"]);
  await makeCrews(browser, ["s.hamadi", "r.lamouri"]);
});

test.afterAll(async () => {
  await stopProgram(room);
  await rm(data, { recursive: true, force: true });
});

async function makeCrews(browser: Browser, crews: readonly string[]): Promise<void> {
  const shown = async () => JSON.parse(await readFile(join(data, "first-run.json"), "utf8")) as { secret: string; half: string };
  const [administrator, auditor] = [await (await browser.newContext()).newPage(), await (await browser.newContext()).newPage()];
  const body = { username: "m.belkacem", name: "مراد بلقاسم", badge: "4100", password: OFFICE, language: "ar" as const };
  const checking = { username: "h.saidi", name: "حسان سعيدي", badge: "4160" };
  const { half: first } = await must(
    administrator,
    identity.begin,
    { body: { ...body, secret: (await shown()).secret, auditor: checking } },
    url,
  );
  await setByCode(url, "h.saidi", { first, second: (await shown()).half }, OFFICE);
  await must(auditor, identity.signIn, { body: { username: "h.saidi", password: OFFICE } }, url);
  for (const username of crews) {
    const person = { username, name: "سليم حمادي", badge: username, role: "patrol" as const, sectors: [] };
    const made = await must(administrator, identity.createUser, { body: person }, url);
    if (made.kind !== "waits") throw new Error("one person designated a patrol");
    const { half } = await must(auditor, approvals.approve, { params: { approvalId: made.approvalId } }, url);
    await setByCode(url, username, { first: made.half ?? "", second: half ?? "" }, PASSWORD);
  }
  for (const page of [administrator, auditor]) await page.context().close();
}

/** A crew signs in at its app by password alone, and is led to the page where it sets up a second factor. */
async function ledAway(browser: Browser, username: string): Promise<Page> {
  const phone = await (await phoneOf(browser)).newPage();
  await plugIn(phone);
  await phone.goto(new URL("patrol/", url).href);
  await phone.locator("input[name=username]").fill(username);
  await phone.locator("input[name=password]").fill(PASSWORD);
  await phone.getByRole("button", { name: "دخول" }).click();
  await expect(phone.getByRole("heading", { name: "عامل ثان قبل الدخول" })).toBeVisible();
  await phone.locator("input[autocomplete=current-password]").fill(PASSWORD);
  return phone;
}

/** The crew is in its app; nobody gave it a unit yet. */
const entered = (phone: Page) => expect(phone.getByRole("heading", { name: "لا دورية لك الآن" })).toBeVisible();

async function leave(phone: Page): Promise<void> {
  expect(new URL(phone.url()).pathname).toBe("/patrol/");
  await phone.getByRole("button", { name: "نهاية النوبة وخروج" }).click();
  await expect(phone.getByRole("heading", { name: "دخول الدورية" })).toBeVisible();
}

test("a crew with a password alone sets up codes on its phone and works; next time the code is asked", async ({ browser }) => {
  const phone = await ledAway(browser, "s.hamadi");
  const secret = await setUpCodes(phone.locator("body"));
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await accessible(phone);
  await phone.getByRole("button", { name: "حفظتها" }).click();
  await phone.getByRole("button", { name: "واصل إلى القاعة" }).click();
  await entered(phone);
  await leave(phone);
  await phone.locator("input[name=username]").fill("s.hamadi");
  await phone.locator("input[name=password]").fill(PASSWORD);
  await phone.getByRole("button", { name: "دخول", exact: true }).click();
  await phone.locator("input[name=code]").fill(codeOf(secret));
  await phone.getByRole("button", { name: "دخول", exact: true }).click();
  await entered(phone);
  await phone.context().close();
});

test("a crew makes a passkey on its phone and signs in by it without a password", async ({ browser }) => {
  const phone = await ledAway(browser, "r.lamouri");
  await phone.getByLabel("اسم المفتاح").fill("هاتف الدورية");
  await phone.getByRole("button", { name: "أضف مفتاح مرور" }).click();
  await phone.getByRole("button", { name: "واصل إلى القاعة" }).click();
  await entered(phone);
  await leave(phone);
  await accessible(phone);
  await phone.getByRole("button", { name: "ادخل بمفتاح مرور" }).click();
  await entered(phone);
  await phone.context().close();
});
