import { dispatch } from "@amaliyat/contract/dispatch";
import { identity } from "@amaliyat/contract/identity";
import { shifts, type RosterLine } from "@amaliyat/contract/shifts";
import { localDay, addDays, startOfDay } from "@amaliyat/domain/calendar";
import { afterAll, beforeAll, expect, it } from "vitest";
import { logEntries } from "../testing/things/log-entries.ts";
import { movedClock } from "../testing/moved-clock.ts";
import type { TestClient } from "../testing/test-client.ts";
import { startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { putPerson } from "../testing/people.ts";
import { makeUnit } from "../testing/things/things.ts";

const HOUR = 3_600_000;
const clock = movedClock();
/** The day on which the tests begin: a run over midnight seats nobody before it. */
const firstDay = localDay(clock.now());
let room: TestRoom;
let chief: TestClient;
let unitId = "";
let otherUnitId = "";
const ids = new Map<string, string>();
const idOf = (username: string): string => ids.get(username) ?? "";

beforeAll(async () => {
  room = await startTestRoom({ roles: "api", clock: clock.now });
  chief = await room.as("supervisor");
  for (const user of await chief.must(identity.users, {})) ids.set(user.username, user.userId);
  unitId = (await makeUnit(room, "SU1", "D1")).unitId;
  otherUnitId = (await makeUnit(room, "SU2", "D2")).unitId;
}, 60_000);
afterAll(() => room[Symbol.asyncDispose]());

type Place = { readonly desk: string } | { readonly unitId: string; readonly vehicle: string };
const body = (person: string, place: Place, hours: readonly [number, number], sectorId = "SU1") => {
  // Read once: a span without length has one moment.
  const now = clock.now();
  const at = (hour: number): string => new Date(now + hour * HOUR).toISOString();
  const taken = "desk" in place ? { kind: "desk" as const, ...place } : { kind: "crew" as const, ...place };
  return { sectorId, userId: idOf(person), seat: taken, from: at(hours[0]), to: at(hours[1]) };
};
const seat = (client: TestClient, ...given: Parameters<typeof body>) => client.code(shifts.seat, { body: body(...given) });
const seated = async (hour: number): Promise<readonly RosterLine[]> =>
  chief.must(shifts.roster, { query: { sectorId: "SU1", from: new Date(clock.now() + hour * HOUR).toISOString() } });

it("says who sits where, refuses whoever sits twice, each time with its code", async () => {
  expect(await seat(chief, "operator", { desk: "1" }, [0, 8])).toBe("ok");
  expect(await seat(chief, "dispatcher", { desk: "1" }, [7, 9])).toBe("roster.desk_taken");
  expect(await seat(chief, "operator", { desk: "2" }, [7, 9])).toBe("roster.person_taken");
  expect(await seat(chief, "dispatcher", { desk: "1" }, [8, 9])).toBe("ok");
  expect(await seat(chief, "patrol", { unitId, vehicle: "17-01" }, [0, 8])).toBe("ok");
  expect(await seat(chief, "patrol0", { unitId, vehicle: "17-02" }, [0, 8])).toBe("roster.unit_other_vehicle");
  expect(await seat(chief, "patrol0", { unitId, vehicle: "17-01" }, [0, 8])).toBe("ok");
  expect(await seat(await room.as("supervisor0"), "patrol2", { unitId: otherUnitId, vehicle: "17-01" }, [0, 8], "SD1")).toBe(
    "roster.vehicle_taken",
  );
  expect((await seated(1)).map((line) => [line.person.name, line.desk ?? line.unitCode, line.role])).toEqual([
    ["operator", "1", "operator"],
    ["patrol", "D1", "patrol"],
    ["patrol0", "D1", "patrol"],
  ]);
  const mine = await (await room.as("operator")).must(shifts.mine, {});
  expect(mine.seat).toMatchObject({ desk: "1", person: { name: "operator" } });
});

it("takes nobody who does not belong there: another sector's people and units, a patrol at a desk, a past that is over", async () => {
  expect(await seat(chief, "operator2", { desk: "3" }, [0, 8])).toBe("roster.person_unfit");
  expect(await seat(chief, "patrol", { desk: "3" }, [9, 10])).toBe("roster.person_unfit");
  expect(await seat(chief, "operator", { unitId, vehicle: "v" }, [9, 10])).toBe("roster.person_unfit");
  expect(await seat(chief, "patrol", { unitId: otherUnitId, vehicle: "v" }, [9, 10])).toBe("object.not_found");
  expect(await seat(chief, "call-taker", { desk: "3" }, [0, 8], "SU2")).toBe("object.not_found");
  expect(await seat(chief, "call-taker", { desk: "3" }, [-13, -8])).toBe("roster.too_far_back");
  expect(await seat(chief, "call-taker", { desk: "3" }, [8, 8])).toBe("roster.span_wrong");
  expect(await seat(await room.as("operator"), "call-taker", { desk: "3" }, [0, 8])).toBe("access.not_your_role");
});

it("holds against two at once, and against a line in a sector that the writer does not see", async () => {
  const codes = await Promise.all(
    ["call-taker", "technician", "evidence-officer", "analyst"].map((person) => seat(chief, person, { desk: "9" }, [20, 22])),
  );
  expect(codes.filter((code) => code === "ok")).toHaveLength(1);
  expect(codes.filter((code) => code === "roster.desk_taken")).toHaveLength(3);
  expect(await seat(await room.as("supervisor2"), "dispatcher0", { desk: "1" }, [30, 31], "SU2")).toBe("ok");
  expect(await seat(chief, "dispatcher0", { desk: "7" }, [30, 31])).toBe("roster.person_taken");
});

it("ends a seat that runs and takes off one that has not begun; whoever sat stays written for ever", async () => {
  const [line] = (await seated(1)).filter(({ person }) => person.name === "operator");
  const params = { lineId: line?.lineId ?? "" };
  clock.forward(60_000);
  expect(await chief.code(shifts.removeSeat, { params })).toBe("roster.begun");
  expect(await (await room.as("supervisor2")).code(shifts.endSeat, { params })).toBe("object.not_found");
  expect(await chief.code(shifts.endSeat, { params })).toBe("ok");
  expect(await chief.code(shifts.endSeat, { params })).toBe("roster.not_running");
  clock.forward(1000);
  expect((await seated(0)).map(({ person }) => person.name)).not.toContain("operator");
  expect((await seated(-0.01)).map(({ person }) => person.name)).toContain("operator");
  const [later] = (await seated(8)).filter(({ desk }) => desk === "1");
  expect(await chief.code(shifts.removeSeat, { params: { lineId: later?.lineId ?? "" } })).toBe("ok");
  expect((await logEntries(room, params.lineId)).filter(({ outcome }) => outcome === "done").map(({ detail }) => detail?.["act"])).toEqual([
    "seated",
    "ended",
  ]);
});

it("copies last week's roster seven days on, once", async () => {
  const weekFrom = addDays(firstDay, 7);
  const last = await chief.must(shifts.roster, {
    query: { sectorId: "SU1", from: new Date(startOfDay(firstDay)).toISOString(), to: new Date(startOfDay(weekFrom)).toISOString() },
  });
  const begun = last.filter(({ from }) => Date.parse(from) >= startOfDay(firstDay));
  expect(begun.length).toBeGreaterThan(2);
  expect(await chief.must(shifts.copyRoster, { body: { sectorId: "SU1", weekFrom } })).toEqual({ taken: begun.length, left: [] });
  const copied = await chief.must(shifts.roster, {
    query: {
      sectorId: "SU1",
      from: new Date(startOfDay(weekFrom)).toISOString(),
      to: new Date(startOfDay(weekFrom) + 7 * 24 * HOUR).toISOString(),
    },
  });
  const moved = (lines: readonly RosterLine[], days: number) =>
    lines.map(({ person, desk, vehicle, from, to }) => [
      person.name,
      desk,
      vehicle,
      Date.parse(from) + days * 24 * HOUR,
      Date.parse(to) + days * 24 * HOUR,
    ]);
  // One was ended after a minute: it is copied as it was planned.
  const planned = begun.map((line) => {
    const isEnded = line.person.name === "operator" && line.desk === "1";
    return isEnded ? { ...line, to: new Date(Date.parse(line.from) + 8 * HOUR).toISOString() } : line;
  });
  expect(moved(copied, 0)).toEqual(moved(planned, 7));
  const again = await chief.must(shifts.copyRoster, { body: { sectorId: "SU1", weekFrom } });
  expect([again.taken, again.left.map(({ cause }) => cause)]).toEqual([0, begun.map(() => "person_taken")]);
  expect(await chief.code(shifts.copyRoster, { body: { sectorId: "SU2", weekFrom } })).toBe("object.not_found");
});

it("asks for a reason where a person would sit more hours in a row than the room allows, and logs it", async () => {
  const at = (hour: number): [number, number] => [hour, hour + 8];
  expect(await seat(chief, "operator", { desk: "9" }, at(100))).toBe("ok");
  expect(await seat(chief, "operator", { desk: "9" }, at(108))).toBe("roster.long_row");
  expect(await chief.code(shifts.seat, { body: { ...body("operator", { desk: "9" }, at(108)), anyway: "." } })).toBe(
    "request.reason_missing",
  );
  const anyway = "لا أحد غيره";
  expect(await chief.code(shifts.seat, { body: { ...body("operator", { desk: "9" }, at(108)), anyway } })).toBe("ok");
  const entry = (await logEntries(room)).findLast(({ type }) => type === "roster.changed");
  expect(entry?.detail).toMatchObject({ act: "seated", reason: anyway });
  // Enough rest before it: a row of its own.
  expect(await seat(chief, "operator", { desk: "9" }, at(124))).toBe("ok");
});

it("copies every seat that may be, and says which ones are left out and why: seated out of sight, a retired unit, too many hours", async () => {
  for (const [username, role, sectors] of [
    ["elsewhere", "operator", ["SU1", "SU2"]],
    ["plain", "operator", ["SU1"]],
    ["driver", "patrol", ["SU1"]],
    ["tired", "operator", ["SU1"]],
  ] as const)
    ids.set(username, (await putPerson(room, { username, role, sectors: [...sectors] })).userId);
  const sold = await chief.must(dispatch.createUnit, { body: { code: "D9", kind: "car", sectorId: "SU1" } });
  const drives = await chief.must(shifts.seat, { body: body("driver", { unitId: sold.unitId, vehicle: "17-09" }, [0, 1]) });
  clock.forward(1000);
  await chief.must(shifts.endSeat, { params: { lineId: drives.lineId } });
  clock.forward(1000);
  await chief.must(dispatch.retireUnit, { params: { unitId: sold.unitId }, body: { reason: "بيعت المركبة" } });
  expect(await seat(chief, "elsewhere", { desk: "c1" }, [10, 11])).toBe("ok");
  expect(await seat(await room.as("supervisor2"), "elsewhere", { desk: "c1" }, [7 * 24 + 10, 7 * 24 + 11], "SU2")).toBe("ok");
  expect(await seat(chief, "plain", { desk: "c2" }, [10, 11])).toBe("ok");
  expect(await seat(chief, "tired", { desk: "c3" }, [10, 18])).toBe("ok");
  const long = body("tired", { desk: "c3" }, [18, 26]);
  expect(await chief.code(shifts.seat, { body: { ...long, anyway: "لا أحد غيره" } })).toBe("ok");
  // Two at once: each seat is copied once, and neither copy is refused.
  const copy = { body: { sectorId: "SU1", weekFrom: addDays(firstDay, 3) } };
  const copies = await Promise.all([chief.must(shifts.copyRoster, copy), chief.must(shifts.copyRoster, copy)]);
  const mine = ["elsewhere", "plain", "driver", "tired"];
  for (const { left } of copies)
    expect(left.map(({ person, cause }) => `${person.name} ${cause}`)).toEqual(
      expect.arrayContaining(["elsewhere person_taken", "driver unit_gone", "tired long_row"]),
    );
  const copied = await chief.must(shifts.roster, {
    query: {
      sectorId: "SU1",
      from: new Date(clock.now() + 6 * 24 * HOUR).toISOString(),
      to: new Date(clock.now() + 9 * 24 * HOUR).toISOString(),
    },
  });
  const seats = copied.filter(({ person }) => mine.includes(person.name)).map(({ person, desk }) => `${person.name} ${desk}`);
  expect(seats.toSorted()).toEqual(["plain c2", "tired c3"]);
  const left = copies[0].left.find(({ person }) => person.name === "driver");
  expect(left).toMatchObject({ kind: "crew", unitCode: "D9", vehicle: "17-09" });
  expect(Date.parse(left?.from ?? "")).toBe(Date.parse(drives.from) + 7 * 24 * HOUR);
  const entries = (await logEntries(room, copy.body.sectorId + "/" + copy.body.weekFrom)).filter(({ type }) => type === "roster.copied");
  for (const { detail } of entries)
    expect(detail?.["leftOut"]).toEqual(expect.arrayContaining([expect.objectContaining({ userId: idOf("driver"), cause: "unit_gone" })]));
  expect(entries).toHaveLength(2);
});

it("copies a seat that was ended early with its planned end, and says that the relief of those hours is left out", async () => {
  for (const username of ["ill", "stand-in"]) ids.set(username, (await putPerson(room, { username, role: "operator" })).userId);
  const given = body("ill", { desk: "e1" }, [0, 8]);
  const { lineId } = await chief.must(shifts.seat, { body: given });
  clock.forward(HOUR / 3);
  const ended = await chief.must(shifts.endSeat, { params: { lineId } });
  expect(Date.parse(ended.to) - Date.parse(given.from)).toBeLessThan(HOUR);
  expect(await seat(chief, "stand-in", { desk: "e1" }, [0, 7])).toBe("ok");
  const week = 7 * 24 * HOUR;
  const copied = await chief.must(shifts.copyRoster, { body: { sectorId: "SU1", weekFrom: addDays(localDay(Date.parse(given.from)), 1) } });
  const span = { from: new Date(clock.now() + week).toISOString(), to: new Date(clock.now() + week + HOUR).toISOString() };
  const lines = (await chief.must(shifts.roster, { query: { sectorId: "SU1", ...span } })).filter(({ desk }) => desk === "e1");
  expect(lines.map((line) => [line.person.name, Date.parse(line.from), Date.parse(line.to)])).toEqual([
    ["ill", Date.parse(given.from) + week, Date.parse(given.to) + week],
  ]);
  const left = copied.left.filter(({ desk }) => desk === "e1").map((line) => [line.person.name, line.cause]);
  // A run over midnight has the relief in the week after.
  if (localDay(clock.now()) === localDay(Date.parse(given.from))) expect(left).toEqual([["stand-in", "desk_taken"]]);
});
