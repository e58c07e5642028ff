import { approvals } from "@amaliyat/contract/approvals";
import { dispatch } from "@amaliyat/contract/dispatch";
import { identity } from "@amaliyat/contract/identity";
import { shifts } from "@amaliyat/contract/shifts";
import { setByCode } from "@amaliyat/simulator";
import type { Browser, Page } from "@playwright/test";
import { endHelp } from "../src/alarms.ts";
import { must } from "../src/api.ts";
import { expect, sitDown, test } from "../src/people.ts";
import { accessible, handy, phoneOf } from "../src/phone.ts";

const PASSWORD = "سبع نخلات عند الباب القديم";
const [FIRST, RELIEF] = ["n.ziani", "t.ferhat"] as const;
const HOUR = 3_600_000;

/** A person of a patrol with a password; answers the user's id. */
async function makePerson(supervisor: Page, administrator: Page, username: string, name: string, badge: string): Promise<string> {
  const body = { username, name, badge, role: "patrol" as const, sectors: ["SU1"] };
  const made = await must(administrator, identity.createUser, { body });
  if (made.kind !== "waits") throw new Error("one person designated a patrol");
  const { half } = await must(supervisor, approvals.approve, { params: { approvalId: made.approvalId } });
  await setByCode(process.env["ROOM_URL"] ?? "", username, { first: made.half ?? "", second: half ?? "" }, PASSWORD);
  return (await must(administrator, identity.users, {})).find((user) => user.username === username)?.userId ?? "";
}

async function signIn(browser: Browser, username: string): Promise<Page> {
  const phone = await (await phoneOf(browser)).newPage();
  await phone.goto(new URL("patrol/", process.env["ROOM_URL"]).href);
  await phone.locator("input[name=username]").fill(username);
  await phone.locator("input[name=password]").fill(PASSWORD);
  await phone.getByRole("button", { name: "دخول", exact: true }).click();
  return phone;
}

const noUnit = (phone: Page) => expect(phone.getByRole("heading", { name: "لا دورية لك الآن" })).toBeVisible();
const helpKey = (phone: Page) => phone.locator(".panic-press");

test("an officer who relieves a crew has its duty on the phone, and one without a unit has the call for help", async ({ browser }) => {
  const administrator = await sitDown(browser, "m.belkacem");
  const supervisor = await sitDown(browser, "k.mansouri");
  const desk = await sitDown(browser, "a.haddad");
  const firstId = await makePerson(supervisor, administrator, FIRST, "نبيل زياني", "7271");
  const reliefId = await makePerson(supervisor, administrator, RELIEF, "طارق فرحات", "7272");
  const body = { code: "271", kind: "car" as const, sectorId: "SU1", userId: firstId };
  const { unitId } = await must(supervisor, dispatch.createUnit, { body });

  const first = await signIn(browser, FIRST);
  await expect(first.locator(".unit-code")).toContainText("271");
  await expect(helpKey(first)).toBeVisible();
  await first.getByRole("button", { name: "نحن في الخدمة" }).click();
  await expect(first.getByRole("heading", { name: "لا تكليف الآن" })).toBeVisible();

  const relief = await signIn(browser, RELIEF);
  await noUnit(relief);
  await accessible(relief);
  await handy(relief);

  // With no unit the call for help is taken, with its place, and the room ends it.
  await helpKey(relief).focus();
  await relief.keyboard.down("Enter");
  await expect(relief.getByText("وصلت استغاثتك")).toBeVisible({ timeout: 20_000 });
  await relief.keyboard.up("Enter");
  const calls = async () => (await must(desk, dispatch.units, {})).filter(({ code }) => code === "7272");
  await expect.poll(async () => (await calls())[0]?.distress?.place?.lat).toBeCloseTo(31.949, 3);
  const [person] = await calls();
  expect(person).toMatchObject({ isPerson: true, kind: "foot", sectorId: "SU1" });
  await endHelp(desk, person?.unitId ?? "");
  await expect(relief.locator(".panic-state")).toBeHidden();
  expect(await calls()).toEqual([]);

  // Seated, the phone shows the unit while it is open; the one who was relieved has it no more.
  const now = Date.now();
  const span = { from: new Date(now - 1000).toISOString(), to: new Date(now + 8 * HOUR).toISOString() };
  const seat = { kind: "crew" as const, unitId, vehicle: "V-271" };
  const line = await must(supervisor, shifts.seat, { body: { sectorId: "SU1", userId: reliefId, seat, ...span } });
  await expect(relief.locator(".unit-code")).toContainText("271");
  await noUnit(first);
  await expect(helpKey(first)).toBeVisible();
  await relief.getByRole("button", { name: "نحن في الخدمة" }).click();
  await expect(relief.getByRole("heading", { name: "لا تكليف الآن" })).toBeVisible();

  // The seat ends: the account speaks again.
  await must(supervisor, shifts.endSeat, { params: { lineId: line.lineId } });
  await noUnit(relief);
  await expect(first.getByRole("heading", { name: "لا تكليف الآن" })).toBeVisible();
});

test("a supervisor lends a unit and retires it from its panel", async ({ browser }) => {
  const supervisor = await sitDown(browser, "k.mansouri");
  const { unitId } = await must(supervisor, dispatch.createUnit, { body: { code: "272", kind: "car", sectorId: "SU1" } });
  await supervisor.goto(new URL(`administration?view=units&open=${unitId}`, process.env["ROOM_URL"]).href);
  await supervisor.getByRole("button", { name: "إعارة", exact: true }).click();
  await expect(supervisor.getByRole("dialog")).toContainText("إعارة الدورية");
  await supervisor.keyboard.press("Escape");
  await supervisor.getByRole("button", { name: "إلغاء الدورية" }).click();
  await supervisor.getByRole("dialog").locator("input").fill("بيعت المركبة");
  await supervisor.getByRole("dialog").getByRole("button", { name: "إلغاء الدورية" }).click();
  await expect.poll(async () => (await must(supervisor, dispatch.units, {})).some((unit) => unit.unitId === unitId)).toBe(false);
  await expect(supervisor.getByText("أُلغيت الدورية")).toBeVisible();
});
