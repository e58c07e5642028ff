import { calls } from "@amaliyat/contract/calls";
import { identity } from "@amaliyat/contract/identity";
import { interventions } from "@amaliyat/contract/interventions";
import { makePhone, overUdp, toneIn, type Phone, type Talk } from "../../simulator/src/index.ts";
import type { Browser, Page } from "@playwright/test";
import { join } from "node:path";
import { must } from "../src/api.ts";
import { browserThatSays, hasLines, startLines, type Lines } from "../src/lines.ts";
import { ownRoom } from "../src/own-room.ts";
import { expect, login, sitDown, test } from "../src/people.ts";
import { sidesOf } from "../src/tone.ts";

// Tones show the sound paths: each telephone plays one of its own (Hz).
const [CITIZEN, TAKER, COLLEAGUE, CHIEF, OUTSIDE] = [1100, 1700, 2300, 2900, 1300];

test.skip(!hasLines(), "Kamailio and rtpengine are not installed: npm run lines:setup as root");

let lines: Lines;
const browsers: Browser[] = [];
/** Errors of the pages. */
const wrong: string[] = [];
const phones: Phone[] = [];

const room = ownRoom({
  beside: async (folder) => {
    lines = await startLines(join(folder, "lines"));
    return { settings: { AMALIYAT_LINES: lines.folder }, [Symbol.asyncDispose]: () => lines[Symbol.asyncDispose]() };
  },
});
test.afterAll(async () => {
  for (const phone of phones) await phone[Symbol.asyncDispose]();
  for (const browser of browsers) await browser.close();
});

test.afterEach(() => {
  expect(wrong.splice(0)).toEqual([]);
});

const bar = (page: Page) => page.locator(".calls-bar");
const press = (page: Page, name: string | RegExp) => bar(page).getByRole("button", { name }).click();

/** A person at a console with a telephone, in the queue and ready. */
async function atPhone(username: string, hertz: number): Promise<Page> {
  const browser = await browserThatSays(hertz, room.folder());
  browsers.push(browser);
  const page = await sitDown(browser, username, { permissions: ["microphone", "notifications"] });
  page.on("pageerror", (error) => wrong.push(`${username}: ${error.stack ?? error.message}`));
  page.on("console", (message) => {
    // While the server is away the browser says so; zod asks once whether it may make code at run time, and may not.
    const isUsual = /ERR_|WebSocket|Failed to load resource|'script-src' was not explicitly set/.test(message.text());
    if (message.type() === "error" && !isUsual) wrong.push(`${username}: ${message.text()}`);
  });
  await press(page, "دخول قائمة الانتظار");
  await expect(bar(page)).toContainText("جاهز");
  return page;
}

async function telephone(
  user: string,
  hertz: number,
  options: { readonly port?: number; readonly answerAfterMs?: number } = {},
): Promise<Phone> {
  const { port, ...more } = options;
  const carrier = await overUdp({ host: "127.0.0.1", port: lines.trunk }, port === undefined ? {} : { port });
  const phone = makePhone({ carrier, user, tone: hertz, ...more });
  phones.push(phone);
  return phone;
}

const dial = (phone: Phone, line: string): Promise<Talk> => phone.call(`sip:${line}@127.0.0.1:${lines.trunk}`);
/** Answers by the key. No hand is as quick as a journey, which presses before the page listens where the machine is busy. */
const answers = (page: Page): Promise<void> =>
  expect(async () => {
    await page.keyboard.press("F2");
    await expect(bar(page)).toContainText("في مكالمة", { timeout: 1_000 });
  }).toPass({ timeout: 10_000 });
const hears = (talk: Talk | undefined, hertz: number, is = true): Promise<void> =>
  expect.poll(() => talk?.sound.hears(hertz) ?? false, { timeout: 10_000, intervals: [50] }).toBe(is);

/** The caller's voice comes to a console from now on: sound that came before is not counted. */
async function heardBy(page: Page): Promise<void> {
  const meter = page.locator(".calls-levels .calls-meter").last();
  await expect.poll(() => meter.evaluate((bar) => Number.parseFloat(getComputedStyle(bar).getPropertyValue("--level")))).toBeGreaterThan(0);
}

test("a citizen rings, a call-taker answers by one key, and what is said becomes an intervention; who rang in vain is called back, and who asked for it", async () => {
  const taker = await atPhone("s.benali", TAKER);
  const citizen = await telephone("0661234567", CITIZEN);
  // The seat is locked: a call is seen and answered all the same, and tells nothing of its caller before the password.
  await taker.keyboard.press("Alt+l");
  await expect(taker.getByRole("heading", { name: "الشاشة مقفلة" })).toBeVisible();
  const talk = await dial(citizen, "1548");
  await expect(bar(taker)).toContainText("مكالمة واردة");
  await expect(bar(taker)).not.toContainText("0661234567");
  await answers(taker);
  await hears(talk, TAKER);
  await taker.locator("input[autocomplete=current-password]").fill((await login("s.benali")).password);
  await taker.keyboard.press("Enter");
  await expect(bar(taker)).toContainText("0661234567");
  await expect(taker).toHaveURL(/\/calls\//);

  await taker.locator("[data-nature='ACC']").click();
  const callId = new URL(taker.url()).pathname.split("/").at(-1) ?? "";
  await must(taker, calls.setPlace, { params: { callId }, body: { point: { lat: 31.9512, lon: 5.3331 }, text: "مفترق أول نوفمبر" } });
  await expect(taker.getByText("هل هناك جرحى أو قتلى؟")).toBeVisible();
  await taker.keyboard.press("1");
  await expect.poll(async () => (await must(taker, calls.card, { params: { callId } })).interview?.score ?? 0).toBeGreaterThan(0);
  await expect(taker.getByText("مفترق أول نوفمبر").first()).toBeVisible();
  await taker.keyboard.press("Control+Enter");
  await expect(taker.getByText("لهذه المكالمة تدخل.")).toBeVisible();

  // Held by one key, the caller hears the music and the call-taker no more; muted neither.
  await taker.keyboard.press("F3");
  await hears(talk, TAKER, false);
  await expect(bar(taker).getByText("المتصل في الانتظار", { exact: true })).toBeVisible();
  await taker.keyboard.press("F3");
  await hears(talk, TAKER);
  await taker.keyboard.press("Control+m");
  await hears(talk, TAKER, false);
  await taker.keyboard.press("Control+m");
  await hears(talk, TAKER);
  talk.hangUp();

  // The talk is recorded on disk, with both sides apart.
  const ended = () => must(taker, calls.card, { params: { callId } });
  await expect.poll(async () => (await ended()).recordings.length, { timeout: 15_000 }).toBe(1);
  const card = await ended();
  expect(card).toMatchObject({ ending: "answered", nature: "ACC" });
  expect(card.interventionId).not.toBeNull();
  const chief = await atPhone("k.mansouri", CHIEF);
  const recordingId = card.recordings[0]?.recordingId ?? "";
  const { listeningId } = await must(chief, calls.openRecording, { params: { recordingId }, body: { purpose: "protection" } });
  const address = new URL(`/media/call-recordings/${listeningId}`, process.env["ROOM_URL"]).href;
  const bytes = await chief.request.get(address, { headers: { range: "bytes=0-" } });
  expect(bytes.status()).toBe(206);
  const [left, right] = sidesOf(await bytes.body());
  // The recording begins with the announcements before the talk. Each side is searched for the tones, half a second at a time.
  const loudest = (side: Int16Array, hertz: number): number =>
    Math.max(
      ...Array.from({ length: Math.floor(side.length / 4_000) }, (_none, nth) =>
        toneIn(side.subarray(nth * 4_000, (nth + 1) * 4_000), hertz),
      ),
    );
  expect(loudest(left, CITIZEN)).toBeGreaterThan(0.05);
  expect(loudest(left, TAKER)).toBeLessThan(0.01);
  expect(loudest(right, TAKER)).toBeGreaterThan(0.02);
  expect(loudest(right, CITIZEN)).toBeLessThan(0.01);
  await must(chief, calls.pause, { body: { reason: "briefing" } });
  // On a slow machine the time to write is over by now, and the call would ring here.
  await must(taker, calls.pause, { body: { reason: "paperwork" } });

  // Nobody answers a caller in danger: after seconds the bar of each desk shows it, and one key takes the call out of its turn.
  const danger = await dial(await telephone("0661777111", OUTSIDE), "17");
  for (const page of [taker, chief]) await expect(bar(page).locator("[data-pick][data-urgent]")).toBeVisible({ timeout: 15_000 });
  await expect(bar(chief)).toContainText("0661777111");
  // The line of alarms says it above every screen, with the same key and without the number.
  for (const page of [taker, chief]) await expect(page.locator('[data-alarm-kind="call"]')).toContainText("F2");
  await expect(chief.locator('[data-alarm-kind="call"]')).not.toContainText("0661777111");
  await answers(chief);
  await hears(danger, CHIEF);
  await expect(bar(taker).locator("[data-pick]")).toHaveCount(0);
  await expect(taker.locator('[data-alarm-kind="call"]:not([data-taken])')).toHaveCount(0);
  danger.hangUp();
  await expect(bar(chief)).toContainText("إحاطة");

  // While the call-taker writes, another rings and gives up: listed, and called back by one press.
  const outside = await telephone("0555000111", OUTSIDE, { port: lines.gateway, answerAfterMs: 300 });
  const impatient = await telephone("0555000111", OUTSIDE);
  const abandoned = await dial(impatient, "17");
  await expect.poll(() => abandoned.state()).toBe("talking");
  // Real time: a caller who hangs up within a second is not listed to be called back.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  abandoned.hangUp();
  await expect(bar(taker)).toContainText("لإعادة الاتصال");
  await bar(taker)
    .getByRole("button", { name: /لإعادة الاتصال/ })
    .click();
  await taker
    .getByRole("dialog")
    .getByRole("button", { name: /إعادة الاتصال/ })
    .first()
    .click();
  await expect.poll(() => outside.talks().length, { timeout: 10_000 }).toBe(1);
  await hears(outside.talks()[0], TAKER);

  // A called person is a caller like every other: taken over by a supervisor, and back in the queue when that browser is gone.
  await chief.goto(new URL("/lines?view=supervise", process.env["ROOM_URL"]).href);
  await chief.getByRole("button", { name: "تولّي المكالمة" }).first().click();
  await hears(outside.talks()[0], CHIEF);
  await hears(outside.talks()[0], TAKER, false);
  await must(taker, calls.ready, {});
  await chief.context().close();
  await expect(bar(taker)).toContainText("مكالمة واردة");
  await answers(taker);
  await hears(outside.talks()[0], TAKER);

  // A new caller waits and requests a call back by a key, without hearing the whole promise. The next free call-taker is offered it.
  const waiting = await telephone("0661999888", CITIZEN);
  const asks = await dial(waiting, "1548");
  const asked = async () => (await must(taker, calls.list, { query: { line: "1548", q: "0661999888" } })).rows.at(-1);
  await expect.poll(async () => (await asked())?.state).toBe("waiting");
  asks.sound.press("1");
  await expect.poll(async () => (await asked())?.callBack).toBe("leaving");
  asks.hangUp();
  await expect.poll(async () => (await asked())?.callBack).toBe("waiting");
  await taker.keyboard.press("Shift+F2");
  await expect.poll(() => outside.talks().length).toBe(0);
  await expect.poll(async () => (await must(taker, calls.abandoned, {})).length).toBe(0);
  await expect(bar(taker)).toContainText("طلب إعادة الاتصال");
  await expect(bar(taker)).toContainText("إعادة اتصال معروضة");
  await expect(bar(taker)).toContainText("0661999888");
  await taker.keyboard.press("F2");
  await expect.poll(() => outside.talks().length, { timeout: 10_000 }).toBe(1);
  await hears(outside.talks()[0], TAKER);
  await expect(taker.locator(".call-head")).toContainText("إعادة اتصال لمكالمة سابقة");
  expect((await asked())?.callBack).toBeNull();
  await taker.keyboard.press("Shift+F2");
  await expect.poll(() => outside.talks().length).toBe(0);
  await taker.context().close();
});

test("a caller in danger has a crew on its way by three keys: answer, danger, send", async () => {
  const taker = await atPhone("s.benali", TAKER);
  const citizen = await telephone("0661234599", CITIZEN);
  const talk = await dial(citizen, "17");
  await answers(taker);
  await expect(taker).toHaveURL(/\/calls\//);
  const callId = new URL(taker.url()).pathname.split("/").at(-1) ?? "";
  await expect(taker.getByRole("region", { name: "مكان المتصل" })).toBeVisible();
  // Without a place the key that sends leads to the search of the place.
  await expect(taker.getByRole("heading", { name: "0661234599" })).toBeVisible();
  await taker.keyboard.press("Control+Shift+Enter");
  await expect(taker.getByRole("region", { name: "مكان المتصل" }).getByRole("combobox")).toBeFocused();
  await taker.keyboard.type("ساحة السوق");
  await expect(taker.getByRole("option", { name: /ساحة السوق/u }).first()).toBeVisible();
  await taker.keyboard.press("Enter");
  await expect.poll(async () => (await must(taker, calls.card, { params: { callId } })).place !== null).toBe(true);
  await taker.getByRole("heading", { name: "0661234599" }).click();
  await taker.keyboard.press("1");
  await expect(taker.getByText("سلاح · ")).toBeVisible();
  await taker.keyboard.press("Control+Shift+Enter");
  await expect(taker.getByText(/أُرسلت/u)).toBeVisible();
  const { interventionId } = await must(taker, calls.card, { params: { callId } });
  const made = await must(taker, interventions.card, { params: { interventionId: interventionId ?? "" } });
  expect(made).toMatchObject({ priority: "P1", subcategory: "OTH.ASL", attributes: ["weapon"] });
  // The key pressed again sends no second crew, and says so; one more is a button of its own.
  await taker.keyboard.press("Control+Shift+Enter");
  await expect(taker.getByText(/لم تُرسل ثانية/u)).toBeVisible();
  await expect(taker.getByRole("button", { name: "أرسل دورية أخرى" })).toBeVisible();
  expect((await must(taker, interventions.card, { params: { interventionId: interventionId ?? "" } })).units).toHaveLength(1);
  talk.hangUp();
  await taker.context().close();
});

test("a page that is loaded again while it rings, or in a talk, rings again within seconds; a second page that is closed takes no telephone with it", async () => {
  const taker = await atPhone("s.benali", TAKER);
  const citizen = await telephone("0661234511", CITIZEN);
  const rings = async (page: Page): Promise<void> => {
    await expect(bar(page).locator("[data-ringing]")).toBeVisible({ timeout: 8_000 });
    await expect(bar(page)).toContainText("0661234511");
  };

  // Each moment of loading again: the new page registers before or after the old connection is found to be gone.
  for (const afterMs of [0, 150, 400]) {
    const talk = await dial(citizen, "17");
    await rings(taker);
    await taker.waitForTimeout(afterMs); // Real time: the moment is the subject.
    await taker.reload({ waitUntil: "commit" });
    await rings(taker);
    await answers(taker);
    await hears(talk, TAKER);
    await taker.reload({ waitUntil: "commit" });
    await rings(taker);
    await answers(taker);
    await hears(talk, TAKER);
    await heardBy(taker);
    talk.hangUp();
    await expect(bar(taker)).toContainText("جاهز");
  }

  const second = await taker.context().newPage();
  await second.goto(taker.url());
  await press(second, "دخول قائمة الانتظار");
  await expect(bar(second)).toContainText("جاهز");
  await second.close();
  const talk = await dial(citizen, "17");
  await rings(taker);
  await answers(taker);
  await hears(talk, TAKER);
  talk.hangUp();
  await taker.context().close();
});

/** The text as a telephone shows it: U+0008 takes a letter back, U+2028 ends a line (T.140). */
function shownAt(talk: Talk): string {
  let shown = "";
  for (const sign of talk.typing?.heard() ?? "") shown = sign === "\u0008" ? shown.slice(0, -1) : shown + (sign === "\u2028" ? "\n" : sign);
  return shown;
}

test("a caller who cannot speak writes in the call; each letter is read and answered as it is typed, and all of it stands on the card afterwards", async () => {
  const taker = await atPhone("s.benali", TAKER);
  const citizen = await telephone("0662777888", CITIZEN);
  const talk = await citizen.call(`sip:17@127.0.0.1:${lines.trunk}`, { text: { alone: true } });
  await expect(bar(taker)).toContainText("كتابة فقط، بلا صوت");
  // Written before anybody has answered; the room has said in the caller's way that it reads.
  talk.typing?.write("النجدة، رجل");
  await expect.poll(() => shownAt(talk)).toContain("17 : la salle est là, écrivez.");
  await answers(taker);
  const panel = taker.getByRole("region", { name: "كتابة في المكالمة" });
  await expect(panel).toContainText("النجدة، رجل");
  talk.typing?.write(" في المطبخ\u0008\u0008\u0008خزن\u2028");
  await expect(panel).toContainText("النجدة، رجل في المخزن");
  await expect.poll(() => shownAt(talk)).toContain("Un opérateur est avec vous.");

  const field = panel.getByRole("textbox", { name: "اكتب إلى المتصل" });
  await expect(field).toBeVisible();
  await expect(async () => {
    await taker.keyboard.press("w");
    await expect(field).toBeFocused({ timeout: 500 });
  }).toPass();
  await field.fill("");
  await taker.keyboard.type("لا تخرج. الدوريهه");
  await taker.keyboard.press("Backspace");
  await taker.keyboard.press("Backspace");
  await taker.keyboard.type("ة");
  await expect.poll(() => shownAt(talk).split("\n").at(-1)).toBe("لا تخرج. الدورية");
  // Away from the card and back, the line goes on where it was.
  await taker.locator(".call-head .am-icon-button").click();
  await expect(taker).toHaveURL(/\/room/);
  await bar(taker).getByText("افتح بطاقة المكالمة").click();
  await expect(field).toHaveValue("لا تخرج. الدورية");
  await field.press("End");
  await taker.keyboard.type(" في الطريق");
  await taker.keyboard.press("Enter");
  await expect.poll(() => shownAt(talk)).toMatch(/\nلا تخرج\. الدورية في الطريق\n$/);
  await expect(field).toHaveValue("");
  talk.typing?.write("merci");
  await expect(panel).toContainText("merci");
  // A small screen leaves the list less of its height: the newest words stay in sight, and nothing of the bar is cut off.
  await taker.setViewportSize({ width: 1366, height: 600 });
  await expect(panel.getByText("merci", { exact: true })).toBeInViewport({ ratio: 1 });
  const edges = await bar(taker).evaluate((whole) => {
    const [outer, inner] = [whole.getBoundingClientRect(), whole.querySelector(".calls-talk")?.getBoundingClientRect()];
    return { outer: outer.right, inner: inner?.right };
  });
  expect(edges.inner).toBe(edges.outer);
  await taker.setViewportSize({ width: 1920, height: 1080 });

  talk.hangUp();
  await expect(bar(taker)).not.toContainText("في مكالمة");
  await expect(panel).toContainText("النجدة، رجل في المخزن");
  await expect(panel).toContainText("لا تخرج. الدورية في الطريق");
  await expect(field).toHaveCount(0);
  await taker.context().close();
});

test("a call is handed on after a word with a colleague, heard and taken over by a supervisor, and outlives the server", async () => {
  const [taker, colleague] = [await atPhone("s.benali", TAKER), await atPhone("a.haddad", COLLEAGUE)];
  const citizen = await telephone("0770111222", CITIZEN);
  await must(colleague, calls.pause, { body: { reason: "briefing" } });
  await expect(bar(colleague)).toContainText("إحاطة");
  const talk = await dial(citizen, "104");
  await expect(bar(taker)).toContainText("0770111222");
  await taker.keyboard.press("F2");
  await hears(talk, TAKER);
  const { rows } = await must(taker, calls.list, { query: { open: "true" } });
  const params = { callId: rows[0]?.callId ?? "" };

  // Handed on at once, and taken back because nobody comes: both hear each other again.
  await heardBy(taker);
  await taker.keyboard.press("F4");
  await taker.getByRole("dialog").getByRole("option").first().click();
  await taker.getByRole("dialog").getByRole("button", { name: "حوّل فورا" }).click();
  await expect(bar(colleague)).toContainText("0770111222");
  await hears(talk, TAKER, false);
  // The same key holds the caller until the bar has heard that the colleague rings.
  await expect(bar(taker).locator("[data-act=take_back]")).toBeVisible();
  await taker.keyboard.press("F3");
  await hears(talk, TAKER);
  await heardBy(taker);
  await expect(bar(colleague)).not.toContainText("0770111222");

  // A word first: the caller waits with music; then the three together; then the colleague alone.
  await taker.keyboard.press("F4");
  await taker.getByRole("dialog").getByRole("option").first().click();
  await taker.getByRole("dialog").getByRole("button", { name: "كلّمه أولا" }).click();
  await expect(bar(colleague)).toContainText("زميل يستشيرك بشأن مكالمة");
  await colleague.keyboard.press("F2");
  await hears(talk, TAKER, false);
  // The caller hears the music from the first moment on. The test waits for the talk with the colleague.
  await expect(bar(taker)).toContainText("تكلم من تحوّل إليه");
  await taker.keyboard.press("Shift+F4");
  await hears(talk, COLLEAGUE);
  await hears(talk, TAKER);
  await expect(bar(taker)).toContainText("الثلاثة معا");
  await taker.keyboard.press("F4");
  await expect(bar(colleague)).toContainText("0770111222");
  await colleague.keyboard.press("F2");
  await hears(talk, COLLEAGUE);
  await hears(talk, TAKER, false);

  // A supervisor's voice comes to the call-taker; the caller hears it where the supervisor takes part, and keeps it where he takes over.
  const chief = await atPhone("k.mansouri", CHIEF);
  await chief.goto(new URL("/lines?view=supervise", process.env["ROOM_URL"]).href);
  await expect(bar(chief)).toContainText("جاهز");
  await chief.getByRole("button", { name: "همس" }).first().click();
  await expect(bar(colleague)).toContainText("يهمس لك");
  expect(talk.sound.hears(CHIEF)).toBe(false);
  await chief.getByRole("button", { name: "إنهاء الاستماع" }).first().click();
  await chief.getByRole("button", { name: "تولّي المكالمة" }).first().click();
  await hears(talk, CHIEF);
  await hears(talk, COLLEAGUE, false);

  // The server is killed silently: the talk goes on, and is still the supervisor's when the server is back. Unwritten facts are lost.
  const { user: own } = await must(chief, identity.me, {});
  await expect.poll(async () => (await must(taker, calls.card, { params })).takenBy?.userId).toBe(own.userId);
  await room.kill();
  await hears(talk, CHIEF);
  // A new call reaches every free console, by the edge alone.
  const late = await telephone("0550333444", OUTSIDE);
  let saved: Talk | undefined;
  const desks = [
    { page: taker, says: TAKER },
    { page: colleague, says: COLLEAGUE },
  ];
  const rung = async () => {
    if (saved === undefined || saved.state() === "over") saved = await dial(late, "17");
    for (const desk of desks) if ((await bar(desk.page).textContent())?.includes("استُرجعت بعد عطل")) return desk;
    return null;
  };
  await expect.poll(rung, { timeout: 30_000, intervals: [500] }).not.toBeNull();
  const saver = (await rung()) ?? { page: taker, says: TAKER };
  await saver.page.keyboard.press("F2");
  await hears(saved, saver.says);
  await room.start();
  await expect
    .poll(
      () =>
        must(taker, calls.card, { params }).then(
          ({ state }) => state,
          () => null,
        ),
      { timeout: 20_000 },
    )
    .toBe("talking");
  await hears(talk, CHIEF);

  saved?.hangUp();
  await expect(bar(saver.page)).not.toContainText("0550333444");

  // A tab closed in mid-call gives the caller back to a ready call-taker.
  await chief.context().close();
  await expect(bar(taker)).toContainText("0770111222", { timeout: 30_000 });
  await taker.keyboard.press("F2");
  await hears(talk, TAKER);
  talk.hangUp();
  await expect.poll(() => must(taker, calls.card, { params }).then(({ ending }) => ending), { timeout: 15_000 }).toBe("answered");
  for (const page of [taker, colleague]) await page.context().close();
});
