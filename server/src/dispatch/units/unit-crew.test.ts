import { dispatch } from "@amaliyat/contract/dispatch";
import { shifts } from "@amaliyat/contract/shifts";
import { addDays, localDay } from "@amaliyat/domain/calendar";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { movedClock } from "../../testing/moved-clock.ts";
import { putPerson } from "../../testing/people.ts";
import { openScreen } from "../../testing/screen.ts";
import { codeOf, signedIn, type TestClient } from "../../testing/test-client.ts";
import { PASSWORD, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { logEntries } from "../../testing/things/log-entries.ts";

const HOUR = 3_600_000;
const clock = movedClock();
let room: TestRoom;
/** Chief of both sectors, and the chiefs of one each. */
let top: TestClient;
let one: TestClient;
let two: TestClient;
let unitId: string;
let person: string;
let made = 0;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api", clock: clock.now });
  [top, one, two] = [await room.as("supervisor0"), await room.as("supervisor"), await room.as("supervisor2")];
});
afterAll(() => room[Symbol.asyncDispose]());
beforeEach(async () => {
  made += 1;
  unitId = await makeUnit(`W-${made}`);
  person = (await putPerson(room, { username: `crew${made}`, role: "patrol" })).userId;
});

const makeUnit = async (code: string, sectorId = "SU1") =>
  (await top.must(dispatch.createUnit, { body: { code, kind: "car", sectorId } })).unitId;
const iso = (at: number) => new Date(at).toISOString();
/** Seats a person for hours from now. */
const seat = (hours: readonly [number, number], of: { userId?: string; unitId?: string; sectorId?: string; by?: TestClient } = {}) => {
  const [now, crew] = [clock.now(), of.unitId ?? unitId];
  const taken = { kind: "crew" as const, unitId: crew, vehicle: `V-${crew.slice(0, 8)}`, radio: `R-${crew.slice(0, 8)}` };
  const span = { from: iso(now + hours[0] * HOUR), to: iso(now + hours[1] * HOUR) };
  return (of.by ?? top).ask(shifts.seat, { body: { sectorId: of.sectorId ?? "SU1", userId: of.userId ?? person, seat: taken, ...span } });
};
const sit = async (...given: Parameters<typeof seat>): Promise<string> => {
  const seated = await seat(...given);
  if (!seated.ok) throw new Error(seated.error.code);
  return seated.value.lineId;
};
const move = (sectorId: string) => top.must(dispatch.changeUnit, { params: { unitId }, body: { sectorId } });
const retire = (by: TestClient) => by.code(dispatch.retireUnit, { params: { unitId }, body: { reason: "بيعت المركبة" } });
const end = (by: TestClient, lineId: string) => by.code(shifts.endSeat, { params: { lineId } });
const remove = (by: TestClient, lineId: string) => by.code(shifts.removeSeat, { params: { lineId } });
const duty = async (username = `crew${made}`) =>
  (await (await signedIn(room.url, username, PASSWORD)).must(dispatch.duty, {}))?.unit.unitId ?? null;
/** Lines of the unit in the roster of a sector as a chief sees it, over two days. */
const roster = async (by: TestClient, sectorId: string) => {
  const span = { from: iso(clock.now() - 24 * HOUR), to: iso(clock.now() + 48 * HOUR) };
  return (await by.must(shifts.roster, { query: { sectorId, ...span } })).filter((line) => line.unitId === unitId);
};
const states = async (by: TestClient, sectorId: string) => (await roster(by, sectorId)).map(({ state }) => state);

describe("the clock of the room was put back by an hour", () => {
  it("a crew that sits is not retired from under, and its seat is ended and not taken off", async () => {
    const lineId = await sit([-0.01, 8]);
    expect(await retire(one)).toBe("unit.crewed");
    clock.forward(-HOUR);
    expect(await duty()).toBe(unitId);
    expect(await retire(one)).toBe("unit.crewed");
    expect(await duty()).toBe(unitId);
    expect(await remove(one, lineId)).toBe("roster.begun");
    expect(await states(one, "SU1")).toEqual(["running"]);
    const now = { from: iso(clock.now() + 10_000), sectorId: "SU1" };
    expect((await one.must(shifts.roster, { query: now })).map((line) => line.lineId)).toContain(lineId);
    expect(await end(one, lineId)).toBe("ok");
    expect(await end(one, lineId)).toBe("roster.not_running");
    expect(await remove(one, lineId)).toBe("roster.begun");
    expect([await duty(), await states(one, "SU1")]).toEqual([null, ["over"]]);
    expect(await retire(one)).toBe("ok");
    clock.forward(HOUR);
    expect(await duty()).toBeNull();
  });

  it("takes off a seat that was planned by the clock ahead, and seats the person in its hours", async () => {
    const later = await sit([1, 9]);
    clock.forward(-HOUR);
    expect(await states(one, "SU1")).toEqual(["later"]);
    expect(codeOf(await seat([1.5, 3]))).toBe("roster.person_taken");
    expect(await remove(one, later)).toBe("ok");
    expect(codeOf(await seat([1.5, 3]))).toBe("ok");
    clock.forward(HOUR);
  });

  it("after 12 reliefs meanwhile the last crew sits, and each of those relieved is seated again at once, in any unit", async () => {
    const others = await Promise.all(
      Array.from({ length: 11 }, async (_, nth) => (await putPerson(room, { username: `r${nth}`, role: "patrol" })).userId),
    );
    const crew = [person, ...others];
    let before: string | null = null;
    for (const userId of crew) {
      clock.forward(60_000);
      if (before !== null) expect(await end(one, before)).toBe("ok");
      before = await sit([0, 8], { userId });
    }
    const last = others.at(-1);
    const speakers = async (id = unitId) =>
      (await one.must(dispatch.units, {})).find((unit) => unit.unitId === id)?.speakers.map(({ userId }) => userId);
    expect(await speakers()).toEqual([last]);
    clock.forward(-HOUR);
    expect(await speakers()).toEqual([last]);
    const elsewhere = await makeUnit(`W-${made}-b`);
    for (const userId of crew.slice(0, -1)) expect(codeOf(await seat([0, 8], { userId, unitId: elsewhere }))).toBe("ok");
    expect(codeOf(await seat([0, 8], { userId: last ?? "", unitId: elsewhere }))).toBe("roster.person_taken");
    expect((await speakers(elsewhere))?.toSorted()).toEqual(crew.slice(0, -1).toSorted());
    expect(await retire(one)).toBe("unit.crewed");
    // Those who sat there stay written.
    expect((await states(one, "SU1")).toSorted()).toEqual([...Array.from({ length: 11 }, () => "over"), "running"]);
    clock.forward(HOUR);
  });
});

describe("a unit that moves with its crew", () => {
  it("takes its seats along: the new chief sees and ends them and retires it, the old one keeps the hours until then", async () => {
    const [running, later] = [await sit([-1, 7]), await sit([24, 32])];
    const screen = await openScreen(one);
    const movedAt = clock.now();
    await move("SU2");
    await screen.happens("shift_part", ({ part }) => part === "roster");
    screen.socket.terminate();
    expect(await duty()).toBe(unitId);
    expect(await retire(two)).toBe("unit.crewed");
    const seen = await roster(two, "SU2");
    expect(seen.map(({ state, sectorId }) => [state, sectorId])).toEqual([
      ["running", "SU2"],
      ["later", "SU2"],
    ]);
    const old = await roster(one, "SU1");
    expect(old.map((line) => [line.lineId, line.state])).toEqual([[running, "over"]]);
    expect(Date.parse(old[0]?.to ?? "")).toBeGreaterThanOrEqual(movedAt);
    expect(old[0]?.to).toBe(seen[0]?.from);
    expect([await end(one, seen[0]?.lineId ?? ""), await end(one, running)]).toEqual(["object.not_found", "roster.not_running"]);
    // The entry of the unit names the lines, and each line has its own.
    const lines = seen.map(({ lineId }) => lineId);
    expect((await logEntries(room, unitId)).findLast(({ type }) => type === "unit.changed")?.detail).toMatchObject({ lines });
    const said = (await logEntries(room, later)).findLast(({ type }) => type === "roster.changed");
    expect(said?.detail).toMatchObject({ act: "moved", before: { sectorId: "SU1" } });
    clock.forward(1000);
    expect(await end(two, seen[0]?.lineId ?? "")).toBe("ok");
    expect(await retire(two)).toBe("ok");
    expect([(await states(two, "SU2")).length, await states(one, "SU1")]).toEqual([1, ["over"]]);
  });

  it("is moved twice and back: one seat runs at each time, and each sector keeps its hours", async () => {
    await sit([-1, 7]);
    for (const sectorId of ["SU2", "SU1", "SU2", "SU1"]) {
      clock.forward(60_000);
      await move(sectorId);
      const [own, other] = sectorId === "SU1" ? ["SU1", "SU2"] : ["SU2", "SU1"];
      expect((await states(top, own)).filter((state) => state !== "over")).toEqual(["running"]);
      expect((await states(top, other)).filter((state) => state !== "over")).toEqual([]);
      expect(await duty()).toBe(unitId);
    }
    clock.forward(60_000);
    const lines = [...(await roster(top, "SU1")), ...(await roster(top, "SU2"))].toSorted(
      (a, b) => Date.parse(a.from) - Date.parse(b.from),
    );
    expect(lines.map(({ sectorId }) => sectorId)).toEqual(["SU1", "SU2", "SU1", "SU2", "SU1"]);
    for (const [nth, line] of lines.entries()) if (nth > 0) expect(line.from).toBe(lines[nth - 1]?.to);
    expect(await end(one, lines.at(-1)?.lineId ?? "")).toBe("ok");
    expect(await retire(one)).toBe("ok");
  });

  it("moves a seat that runs by a clock ahead, once", async () => {
    const lineId = await sit([-0.01, 8]);
    clock.forward(-HOUR);
    await move("SU2");
    expect((await roster(two, "SU2")).map((line) => [line.lineId, line.state])).toEqual([[lineId, "running"]]);
    expect([await duty(), await roster(one, "SU1")]).toEqual([unitId, []]);
    expect(await end(two, lineId)).toBe("ok");
    clock.forward(HOUR);
  });
});

describe("a unit that is lent with its crew", () => {
  it("keeps its seats in its own roster while it is lent and after, and is retired only without them", async () => {
    const lineId = await sit([-1, 7]);
    const lent = { sectorId: "SU2", until: iso(clock.now() + 300_000) };
    await one.must(dispatch.lendUnit, { params: { unitId }, body: { lent } });
    expect([await duty(), await states(one, "SU1"), await roster(two, "SU2")]).toEqual([unitId, ["running"], []]);
    // The sector that has it on loan sends it, and changes neither crew nor unit.
    expect([codeOf(await seat([8, 9], { sectorId: "SU2", by: two })), await end(two, lineId), await retire(two)]).toEqual(
      Array.from({ length: 3 }, () => "object.not_found"),
    );
    expect(await retire(one)).toBe("unit.crewed");
    clock.forward(301_000);
    expect([await duty(), await states(one, "SU1")]).toEqual([unitId, ["running"]]);
    expect(await end(one, lineId)).toBe("ok");
    await one.must(dispatch.lendUnit, { params: { unitId }, body: { lent: { ...lent, until: iso(clock.now() + 300_000) } } });
    const screen = await openScreen(await room.as("dispatcher2"));
    expect(await retire(one)).toBe("ok");
    await screen.happens("unit", ({ row }) => row.unitId === unitId && row.lent === null);
    screen.socket.terminate();
    expect((await two.must(dispatch.units, {})).some((unit) => unit.unitId === unitId)).toBe(false);
  });

  it("and then moved to the sector that has it on loan takes its seats there", async () => {
    const lineId = await sit([1, 7]);
    const lent = { sectorId: "SU2", until: iso(clock.now() + 300_000) };
    await one.must(dispatch.lendUnit, { params: { unitId }, body: { lent } });
    await move("SU2");
    expect((await roster(two, "SU2")).map((line) => line.lineId)).toEqual([lineId]);
    expect(await remove(two, lineId)).toBe("ok");
    expect(await retire(two)).toBe("ok");
  });
});

it("a crew that the roster above seats is seen and ended by the chief of the unit's sector, who can retire it then", async () => {
  unitId = await makeUnit(`W-${made}-c`, "SU2");
  await room.database.db.pool.query("insert into user_sector (user_id, sector_id) values ($1, 'SU2')", [person]);
  const lineId = await sit([-1, 7], { sectorId: "SD1" });
  expect(await retire(two)).toBe("unit.crewed");
  expect((await roster(two, "SU2")).map((line) => [line.lineId, line.sectorId])).toEqual([[lineId, "SD1"]]);
  expect((await roster(top, "SD1")).map((line) => line.lineId)).toEqual([lineId]);
  expect(await end(one, lineId)).toBe("object.not_found");
  expect(await end(two, lineId)).toBe("ok");
  expect(await retire(two)).toBe("ok");
  expect((await roster(top, "SD1")).map((line) => line.lineId)).toEqual([lineId]);
});

it("a crew that the roster above seats stays in it when its unit moves below it, once", async () => {
  const lineId = await sit([-1, 7], { sectorId: "SD1" });
  await move("SU2");
  expect((await roster(top, "SD1")).map((line) => [line.lineId, line.state])).toEqual([[lineId, "running"]]);
  expect((await roster(two, "SU2")).map((line) => line.lineId)).toEqual([lineId]);
  expect([await duty(), await end(two, lineId), await retire(two)]).toEqual([unitId, "ok", "ok"]);
});

it("a person who moves to another sector is ended by the chief of the old one, seated in the new one, and not copied in the old", async () => {
  const lineId = await sit([-1, 7]);
  const away = await makeUnit(`W-${made}-d`, "SU2");
  await room.database.db.pool.query("update user_sector set sector_id = 'SU2' where user_id = $1", [person]);
  const seen = (await roster(one, "SU1")).map((line) => [line.lineId, line.state, line.person.name]);
  expect(seen).toEqual([[lineId, "running", `crew${made}`]]);
  expect(codeOf(await seat([0, 8], { unitId: away, sectorId: "SU2", by: two }))).toBe("roster.person_taken");
  expect(await end(one, lineId)).toBe("ok");
  expect(codeOf(await seat([0, 8], { unitId: away, sectorId: "SU2", by: two }))).toBe("ok");
  expect(await duty()).toBe(away);
  const weekFrom = addDays(localDay(clock.now()), 1);
  const { left } = await one.must(shifts.copyRoster, { body: { sectorId: "SU1", weekFrom } });
  expect(left.filter((line) => line.person.userId === person).map(({ cause }) => cause)).toEqual(["person_unfit"]);
});

it("a moved seat is copied as it was planned in the new sector, and left out in the old one, even by the chief of both", async () => {
  await room.database.db.pool.query("insert into user_sector (user_id, sector_id) values ($1, 'SU2')", [person]);
  const seated = await seat([-1, 7]);
  if (!seated.ok) throw new Error(seated.error.code);
  await move("SU2");
  const week = { weekFrom: addDays(localDay(clock.now()), 1) };
  const own = <T extends { readonly person: { readonly userId: string } }>(lines: readonly T[]) =>
    lines.filter((line) => line.person.userId === person);
  const old = await top.must(shifts.copyRoster, { body: { sectorId: "SU1", ...week } });
  expect(own(old.left).map(({ cause }) => cause)).toEqual(["unit_gone"]);
  const { left } = await two.must(shifts.copyRoster, { body: { sectorId: "SU2", ...week } });
  expect(own(left)).toEqual([]);
  const span = { from: iso(clock.now() + 5 * 24 * HOUR), to: iso(clock.now() + 9 * 24 * HOUR) };
  const [copy] = own(await two.must(shifts.roster, { query: { sectorId: "SU2", ...span } }));
  const later = (moment: string) => iso(Date.parse(moment) + 7 * 24 * HOUR);
  expect([copy?.from, copy?.to]).toEqual([later(seated.value.from), later(seated.value.to)]);
});
