import { approvals } from "@amaliyat/contract/approvals";
import { cameras } from "@amaliyat/contract/cameras";
import { dispatch } from "@amaliyat/contract/dispatch";
import { identity } from "@amaliyat/contract/identity";
import { interventions } from "@amaliyat/contract/interventions";
import { reports } from "@amaliyat/contract/reports";
import { shifts } from "@amaliyat/contract/shifts";
import type { Role } from "@amaliyat/domain/identity";
import { setByCode, TOWN } from "@amaliyat/simulator";
import type { Locator, Page } from "@playwright/test";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { must } from "../src/api.ts";
import { makeCrew, PASSWORD } from "../src/crew.ts";
import { roomEnvironment } from "../src/global-setup.ts";
import { expect, sitDown, test } from "../src/people.ts";
import { startProgram, stopProgram, type Running } from "../src/programs.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const HOUR_MS = 3_600_000;
const PEOPLE = ["admin", "auditor", "operator", "call_taker", "dispatcher", "supervisor", "technician"] as const;
type Person = (typeof PEOPLE)[number];

const names = ["ROOM_URL", "ROOM_DATA", "TOWN_STATE"] as const;
const usual = names.map((name) => [name, process.env[name]] as const);
let folder = "";
let url = "";
let room: Running;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "amaliyat-first-hour-"));
  room = await startProgram("server/src/main.ts", [], { ...roomEnvironment(folder, "0"), AMALIYAT_MAP: join(folder, "map") });
  url = String(room.ready["url"]);
  const state = join(folder, "people.json");
  await writeFile(state, JSON.stringify({ users: PEOPLE.map((username) => ({ username, password: PASSWORD })) }));
  Object.assign(process.env, { ROOM_URL: url, ROOM_DATA: folder, TOWN_STATE: state });
});
test.afterAll(async () => {
  for (const [name, value] of usual) process.env[name] = value;
  await stopProgram(room);
  await rm(folder, { recursive: true, force: true });
});

/** The first administrator and the first auditor, by the values that the terminal shows. */
async function begin(page: Page): Promise<void> {
  const shown = async () => JSON.parse(await readFile(join(folder, "first-run.json"), "utf8")) as { secret: string; half: string };
  const auditor = { username: "auditor", name: "حسان سعيدي", badge: "2" };
  const { secret } = await shown();
  const who = { username: "admin", name: "مراد بلقاسم", badge: "1", password: PASSWORD, language: "ar" as const, auditor };
  const { half: first } = await must(page, identity.begin, { body: { secret, ...who } });
  await setByCode(url, "auditor", { first, second: (await shown()).half }, PASSWORD);
}

/** Designates a person: the administrator asks, the auditor confirms. */
async function designate(administrator: Page, auditor: Page, username: Person & Role): Promise<void> {
  const body = { username, name: "زين الدين قاسمي", badge: username, role: username, sectors: ["S1"] };
  const made = await must(administrator, identity.createUser, { body });
  if (made.kind !== "waits") throw new Error(`one person designated ${username}`);
  const { half } = await must(auditor, approvals.approve, { params: { approvalId: made.approvalId } });
  await setByCode(url, username, { first: made.half ?? "", second: half ?? "" }, PASSWORD);
}

/** Three shifts with one chief, who rests between them, and the operator at a desk. */
async function planShifts(supervisor: Page): Promise<void> {
  const users = await must(supervisor, identity.users, {});
  const idOf = (username: string): string => users.find((user) => user.username === username)?.userId ?? "";
  const spanOf = (nth: number) => {
    const from = Date.now() + (1 + nth * 24) * HOUR_MS;
    return { from: new Date(from).toISOString(), to: new Date(from + 8 * HOUR_MS).toISOString() };
  };
  for (const nth of [0, 1, 2])
    await must(supervisor, shifts.plan, { body: { sectorId: "S1", name: `نوبة ${nth + 1}`, ...spanOf(nth), chiefId: idOf("supervisor") } });
  const seat = { kind: "desk" as const, desk: "1" };
  await must(supervisor, shifts.seat, { body: { sectorId: "S1", userId: idOf("operator"), seat, ...spanOf(0) } });
}

/** Plays the town of the drill, from outside; resolves with the status of its end. */
async function playTown(crew: string): Promise<number> {
  const drill = spawn(
    process.execPath,
    ["simulator/src/drill/drill-main.ts", "--api", url, "--crew", crew, "--scene", "1", "--minutes", "3"],
    {
      cwd: ROOT,
      env: { ...process.env, AMALIYAT_CREW_PASSWORD: PASSWORD },
      stdio: ["ignore", "inherit", "inherit"],
    },
  );
  const [status] = (await once(drill, "exit")) as [number];
  return status;
}

/** The desk takes the report, sends the unit, and closes once the crew is free again. */
async function workAtDesk(desk: Page, unitId: string): Promise<void> {
  const waiting = async () => (await must(desk, reports.list, { query: {} })).rows[0]?.reportId;
  await expect.poll(waiting, { timeout: 60_000 }).toBeDefined();
  const params = { reportId: (await waiting()) ?? "" };
  await must(desk, reports.open, { params });
  const { interventionId } = await must(desk, reports.makeIntervention, { params, body: { subcategory: "TRF.OBS" } });
  await must(desk, dispatch.assign, { params: { interventionId }, body: { unitId } });
  const card = () => must(desk, interventions.card, { params: { interventionId } });
  await expect.poll(async () => (await card()).units[0]?.state, { timeout: 120_000 }).toBe("cleared");
  const { version } = await card();
  const body = { version, disposition: "10" as const, outcome: "تمرين: فُتحت الطريق" };
  await must(desk, interventions.close, { params: { interventionId }, body });
}

const stepOf = (page: Page, title: string): Locator =>
  page.locator(".first-hour__step", { has: page.getByRole("heading", { name: title }) });
const expectDone = (page: Page, title: string): Promise<void> => expect(stepOf(page, title)).toHaveAttribute("data-state", "done");

test("an empty room is led, step by step, to a drill after which it is ready", async ({ browser }) => {
  test.setTimeout(240_000);
  const door = await (await browser.newContext()).newPage();
  await begin(door);
  await door.context().close();
  const [admin, auditor] = [await sitDown(browser, "admin"), await sitDown(browser, "auditor")];

  // The offer is a line; the list says that nothing is there.
  const line = admin.getByRole("group", { name: "الساعة الأولى" });
  await expect(line).toContainText("0 من 7");
  await line.getByRole("button", { name: "الخطوات" }).click();
  await expect(admin).toHaveURL(/first-hour/);
  await expect(stepOf(admin, "خريطة المدينة")).toHaveAttribute("aria-current", "step");

  // The list follows what happens in the room.
  await cp(join(ROOT, "simulator/town-map"), join(folder, "map"), { recursive: true });
  await expectDone(admin, "خريطة المدينة");

  // A step opens its screen. The line tells that it is done, and its button leads back.
  await stepOf(admin, "القطاعات").getByRole("button", { name: "القطاعات" }).click();
  await expect(admin).toHaveURL(/view=sectors/);
  await expect(line).toContainText("الآن: القطاعات");
  const boundary = TOWN.sectors.find(({ parent }) => parent === null)?.boundary ?? [];
  const name = { ar: "قطاع المدينة", fr: "Secteur de la ville", en: "Town sector" };
  await must(admin, identity.putSector, {
    params: { sectorId: "S1" },
    body: { parentId: null, names: name, boundary: boundary.map(([lon, lat]): [number, number] => [lon, lat]) },
  });
  await expect(line).toContainText("تمت: القطاعات");
  await expect(admin).toHaveURL(/view=sectors/);
  await line.getByRole("button", { name: "العودة إلى الخطوات" }).click();
  await expect(admin).toHaveURL(/first-hour/);
  await expectDone(admin, "القطاعات");

  for (const username of PEOPLE) if (username !== "admin" && username !== "auditor") await designate(admin, auditor, username);
  const supervisor = await sitDown(browser, "supervisor");
  const unitId = await makeCrew(supervisor, admin, "crew1", "D-1", "S1");
  await expectDone(admin, "أوائل العاملين");
  await planShifts(supervisor);
  await expectDone(admin, "ثلاث نوبات وجدول الخدمة");

  // An administrator reads who works a step; a line may wait.
  await expect(stepOf(admin, "أول كاميرا")).toContainText("تقني");
  await expect(stepOf(admin, "الخطوط")).toHaveAttribute("data-state", "optional");
  const technician = await sitDown(browser, "technician");
  const place = { lat: 31.9527, lon: 5.3335 };
  const { siteId } = await must(technician, cameras.createSite, { body: { code: "site-1", names: name, place } });
  await must(technician, cameras.create, { body: { code: "cam-1", names: name, siteId, directionDeg: 90 } });
  await expectDone(admin, "أول كاميرا");

  // The chief of the shift leads the drill; the town is played from outside.
  await supervisor.goto(`${url}first-hour`);
  await stepOf(supervisor, "التمرين").getByRole("button", { name: "القاعة" }).click();
  await expect(supervisor).toHaveURL(/room/);
  // An account that is no crew sends nothing.
  expect(await playTown("operator")).toBe(1);
  expect((await must(supervisor, reports.list, { query: {} })).rows).toEqual([]);
  const [status] = await Promise.all([playTown("crew1"), workAtDesk(supervisor, unitId)]);
  expect(status).toBe(0);
  await supervisor.getByRole("button", { name: "العودة إلى الخطوات" }).click();
  for (const page of [supervisor, admin]) {
    await expect(page).toHaveURL(/first-hour/);
    await expect(page.getByRole("status").filter({ hasText: "القاعة جاهزة" })).toBeVisible();
  }
  await expectDone(supervisor, "التمرين");

  // A room at work offers nothing any more; the palette still opens the list.
  await supervisor.goto(`${url}room`);
  await expect(supervisor.locator(".room-queue")).toBeVisible();
  await expect(supervisor.getByRole("group", { name: "الساعة الأولى" })).toBeHidden();
  await supervisor.keyboard.press("Control+KeyK");
  await supervisor.getByRole("combobox").last().fill("الساعة الأولى");
  await supervisor.keyboard.press("Enter");
  await expect(supervisor.getByRole("status").filter({ hasText: "القاعة جاهزة" })).toBeVisible();
  for (const page of [admin, auditor, supervisor, technician]) await page.context().close();
});
