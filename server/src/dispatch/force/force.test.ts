import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions } from "@amaliyat/contract/interventions";
import { Columns } from "@amaliyat/domain/dispatch";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { PLACES, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { Force } from "./force.ts";

let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
});
afterAll(() => room[Symbol.asyncDispose]());

const NONE: ReadonlySet<string> = new Set();

/** Advice data of one unit, as a person who covers SU1 gets it. */
async function known(force: Force, unitId: string, interventionId = "", covers = ["SU1"], boundHere = NONE) {
  const at = Date.now();
  await force.catchUp(at);
  return force.rankables({ interventionId, covers, boundHere, at }).units.find((unit) => unit.unitId === unitId);
}

it("follows what is committed: a unit, its work, its service, and whoever may see it", async () => {
  const [supervisor, dispatcher] = [await room.as("supervisor"), await room.as("dispatcher")];
  const force = new Force(room.database.db, null);
  const { unitId } = await supervisor.must(dispatch.createUnit, {
    body: { code: "F-1", kind: "car", sectorId: "SU1", skills: ["minors"] },
  });
  expect(await known(force, unitId)).toMatchObject({
    skills: ["minors"],
    inService: true,
    hoursWorked: 0,
    assignments: [],
    position: null,
  });
  const { interventionId } = await dispatcher.must(interventions.open, {
    body: { origin: "desk", place: PLACES.SU1, subcategory: "TRF.OBS" },
  });
  const { assignmentId } = await dispatcher.must(dispatch.assign, { params: { interventionId }, body: { unitId } });
  expect(await known(force, unitId, interventionId)).toMatchObject({ assignments: ["assigned"], isHere: true });
  await dispatcher.must(dispatch.withdraw, { params: { assignmentId }, body: { reason: "غيرها" } });
  expect(await known(force, unitId, interventionId)).toMatchObject({ assignments: [], isHere: false });
  expect(await known(force, unitId, "", ["SU2"])).toBeUndefined();
  expect(force.reachesBeyond(["SU1"])).toBe(false);
  expect(force.reachesBeyond(["SU2"])).toBe(true);
  expect(await known(force, unitId, "", ["SU2"], new Set([unitId]))).toBeDefined();
});

it("reads what an older transaction commits after a younger one was read", async () => {
  const supervisor = await room.as("supervisor");
  const ids: string[] = [];
  for (const code of ["F-2", "F-3"])
    ids.push((await supervisor.must(dispatch.createUnit, { body: { code, kind: "car", sectorId: "SU1" } })).unitId);
  const [older = "", younger = ""] = ids;
  const force = new Force(room.database.db, null);
  const client = await room.database.db.pool.connect();
  try {
    await client.query("begin");
    await client.query("update unit set distress_at = now() where unit_id = $1", [older]);
    await room.database.db.pool.query("update unit set distress_at = now() where unit_id = $1", [younger]);
    expect(await known(force, younger)).toMatchObject({ distress: true });
    expect(await known(force, older)).toMatchObject({ distress: false });
    await client.query("commit");
  } finally {
    client.release();
  }
  expect(await known(force, older)).toMatchObject({ distress: true });
});

it("reads on by itself once advice was asked for, and not before", async () => {
  const supervisor = await room.as("supervisor");
  const { db } = room.database;
  const [idle, asked] = [new Force(db, null), new Force(db, null)];
  await using _idle = idle.follow(Date.now);
  await using _asked = asked.follow(Date.now);
  const { unitId } = await supervisor.must(dispatch.createUnit, { body: { code: "F-9", kind: "car", sectorId: "SU1" } });
  const held = (force: Force) =>
    force.rankables({ interventionId: "", covers: ["SU1"], boundHere: NONE, at: Date.now() }).units.find((unit) => unit.unitId === unitId);
  expect(held(asked)).toBeUndefined();
  // Usually 1,000 ms.
  await vi.waitFor(() => expect(held(asked)).toBeDefined(), 5_000);
  expect(held(idle)).toBeUndefined();
});

it("weighs a unit that moves at a position of 1.5 s ago at most, and one that lost its position at none", async () => {
  const supervisor = await room.as("supervisor");
  const { db } = room.database;
  const { unitId } = await supervisor.must(dispatch.createUnit, { body: { code: "F-10", kind: "car", sectorId: "SU1" } });
  const force = new Force(db, null);
  expect(await known(force, unitId)).toMatchObject({ position: null });
  const moveTo = (lat: number | null) =>
    db.pool.query(
      "update unit set lat = $2::float8, lon = $2::float8, position_at = case when $2::float8 is not null then now() end where unit_id = $1",
      [unitId, lat],
    );
  await moveTo(31);
  expect(await known(force, unitId)).toMatchObject({ position: { point: { lat: 31, lon: 31 } } });
  await moveTo(32);
  // Usually 1,500 ms.
  await vi.waitFor(async () => expect(await known(force, unitId)).toMatchObject({ position: { point: { lat: 32, lon: 32 } } }), 15_000);
  await moveTo(33);
  await force.followMoves();
  expect(await known(force, unitId)).toMatchObject({ position: { point: { lat: 33, lon: 33 } } });
  await moveTo(null);
  expect(await known(force, unitId)).toMatchObject({ position: null });
  await force.followMoves();
  expect(await known(force, unitId)).toMatchObject({ position: null });
});

it("reads once for all who ask at the same time", async () => {
  const force = new Force(room.database.db, null);
  const readings = Array.from({ length: 20 }, () => force.catchUp(Date.now()));
  expect(new Set(readings).size).toBe(1);
  await Promise.all(readings);
  expect(force.catchUp(Date.now())).not.toBe(readings[0]);
});

const numbersOf = ({ all, length }: Columns): number[][] => Object.values(all).map((column) => [...column.subarray(0, length)]);

it("follows units from sector to sector with their work, whichever of the list they leave, and counts their hours of work", async () => {
  const [supervisor, dispatcher] = [await room.as("supervisor"), await room.as("dispatcher")];
  const { db } = room.database;
  const force = new Force(db, null);
  const ids: string[] = [];
  for (const code of ["F-4", "F-5", "F-6"])
    ids.push((await supervisor.must(dispatch.createUnit, { body: { code, kind: "car", sectorId: "SU1" } })).unitId);
  const body = { origin: "desk", place: PLACES.SU1, subcategory: "TRF.OBS" } as const;
  const { interventionId } = await dispatcher.must(interventions.open, { body });
  for (const unitId of ids) await dispatcher.must(dispatch.assign, { params: { interventionId }, body: { unitId } });
  const seenIn = async (sector: string, at = Date.now()) => {
    await force.catchUp(Date.now());
    const { units, columns, here } = force.rankables({ interventionId, covers: [sector, "SU3"], boundHere: NONE, at });
    expect(numbersOf(columns)).toEqual(numbersOf(Columns.of(units)));
    expect(here).toEqual(units.filter(({ isHere }) => isHere));
    return units
      .filter((unit) => ids.includes(unit.unitId))
      .map(({ unitId, isHere, hoursWorked }) => [ids.indexOf(unitId), isHere, Math.round(hoursWorked)] as const)
      .toSorted(([a], [b]) => a - b);
  };
  expect(await seenIn("SU1")).toEqual([0, 1, 2].map((nth) => [nth, true, 0]));
  for (const [nth, sector] of [
    [1, "SU2"],
    [2, "SU2"],
    [1, "SU1"],
    [0, "SU2"],
  ] as const)
    await db.pool.query("update unit set sector_id = $2 where unit_id = $1", [ids[nth], sector]);
  expect(await seenIn("SU1")).toEqual([[1, true, 0]]);
  expect(await seenIn("SU2")).toEqual([0, 2].map((nth) => [nth, true, 0]));
  // Work that has not ended grows by itself, and no crew has worked more than the hours that count.
  const later = (hours: number) => Date.now() + hours * 3_600_000;
  expect(await seenIn("SU2", later(3))).toEqual([0, 2].map((nth) => [nth, true, 3]));
  expect(await seenIn("SU2", later(30))).toEqual([0, 2].map((nth) => [nth, true, 8]));
  await db.pool.query("update assignment set kind = 'cleared', cleared_at = assigned_at + interval '2 hours' where unit_id = $1", [ids[0]]);
  expect((await seenIn("SU2", later(31)))[0]).toEqual([0, false, 0]);
  expect((await seenIn("SU2", later(33)))[1]).toEqual([2, true, 8]);
});
