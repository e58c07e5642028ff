import { calls } from "@amaliyat/contract/calls";
import { makePhone, overUdp, writeMsd, type Phone } from "../../simulator/src/index.ts";
import type { Browser, Page } from "@playwright/test";
import { join } from "node:path";
import { must } from "../src/api.ts";
import { browserThatSays, hasLines, startLines, type Lines } from "../src/lines.ts";
import { ownRoom } from "../src/own-room.ts";
import { expect, sitDown, test } from "../src/people.ts";

// Tools of a call-taker in a talk: the last half minute, a pause of the recording, a question by keys.
const [CITIZEN, TAKER] = [1100, 1700];

const bar = (page: Page) => page.locator(".calls-bar");

test.skip(!hasLines(), "Kamailio and rtpengine are not installed: npm run lines:setup as root");

let lines: Lines;
let browser: Browser;
let phone: Phone;
let taker: Page;

const room = ownRoom({
  beside: async (folder) => {
    lines = await startLines(join(folder, "lines"));
    return { settings: { AMALIYAT_LINES: lines.folder }, [Symbol.asyncDispose]: () => lines[Symbol.asyncDispose]() };
  },
});
test.beforeAll(async () => {
  browser = await browserThatSays(TAKER, room.folder());
  phone = makePhone({ carrier: await overUdp({ host: "127.0.0.1", port: lines.trunk }), user: "0661234567", tone: CITIZEN });
  taker = await sitDown(browser, "s.benali", { permissions: ["microphone", "notifications"] });
  await bar(taker).getByRole("button", { name: "دخول قائمة الانتظار" }).click();
  await expect(bar(taker)).toContainText("جاهز");
});
test.afterAll(async () => {
  await phone[Symbol.asyncDispose]();
  await browser.close();
});

test("in a talk the last seconds are heard again, the recording is paused for a reason, and a silent caller is asked by keys", async () => {
  const talk = await phone.call(`sip:17@127.0.0.1:${lines.trunk}`);
  await expect(async () => {
    await taker.keyboard.press("F2");
    await expect(bar(taker)).toContainText("في مكالمة", { timeout: 1_000 });
  }).toPass({ timeout: 10_000 });
  await expect.poll(() => talk.sound.hears(TAKER), { timeout: 10_000 }).toBe(true);
  await expect(taker).toHaveURL(/\/calls\//);
  const callId = new URL(taker.url()).pathname.split("/").at(-1) ?? "";
  const card = () => must(taker, calls.card, { params: { callId } });
  const tools = taker.getByRole("group", { name: "أدوات الصوت" });
  await expect(tools).toBeVisible();

  // Heard by the call-taker alone, who goes on hearing the caller.
  await taker.keyboard.press("Alt+r");
  await expect(tools.getByRole("button", { name: "أوقف الإعادة" })).toBeVisible();
  await expect.poll(() => taker.locator("audio[data-recall]").evaluate((audio: HTMLAudioElement) => audio.currentTime)).toBeGreaterThan(0);
  await expect.poll(() => talk.sound.hears(TAKER), { timeout: 10_000 }).toBe(true);
  await taker.keyboard.press("Alt+r");
  await expect(taker.locator("audio[data-recall]")).toHaveCount(0);
  await expect.poll(async () => (await card()).events.some(({ kind }) => kind === "recalled")).toBe(true);

  await taker.keyboard.press("Alt+p");
  await taker.getByRole("menuitem", { name: "بيانات بنكية" }).click();
  await expect(taker.locator(".call-head")).toContainText("التسجيل متوقف");
  await expect.poll(async () => (await card()).pause?.reason).toBe("bank");
  await taker.keyboard.press("Alt+p");
  await expect(taker.locator(".call-head")).not.toContainText("التسجيل متوقف");

  // The prompt is heard in the place of the call-taker, and the key marks the card.
  await taker.keyboard.press("Alt+k");
  await expect.poll(() => talk.sound.hears(TAKER), { timeout: 10_000, intervals: [50] }).toBe(false);
  talk.sound.press("5");
  await expect(taker.locator(".call-head")).toContainText("في خطر ولا يستطيع الكلام");
  await expect(tools.getByRole("status")).toContainText("5");
  expect(await card()).toMatchObject({ priority: "P1" });
  await expect.poll(() => talk.sound.hears(TAKER), { timeout: 20_000 }).toBe(true);

  talk.hangUp();
  await expect.poll(async () => (await card()).recordings.length, { timeout: 15_000 }).toBe(1);
  const [recording] = (await card()).recordings;
  expect(recording?.pauses.map(({ reason }) => reason)).toEqual(["bank"]);
  expect(Date.parse(recording?.beganAt ?? "")).toBeLessThan(Date.parse(recording?.answeredAt ?? ""));
});

test("a vehicle calls for help: what it says of itself and where it is stand on the card", async () => {
  await must(taker, calls.ready, {});
  await expect(bar(taker)).toContainText("جاهز");
  const said = {
    version: 2,
    messageId: 1,
    automatic: true,
    test: false,
    trusted: false,
    vehicleType: "M1",
    vin: "1M8GDM9AXKP042788",
    propulsion: ["electric"],
    seconds: Math.floor(Date.now() / 1000),
    latMas: 115_030_000,
    lonMas: 19_190_000,
    direction: 45,
    deltas: [
      [-10, 1],
      [-10, 2],
    ],
    passengers: 3,
  } satisfies Parameters<typeof writeMsd>[0];
  const data = writeMsd(said).toString("base64");
  const talk = await phone.call("urn:service:sos.ecall.automatic", {
    headers: [`Route: <sip:127.0.0.1:${lines.trunk};lr>`],
    body: (sdp) => ({
      type: "multipart/mixed;boundary=b",
      text: [
        `--b\r\nContent-Type: application/sdp\r\n\r\n${sdp}`,
        `--b\r\nContent-Type: application/EmergencyCallData.eCall.MSD\r\nContent-ID: <7@vehicle.example>`,
        `Content-Transfer-Encoding: base64\r\n\r\n${data}\r\n--b--\r\n`,
      ].join("\r\n"),
    }),
  });
  await expect(async () => {
    await taker.keyboard.press("F2");
    await expect(bar(taker)).toContainText("في مكالمة", { timeout: 1_000 });
  }).toPass({ timeout: 10_000 });
  const panel = taker.getByRole("region", { name: "المركبة" });
  await expect(panel).toContainText("1M8GDM9AXKP042788");
  await expect(panel).toContainText("نداء آلي");
  await expect(panel).toContainText("موضع غير موثوق");
  // Said at the place too, and where help is sent there: the panel of the vehicle may lie below.
  await expect(taker.getByRole("region", { name: "مكان المتصل" })).toContainText("موضع غير موثوق");
  await expect(taker.locator(".call-make")).toContainText("موضع غير موثوق");
  const callId = new URL(taker.url()).pathname.split("/").at(-1) ?? "";
  expect((await must(taker, calls.card, { params: { callId } })).place).toMatchObject({ source: "ecall", accuracyM: null });
  talk.hangUp();
});
