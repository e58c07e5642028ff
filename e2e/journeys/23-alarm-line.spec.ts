import { dispatch } from "@amaliyat/contract/dispatch";
import { identity } from "@amaliyat/contract/identity";
import { interventions } from "@amaliyat/contract/interventions";
import { shifts } from "@amaliyat/contract/shifts";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page, WebSocketRoute } from "@playwright/test";
import { alarm, endHelp } from "../src/alarms.ts";
import { must } from "../src/api.ts";
import { sendReport } from "../src/citizen.ts";
import { ownRoom } from "../src/own-room.ts";
import { expect, sitDown, test } from "../src/people.ts";

const RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
const SQUARE = { lat: 31.9512, lon: 5.3331 };

/** Every tone that the pages of a desk sound, from their beginning on; of a pitch, or all. */
async function listenTo(page: Page): Promise<(hertz?: number) => Promise<number>> {
  await page.addInitScript(() => {
    const tones: OscillatorNode[] = [];
    Object.assign(globalThis, { tones });
    AudioContext.prototype.createOscillator = function (this: AudioContext) {
      const tone = new OscillatorNode(this);
      tones.push(tone);
      return tone;
    };
  });
  return (hertz) =>
    page.evaluate(
      (pitch) =>
        (globalThis as { tones?: OscillatorNode[] }).tones?.filter(({ frequency }) => pitch === undefined || frequency.value === pitch)
          .length ?? 0,
      hertz,
    );
}

/** The first tone of the sound of a lost link. */
const LOST_HZ = 440;

/** A page whose link can be cut and mended; made before the page is opened. */
async function cuttable(page: Page): Promise<(isCut: boolean) => Promise<void>> {
  const open = new Set<WebSocketRoute>();
  let isOut = false;
  await page.routeWebSocket(/\/api\/live/u, (socket) => {
    if (isOut) return void socket.close();
    open.add(socket);
    socket.connectToServer();
    return undefined;
  });
  return async (isCut) => {
    isOut = isCut;
    if (isCut) for (const socket of open) await socket.close();
    open.clear();
    await expect(page.locator(".shell-lost")).toHaveCount(isCut ? 1 : 0, { timeout: 40_000 });
  };
}

// Another journey's alarm would sound and stand in the line here too.
ownRoom();

test("a call for help by the app stands above every screen, rings once, and one key takes it: other desks are told by whom, and the line is gone", async ({
  browser,
}) => {
  const taker = await sitDown(browser, "s.benali");
  const chief = await sitDown(browser, "k.mansouri");
  const tones = await listenTo(chief);
  await chief.goto(new URL("statistics", process.env["ROOM_URL"]).href);
  await expect(chief.locator(".shell-top")).toBeVisible();
  const sent = await sendReport({
    kind: "danger",
    placeText: "مفترق أول نوفمبر",
    place: { point: SQUARE, accuracyM: 25, source: "phone" },
  });
  const own = await alarm(taker, '[data-alarm-kind="report"]');
  await expect(own).toContainText("تبليغ خطر");
  await expect(own).toContainText("مفترق أول نوفمبر");
  expect((await own.boundingBox())?.height).toBe(40);
  await alarm(chief, '[data-alarm-kind="report"]');
  await expect.poll(tones).toBeGreaterThan(0);
  const { violations } = await new AxeBuilder({ page: chief }).include(".shell-alarms").withTags(RULES).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target.join(" "))])).toEqual([]);

  // Nothing is forgotten by a page that is read again, and nothing rings twice.
  await chief.reload();
  await alarm(chief, '[data-alarm-kind="report"]');
  await chief.waitForLoadState("networkidle");
  expect(await tones()).toBe(0);

  // The line says for seconds who has it: it is watched from before, so that a slow machine misses nothing.
  const told = chief.locator('[data-alarm-kind="report"][data-taken]', { hasText: "سمير بن علي" }).waitFor({ timeout: 60_000 });
  await taker.keyboard.press("Shift+F8");
  await expect(taker.locator(`article[data-report="${sent.reference}"]`)).toHaveAttribute("data-state", "taken");
  await told;
  // Then the line is gone everywhere.
  await expect(taker.locator('[data-alarm-kind="report"]')).toHaveCount(0, { timeout: 20_000 });
  await expect(chief.locator('[data-alarm-kind="report"]')).toHaveCount(0, { timeout: 20_000 });
  for (const desk of [taker, chief]) await desk.context().close();
});

test("an immediate intervention to which nobody is sent stands in the line until a person takes it; the desk counts it for the hand-over", async ({
  browser,
}) => {
  const dispatcher = await sitDown(browser, "a.haddad");
  const chief = await sitDown(browser, "k.mansouri");
  const opened = await must(dispatcher, interventions.open, {
    body: { origin: "desk", subcategory: "OTH.ASL", priority: "P1", place: SQUARE, placeText: "ساحة السوق" },
  });
  const found = await alarm(chief, '[data-alarm-kind="intervention"]');
  await expect(found.first()).toContainText("ساحة السوق");
  await alarm(dispatcher, '[data-alarm-kind="intervention"]');
  const told = chief.locator('[data-alarm-kind="intervention"][data-taken]', { hasText: "حداد" }).waitFor({ timeout: 60_000 });
  await dispatcher.keyboard.press("F10");
  await expect(dispatcher).toHaveURL(new RegExp(opened.interventionId, "u"));
  // Every desk reads who has it; then the line is gone there too, also after the page is read again.
  await told;
  await expect(dispatcher.locator(".card-title")).toContainText("تكفل به");
  for (const desk of [dispatcher, chief])
    await expect(desk.locator('[data-alarm-kind="intervention"]')).toHaveCount(0, { timeout: 20_000 });
  await chief.reload();
  await expect(chief.locator(".shell-top")).toBeVisible();
  await chief.waitForLoadState("networkidle");
  await expect(chief.locator('[data-alarm-kind="intervention"]')).toHaveCount(0);

  // The chief whose shift begins now hands over how many alarms this desk had.
  const { user, covers } = await must(chief, identity.me, {});
  const [from, to] = [0, 8].map((hours) => new Date(Date.now() + hours * 3_600_000).toISOString());
  const planned = { name: "ليلية", from: from ?? "", to: to ?? "", chiefId: user.userId, sectorId: covers[0] ?? "", anyway: "تمرين" };
  const { shiftId, version } = await must(chief, shifts.plan, { body: planned });
  await must(chief, shifts.start, { params: { shiftId }, body: { version } });
  await sendReport({ kind: "danger" });
  await alarm(chief, '[data-alarm-kind="report"]');
  await chief.goto(new URL("shifts?view=log", process.env["ROOM_URL"]).href);
  await expect(chief.locator("[data-desk-alarms]")).toBeVisible();
  // A slow machine counts the alarm a moment after the page stands.
  await expect.poll(async () => Number(await chief.locator("[data-desk-alarms]").getAttribute("data-desk-alarms"))).toBeGreaterThan(0);
  for (const desk of [dispatcher, chief]) await desk.context().close();
});

test("a locked screen shows a crew that calls for help, and no name of whoever takes it up", async ({ browser }) => {
  const dispatcher = await sitDown(browser, "a.haddad");
  const chief = await sitDown(browser, "k.mansouri");
  await chief.goto(new URL("statistics", process.env["ROOM_URL"]).href);
  await expect(chief.locator(".shell-top")).toBeVisible();
  await chief.keyboard.press("Alt+KeyL");
  await expect(chief.locator(".session-lock")).toBeVisible();
  const crew = await sitDown(browser, "w.amrani");
  await expect(crew).not.toHaveURL(/\/$/);
  await must(crew, dispatch.panic, { query: {}, body: { at: new Date().toISOString(), place: SQUARE } });
  await expect(chief.locator("[data-alarm='214']")).toBeVisible();
  await expect(chief.locator("[data-alarm='214'] button")).toHaveCount(1);
  // Behind the lock nobody is shown the map, and nobody ends the call.
  await chief.keyboard.press("F8");
  await chief.keyboard.press("Shift+F9");
  await expect(chief).toHaveURL(/\/statistics$/u);
  await expect(dispatcher.locator("[data-alarm='214']")).toBeVisible();
  await dispatcher.keyboard.press("F9");
  await expect(chief.locator("[data-alarm='214'][data-taken]")).toBeVisible();
  await expect(chief.locator("[data-alarm='214']")).not.toContainText("حداد");
  const { unitId } = (await must(dispatcher, dispatch.units, {})).find(({ code }) => code === "214") ?? { unitId: "" };
  await endHelp(dispatcher, unitId);
  await expect(chief.locator("[data-alarm]")).toHaveCount(0);
  for (const seat of [crew, dispatcher, chief]) await seat.context().close();
});

test("a crew's call sounds in one window of a desk until it is taken up: also after a reload, and in the other window once that one is closed", async ({
  browser,
}) => {
  const dispatcher = await sitDown(browser, "a.haddad");
  const chief = await sitDown(browser, "k.mansouri");
  const other = await chief.context().newPage();
  const windows = await Promise.all([chief, other].map(async (page) => ({ page, tones: await listenTo(page) })));
  for (const { page } of windows) {
    await page.goto(new URL("statistics", process.env["ROOM_URL"]).href);
    await expect(page.locator(".shell-top")).toBeVisible();
  }
  const crew = await sitDown(browser, "w.amrani");
  await expect(crew).not.toHaveURL(/\/$/);
  await must(crew, dispatch.panic, { query: {}, body: { at: new Date().toISOString(), place: SQUARE } });
  const heard = () => Promise.all(windows.map(({ tones }) => tones()));
  await expect.poll(async () => (await heard()).filter((tones) => tones > 6).length, { timeout: 60_000 }).toBe(1);
  for (const { page } of windows) await expect(page.locator("[data-alarm='214']")).toBeVisible();
  const counts = await heard();
  expect(counts.filter((tones) => tones > 0)).toHaveLength(1);
  const [loud, silent] = (counts[0] ?? 0) > 0 ? windows : windows.toReversed();
  await loud?.page.close();
  await expect.poll(async () => (await silent?.tones()) ?? 0).toBeGreaterThan(0);
  await silent?.page.reload();
  await expect.poll(async () => (await silent?.tones()) ?? 0).toBeGreaterThan(0);
  await expect(dispatcher.locator("[data-alarm='214']")).toBeVisible();
  await dispatcher.keyboard.press("F9");
  await alarm(dispatcher, "[data-alarm='214'][data-taken]");
  const { unitId } = (await must(dispatcher, dispatch.units, {})).find(({ code }) => code === "214") ?? { unitId: "" };
  await endHelp(dispatcher, unitId);
  for (const seat of [crew, dispatcher, chief]) await seat.context().close();
});

test("a window whose link is cut gives its sound to the window that has one; the only window sounds on without a link", async ({
  browser,
}) => {
  const dispatcher = await sitDown(browser, "a.haddad");
  const chief = await sitDown(browser, "k.mansouri");
  const other = await chief.context().newPage();
  const windows: {
    readonly page: Page;
    readonly tones: Awaited<ReturnType<typeof listenTo>>;
    readonly cut: (isCut: boolean) => Promise<void>;
  }[] = [];
  for (const page of [chief, other]) {
    const seat = { page, tones: await listenTo(page), cut: await cuttable(page) };
    await page.goto(new URL("statistics", process.env["ROOM_URL"]).href);
    await expect(page.locator(".shell-top")).toBeVisible();
    windows.push(seat);
  }
  const crew = await sitDown(browser, "w.amrani");
  await expect(crew).not.toHaveURL(/\/$/);
  await must(crew, dispatch.panic, { query: {}, body: { at: new Date().toISOString(), place: SQUARE } });
  const soundsOn = async ({ tones }: { readonly tones: () => Promise<number> }): Promise<void> => {
    const before = await tones();
    await expect.poll(async () => (await tones()) - before, { timeout: 20_000 }).toBeGreaterThan(0);
  };
  const heard = () => Promise.all(windows.map(({ tones }) => tones()));
  await expect.poll(async () => (await heard()).filter((tones) => tones > 0).length, { timeout: 60_000 }).toBe(1);
  const [loud, silent] = ((await heard())[0] ?? 0) > 0 ? windows : windows.toReversed();
  if (loud === undefined || silent === undefined) throw new Error("no two windows");
  await loud.cut(true);
  await soundsOn(silent);
  const calm = await loud.tones();
  await soundsOn(silent);
  // A window without a link says so, and leaves the sound of it to one that sounds.
  expect(await loud.tones()).toBe(calm);
  expect(await loud.tones(LOST_HZ)).toBe(0);
  await silent.cut(true);
  await soundsOn(silent);
  await expect.poll(async () => silent.tones(LOST_HZ), { timeout: 20_000 }).toBe(1);
  expect(await loud.tones()).toBe(calm);
  await silent.page.close();
  // The only window left has no link. It sounds its known alarms, until it hears that somebody has taken them up.
  await soundsOn(loud);
  await dispatcher.keyboard.press("F9");
  await alarm(dispatcher, "[data-alarm='214'][data-taken]");
  await loud.cut(false);
  await alarm(loud.page, "[data-alarm='214'][data-taken]");
  const { unitId } = (await must(dispatcher, dispatch.units, {})).find(({ code }) => code === "214") ?? { unitId: "" };
  await endHelp(dispatcher, unitId);
  for (const seat of [crew, dispatcher, chief]) await seat.context().close();
});
