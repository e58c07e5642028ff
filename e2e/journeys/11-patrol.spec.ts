import { AxeBuilder } from "@axe-core/playwright";
import { bolos } from "@amaliyat/contract/bolos";
import { dispatch } from "@amaliyat/contract/dispatch";
import { identity } from "@amaliyat/contract/identity";
import { interventions, photos } from "@amaliyat/contract/interventions";
import type { Locator, Page } from "@playwright/test";
import { endHelp } from "../src/alarms.ts";
import { must } from "../src/api.ts";
import { makeCrew, PASSWORD, patrolAddress, openPhone } from "../src/crew.ts";
import { expect, sitDown, test } from "../src/people.ts";
import { HOME, phoneOf } from "../src/phone.ts";

const PLACE = { lat: 31.9512, lon: 5.3331 };

const send = async (desk: Page, unitId: string): Promise<{ interventionId: string; assignmentId: string }> => {
  const body = { origin: "desk" as const, place: PLACE, placeText: "مفترق أول نوفمبر", subcategory: "TRF.OBS" as const };
  const { interventionId } = await must(desk, interventions.open, { body });
  const { assignmentId } = await must(desk, dispatch.assign, { params: { interventionId }, body: { unitId } });
  return { interventionId, assignmentId };
};

const press = (phone: Page, name: string) => phone.getByRole("button", { name, exact: true }).click();
const waiting = (phone: Page) => phone.locator(".waiting li");

async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

/** No press is smaller than a thumb in a glove, and nothing is wider than the phone. */
async function handy(phone: Page): Promise<void> {
  const small = await phone
    .locator("button:visible, a:visible, summary:visible, select:visible, .option:visible")
    .evaluateAll(
      (all) => all.map((each) => each.getBoundingClientRect()).filter(({ width, height }) => width < 47.5 || height < 47.5).length,
    );
  expect(small).toBe(0);
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
}

test("a crew works through an outage: what it did stands in order with the phone's times, once, though the app was killed", async ({
  browser,
}) => {
  const administrator = await sitDown(browser, "m.belkacem");
  const supervisor = await sitDown(browser, "k.mansouri");
  const desk = await sitDown(browser, "a.haddad");
  await expect(desk.getByText("التدخلات المفتوحة")).toBeVisible();
  const unitId = await makeCrew(supervisor, administrator, "s.hamadi", "250");

  const context = await phoneOf(browser);
  let phone = await openPhone(context, "s.hamadi", "250");
  const shown = async () => (await must(desk, dispatch.units, {})).find((unit) => unit.unitId === unitId);
  await expect.poll(async () => (await shown())?.vehicle).toBe("00123-116-30");
  await expect.poll(async () => (await shown())?.position?.place).toEqual({ lat: HOME.latitude, lon: HOME.longitude });
  await accessible(phone);
  await handy(phone);

  // A new assignment comes by the held connection: a phone that only asks does so every 20 s.
  const { interventionId } = await send(desk, unitId);
  await expect(phone.locator(".order")).toContainText("عائق في الطريق", { timeout: 10_000 });
  await accessible(phone);
  await handy(phone);

  await context.setOffline(true);
  /** Span in which each step was pressed: a busy machine takes its time. */
  const pressed: (readonly [from: number, to: number])[] = [];
  const step = async (name: string): Promise<void> => {
    const from = Date.now();
    await press(phone, name);
    pressed.push([from, Date.now()]);
  };
  for (const name of ["أقبل التكليف", "انطلقنا", "وصلت: في المكان"]) {
    // Real time: steps lie a second apart, so that their stamps tell them apart.
    await phone.waitForTimeout(1100);
    await step(name);
  }
  await expect(phone.locator(".order")).toHaveAttribute("data-state", "on_scene");
  await expect(phone.getByText("دون اتصال منذ")).toBeVisible();
  await expect(phone.getByText("3 أفعال محفوظة في الهاتف")).toBeVisible();
  await accessible(phone);

  await press(phone, "انتهت المهمة");
  await phone.getByLabel("فتح الطريق").check();
  await phone.getByRole("button", { name: "لا", exact: true }).click();
  await phone.getByLabel("ملاحظة قصيرة").fill("سحبنا الشاحنة إلى الحافة");
  const picture = { name: "truck.png", mimeType: "image/png", buffer: await desk.screenshot() };
  await phone.locator("input[type=file]").setInputFiles(picture);
  await expect(phone.getByText("صورة واحدة تنتظر")).toBeVisible();
  await accessible(phone);
  await handy(phone);
  await step("أغلق وأنا متاح");
  await expect(phone.getByRole("heading", { name: "لا تكليف الآن" })).toBeVisible();

  // The app dies with everything unsent, and is opened again without a link.
  await phone.close();
  phone = await context.newPage();
  await phone.goto(patrolAddress());
  await expect(phone.getByRole("heading", { name: "لا تكليف الآن" })).toBeVisible();
  await phone.goto(`${patrolAddress()}#queue`);
  await expect(waiting(phone)).toHaveCount(5);
  await expect(waiting(phone).last()).toContainText("فتح الطريق");
  await accessible(phone);

  await context.setOffline(false);
  await expect(waiting(phone)).toHaveCount(0, { timeout: 30_000 });
  const card = await must(desk, interventions.card, { params: { interventionId } });
  // Made smaller and encoded anew on the phone, sent after all else though it was taken before the end.
  const [photo, ...more] = await must(desk, photos.list, { params: { interventionId } });
  expect(photo).toMatchObject({ type: "image/jpeg", width: 1600, unitCode: "250" });
  expect(photo?.bytes).toBeLessThanOrEqual(600_000);
  await desk.goto(`${patrolAddress().replace(/patrol\/$/, "")}interventions/${interventionId}`);
  const pictures = desk.getByRole("region", { name: "صور الدوريات" });
  await pictures.getByRole("button", { name: "اعرض" }).click();
  const seen = desk.getByRole("img", { name: "صورة من الدورية 250" });
  await expect.poll(() => seen.evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0))).toBe(1600);
  await desk.keyboard.press("Escape");
  expect(more).toEqual([]);
  const [unit] = card.units;
  const stamps = [unit?.acceptedAt, unit?.enRouteAt, unit?.onSceneAt, unit?.clearedAt].map((at) => Date.parse(at ?? ""));
  for (const [i, [from, to]] of pressed.entries()) {
    expect(stamps[i], `step ${i}`).toBeGreaterThan(from - 300);
    expect(stamps[i], `step ${i}`).toBeLessThan(to + 300);
  }
  expect(stamps).toEqual(stamps.toSorted((a, b) => a - b));
  expect(card).toMatchObject({ state: "closed", disposition: "10" });
  expect(card.units).toHaveLength(1);
  expect(card.events.filter(({ kind }) => kind === "closed")).toHaveLength(1);
  await desk.goto(new URL(`interventions/${interventionId}`, process.env["ROOM_URL"]).href);
  await expect(desk.locator("article.card")).toContainText("سحبنا الشاحنة إلى الحافة");

  // A refused act shows the room's sentence, and stays until it was read.
  await phone.goto(patrolAddress());
  await context.setOffline(true);
  await press(phone, "تدخل برقمه");
  await phone.getByLabel("رقم التدخل").fill("999999");
  await press(phone, "نتكفل به");
  await context.setOffline(false);
  await phone.getByText("فعل واحد لم يتم").click();
  await expect(phone.locator(".refused")).toContainText(/تكفل بالتدخل .*999999/u);
  await accessible(phone);
  await press(phone, "قرأته، احذفه");
  await expect(phone.locator(".refused")).toHaveCount(0);

  // A call for help says that it is not sent, then that it arrived.
  await phone.goto(patrolAddress());
  await context.setOffline(true);
  const help = phone.getByRole("button", { name: "استغاثة" });
  await help.focus();
  await phone.keyboard.down("Enter");
  await expect(phone.getByText("استغاثتك لم تُرسل بعد")).toBeVisible();
  await phone.keyboard.up("Enter");
  await accessible(phone);
  await context.setOffline(false);
  await expect(phone.getByText("وصلت استغاثتك إلى القاعة")).toBeVisible({ timeout: 30_000 });
  expect((await shown())?.distress?.place).toEqual({ lat: HOME.latitude, lon: HOME.longitude });
  await endHelp(desk, unitId);
  for (const page of [phone, desk, supervisor, administrator]) await page.context().close();
});

test("a crew sees its way, says that it cannot go, and opens what it meets without a link, once", async ({ browser }) => {
  const administrator = await sitDown(browser, "m.belkacem");
  const supervisor = await sitDown(browser, "k.mansouri");
  const desk = await sitDown(browser, "a.haddad");
  await expect(desk.getByText("التدخلات المفتوحة")).toBeVisible();
  const unitId = await makeCrew(supervisor, administrator, "r.lamouri", "252");
  const context = await phoneOf(browser);
  const phone = await openPhone(context, "r.lamouri", "252");

  const refused = await send(desk, unitId);
  await expect(phone.locator(".way-line").or(phone.locator(".local-map canvas"))).toBeVisible();
  await expect(phone.locator(".way")).toContainText("د");
  await press(phone, "لا أستطيع");
  await accessible(phone);
  await press(phone, "عطب في المركبة");
  await expect(phone.getByRole("heading", { name: "لا تكليف الآن" })).toBeVisible();
  const unitsOf = async (interventionId: string) => (await must(desk, interventions.card, { params: { interventionId } })).units;
  await expect.poll(async () => (await unitsOf(refused.interventionId))[0]).toMatchObject({ state: "refused", reason: "عطب في المركبة" });

  // The crew hears of something by radio, and takes it up by its number alone, typed on an Arabic keyboard.
  const arabic = (number: number) => number.toLocaleString("ar-EG", { useGrouping: false });
  const body = { origin: "desk" as const, place: PLACE, subcategory: "TRF.BRK" as const };
  const { reference, interventionId } = await must(desk, interventions.open, { body });
  await press(phone, "تدخل برقمه");
  await phone.getByLabel("رقم التدخل").fill(arabic(Number(reference.split("-").at(-1))));
  await press(phone, "نتكفل به");
  await expect(phone.locator(".order")).toHaveAttribute("data-state", "accepted");
  await press(phone, "إنهاء");
  await phone.getByLabel("تحرير مخالفة").check();
  await phone.getByRole("button", { name: "لا", exact: true }).click();
  await press(phone, "أغلق وأنا متاح");
  await expect.poll(async () => (await must(desk, interventions.card, { params: { interventionId } })).state).toBe("closed");

  await context.setOffline(true);
  await press(phone, "صادفنا حدثا");
  await phone.getByLabel("ما هو؟").selectOption("TRF.CNG");
  await accessible(phone);
  await press(phone, "افتح تدخلا هنا");
  await expect(phone.locator(".order")).toHaveAttribute("data-state", "on_scene");
  await press(phone, "ملاحظة");
  await phone.getByLabel("ماذا رأيتم أو فعلتم؟").fill("إشارة المرور معطلة");
  await press(phone, "أضف الملاحظة");
  await expect(phone.locator(".notes")).toContainText("إشارة المرور معطلة");
  await press(phone, "كل شيء بخير");
  await press(phone, "انتهت المهمة");
  await phone.getByLabel("فتح الطريق").check();
  await phone.getByRole("button", { name: "نعم", exact: true }).click();
  await press(phone, "أغلق وأنا متاح");
  await context.setOffline(false);
  await phone.goto(`${patrolAddress()}#queue`);
  await expect(waiting(phone)).toHaveCount(0, { timeout: 30_000 });
  await expect(phone.locator(".refused")).toHaveCount(0);

  // A page just opened has not read its queue yet: the room's own data count.
  const met = async () => {
    const { rows } = await must(desk, interventions.list, { query: {} });
    return rows.filter(({ origin, subcategory }) => origin === "patrol" && subcategory === "TRF.CNG");
  };
  await expect.poll(async () => (await met()).map(({ state }) => state), { timeout: 30_000 }).toEqual(["closed"]);
  const card = await must(desk, interventions.card, { params: { interventionId: (await met())[0]?.interventionId ?? "" } });
  expect(card).toMatchObject({ disposition: "10", outcome: "إصابات: نعم." });
  expect(card.events.filter(({ kind }) => kind === "noted")).toHaveLength(1);
  for (const page of [phone, desk, supervisor, administrator]) await page.context().close();
});

test("a crew that signs in at the console is led to its own app, need not sign in again, and ends the shift by its menu", async ({
  browser,
}) => {
  const administrator = await sitDown(browser, "m.belkacem");
  const supervisor = await sitDown(browser, "k.mansouri");
  await makeCrew(supervisor, administrator, "n.bouzid", "254");
  const context = await phoneOf(browser);
  const phone = await context.newPage();
  await phone.goto(process.env["ROOM_URL"] ?? "");
  await phone.locator("input[autocomplete=username]").fill("n.bouzid");
  await phone.locator("input[autocomplete=current-password]").fill(PASSWORD);
  await phone.locator("form button[type=submit]").click();
  await expect(phone.locator(".unit-code")).toContainText("254");
  expect(new URL(phone.url()).pathname).toBe("/patrol/");
  await phone.locator("input[name=vehicle]").fill("00254-116-30");
  await phone.locator("textarea").fill("نبيل بوزيد");
  await press(phone, "نحن في الخدمة");
  await expect(phone.getByRole("heading", { name: "لا تكليف الآن" })).toBeVisible();
  await press(phone, "القائمة");
  await press(phone, "نهاية النوبة وخروج");
  await expect(phone.getByRole("heading", { name: "دخول الدورية" })).toBeVisible();
  // The phone shows the sign-in page at once, with or without a link: the room ends the session when it hears of it.
  const session = async () => (await phone.request.get(new URL("api/session", process.env["ROOM_URL"]).href)).status();
  await expect.poll(session).toBe(401);
  for (const page of [phone, supervisor, administrator]) await page.context().close();
});

/** Share of a canvas that is ground, and its number of colours: an empty one is all of one. */
const coloursOf = (canvas: Locator): Promise<{ ground: number; colours: number }> =>
  canvas.evaluate((element) => {
    if (!(element instanceof HTMLCanvasElement)) throw new Error("the map is no canvas");
    const { data } = element.getContext("2d")?.getImageData(0, 0, element.width, element.height) ?? { data: new Uint8ClampedArray() };
    const counts = new Map<number, number>();
    for (let i = 0; i < data.length; i += 4) {
      const colour = ((data[i] ?? 0) << 16) | ((data[i + 1] ?? 0) << 8) | (data[i + 2] ?? 0);
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
    return { ground: Math.max(...counts.values()) / (data.length / 4), colours: counts.size };
  });

test("a crew has the town around its way, without a link too, and moves it with a finger", async ({ browser }) => {
  const administrator = await sitDown(browser, "m.belkacem");
  const supervisor = await sitDown(browser, "k.mansouri");
  const desk = await sitDown(browser, "a.haddad");
  await expect(desk.getByText("التدخلات المفتوحة")).toBeVisible();
  const unitId = await makeCrew(supervisor, administrator, "y.kaci", "256");
  const context = await phoneOf(browser);
  let phone = await openPhone(context, "y.kaci", "256");

  // A phone that has never seen the map, and cannot: the line, and a word why.
  const tiles = "**/api/map/**";
  await context.route(tiles, (route) => route.abort());
  await send(desk, unitId);
  await expect(phone.locator(".way-line")).toBeVisible();
  await expect(phone.getByText("الخريطة ليست في هذا الهاتف بعد")).toBeVisible();
  await accessible(phone);
  await context.unroute(tiles);
  await phone.reload();

  const drawn = (page: Page) => page.locator(".local-map canvas[data-map=drawn]");
  await expect(drawn(phone)).toBeVisible();
  const whole = await coloursOf(drawn(phone));
  expect(whole.ground).toBeLessThan(0.9);
  expect(whole.colours).toBeGreaterThan(20);
  await expect(phone.locator(".local-map-source")).toContainText("Aïn Rimal");
  await accessible(phone);
  await handy(phone);

  await press(phone, "أقبل التكليف");
  await press(phone, "انطلقنا");
  await expect(phone.getByRole("button", { name: "اتجاه السير إلى الأعلى" })).toBeVisible();
  // On its way the crew has two thirds of the screen for the map. All of it is above the buttons at the thumb once nothing is being sent.
  const mapBox = () => phone.locator(".local-map canvas").boundingBox();
  const overlap = async (): Promise<number> => {
    const [map, foot] = [await mapBox(), await phone.locator("footer.acts").boundingBox()];
    return Math.round((map?.y ?? 640) + (map?.height ?? 0) - (foot?.y ?? 0));
  };
  await expect.poll(overlap).toBeLessThanOrEqual(1);
  const box = await mapBox();
  expect(box?.height).toBeGreaterThanOrEqual((640 * 2) / 3 - 1);
  expect(box?.width).toBe(360);
  await accessible(phone);
  await handy(phone);
  if (box === null) throw new Error("the map has no place");
  await phone.mouse.move(box.x + 60, box.y + 120);
  await phone.mouse.down();
  await phone.mouse.move(box.x + 160, box.y + 120, { steps: 4 });
  await phone.mouse.up();
  // Moved by hand, the map stays where it was put until it is called back.
  await press(phone, "إلى موقعنا");
  await expect(drawn(phone)).toBeVisible();
  // Something new is looked for: the head says so, and the map gives nothing of its height.
  const { boloId } = await must(desk, bolos.write, {
    body: { kind: "vehicle", priority: "P2", text: "سيارة بيضاء مطلوبة", facts: { make: "Renault Kangoo" } },
  });
  await must(desk, bolos.publish, { params: { boloId }, body: { version: 1 } });
  const mark = phone.getByRole("banner").getByRole("button", { name: /بحث/ });
  await expect(mark).toBeVisible({ timeout: 25_000 });
  expect((await mapBox())?.height).toBeGreaterThanOrEqual((640 * 2) / 3 - 1);
  await expect.poll(overlap).toBeLessThanOrEqual(1);
  await accessible(phone);
  await handy(phone);
  await mark.click();
  await expect(phone.getByRole("listitem").filter({ hasText: "Renault Kangoo" }).first()).toBeVisible();
  await phone.goBack();
  await expect(drawn(phone)).toBeVisible();

  // The app dies and is opened without a link. Seen tiles lie in the phone, and so do the nearer ones of the way.
  await context.setOffline(true);
  await phone.close();
  phone = await context.newPage();
  await phone.goto(patrolAddress());
  await expect(drawn(phone)).toBeVisible();
  await press(phone, "تقريب");
  await expect(drawn(phone)).toBeVisible();
  const near = await coloursOf(drawn(phone));
  expect(near.ground).toBeLessThan(0.95);
  expect(near.colours).toBeGreaterThan(20);
  await expect(phone.getByText("دون اتصال منذ")).toBeVisible();
  await accessible(phone);
  await context.setOffline(false);
  for (const page of [phone, desk, supervisor, administrator]) await page.context().close();
});

test("a crew whose session the room ended still calls for help by its phone, and not once the phone is lost", async ({ browser }) => {
  const administrator = await sitDown(browser, "m.belkacem");
  const supervisor = await sitDown(browser, "k.mansouri");
  const desk = await sitDown(browser, "a.haddad");
  await expect(desk.getByText("التدخلات المفتوحة")).toBeVisible();
  const unitId = await makeCrew(supervisor, administrator, "z.tahri", "258");
  const context = await phoneOf(browser);
  const phone = await openPhone(context, "z.tahri", "258");
  const distress = async () => (await must(desk, dispatch.units, {})).find((unit) => unit.unitId === unitId)?.distress ?? null;
  const help = async (): Promise<void> => {
    await phone.getByRole("button", { name: "استغاثة" }).focus();
    // The key calls once it was held long enough, and looks then as if nobody pressed it.
    const key = phone.locator(".panic-press");
    await phone.keyboard.down("Enter");
    await expect(key).toHaveAttribute("data-held", "true");
    await expect(key).toHaveAttribute("data-held", "false");
    await phone.keyboard.up("Enter");
  };
  // The key is in the phone, and nobody takes it out of there.
  const kept = () =>
    phone.evaluate(
      () =>
        new Promise<boolean | null>((resolve) => {
          const opening = indexedDB.open("amaliyat-patrol");
          opening.onsuccess = () => {
            const all = opening.result.transaction("kept").objectStore("kept").getAll();
            all.onsuccess = () => {
              const keys = (all.result as { key?: unknown }[]).flatMap(({ key }) => (key instanceof CryptoKey ? [key.extractable] : []));
              resolve(keys[0] ?? null);
            };
          };
        }),
    );
  await expect.poll(kept).toBe(false);

  const sessions = await must(administrator, identity.sessions, {});
  for (const { sessionId, username } of sessions.filter((each) => each.username === "z.tahri")) {
    expect(username).toBe("z.tahri");
    await must(administrator, identity.revoke, { params: { sessionId } });
  }
  await phone.reload();
  await expect(phone.getByText("انتهت جلسة")).toBeVisible();
  await accessible(phone);
  await handy(phone);
  await help();
  await expect.poll(distress).toMatchObject({ accuracyM: HOME.accuracy, takenUpBy: null });
  await expect(phone.getByText("وصلت استغاثتك إلى القاعة")).toBeVisible();
  // The crew sees that the call arrived, however far the screen was scrolled.
  expect(await phone.evaluate(() => document.documentElement.scrollHeight)).toBeGreaterThan(660);
  await phone.evaluate(() => scrollTo(0, 10_000));
  await expect(phone.getByText("وصلت استغاثتك إلى القاعة")).toBeInViewport({ ratio: 1 });
  await expect(phone.locator(".strip-act")).toContainText(/مكانك بدقة \P{L}*20\P{L}*م/u);
  // The desk reads how exact the place is, and how old.
  await expect(desk.locator("[data-alarm='258']")).toContainText("المكان بدقة");
  await expect(desk.locator("[data-alarm='258']")).toContainText("عمر القياس");
  await accessible(phone);
  await endHelp(desk, unitId);

  // The phone is reported lost: its holder is asked to call 17.
  await desk.goto(new URL(`administration?view=units&open=${unitId}`, process.env["ROOM_URL"]).href);
  await desk.getByRole("button", { name: "الهاتف ضاع" }).click();
  await desk.getByRole("alertdialog").getByRole("button", { name: "الهاتف ضاع" }).click();
  await expect(desk.getByText("لم يعد هاتف الدورية").first()).toBeVisible();
  await help();
  await expect(phone.getByText("لم يعد هذا الهاتف مقبولا للاستغاثة")).toBeVisible();
  // The call for help stands at the foot of the screen, under any notice.
  const foot = await phone.locator("footer.acts").boundingBox();
  expect((foot?.y ?? 0) + (foot?.height ?? 0)).toBeLessThanOrEqual(640);
  expect(await distress()).toBeNull();
  for (const page of [phone, desk, supervisor, administrator]) await page.context().close();
});
