import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions } from "@amaliyat/contract/interventions";
import { Columns, type Rankable, type RoadNetwork } from "@amaliyat/domain/dispatch";
import { afterAll, beforeAll, expect, it } from "vitest";
import { SYSTEM, transaction } from "../../platform/database/index.ts";
import { makeLog } from "../../platform/log.ts";
import { PLACES, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { Force } from "./force.ts";
import { learnSpeeds } from "./learn-speeds.ts";
import { Roads } from "./roads.ts";
import { learntSpeeds } from "../rows/speeds-store.ts";
import { forgetPositions } from "../rows/units-store.ts";

let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
});
afterAll(() => room[Symbol.asyncDispose]());

/** A street of 2 km to the east of the place, reckoned with 7 m/s. */
const { lat, lon } = PLACES.SU1;
const network: RoadNetwork = {
  nodes: [lat, lon, lat, lon + 0.02],
  ways: [{ class: "residential", name: null, oneway: false, limitKmh: null, nodes: [0, 1] }],
};

const CAR: Rankable = {
  unitId: "car",
  unitKind: "car",
  skills: [],
  sectorId: "SU1",
  hoursWorked: 0,
  isHere: false,
  inService: true,
  reservedUntil: null,
  distress: false,
  position: null,
  assignments: [],
};

it("learns the speed of an hour from the room's own drives, once each; it stays when the positions are forgotten", async () => {
  const [supervisor, dispatcher] = [await room.as("supervisor"), await room.as("dispatcher")];
  const { db } = room.database;
  const roads = new Roads(network);
  // In the middle of an hour that is over.
  const arrived = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 1_800_000;
  for (let nth = 0; nth < 20; nth++) {
    const { unitId } = await supervisor.must(dispatch.createUnit, { body: { code: `L-${nth}`, kind: "car", sectorId: "SU1" } });
    const body = { origin: "desk", place: PLACES.SU1, subcategory: "TRF.OBS" } as const;
    const { interventionId } = await dispatcher.must(interventions.open, { body });
    const { assignmentId } = await dispatcher.must(dispatch.assign, { params: { interventionId }, body: { unitId } });
    // Five minutes at half of the speed that is reckoned with, all of them in one hour of the day.
    await db.pool.query(
      "insert into unit_position select $1, to_timestamp($2::float8 / 1000) - make_interval(secs => (60 - n) * 5), $3, $4::float8 + n * 17.5 / 94600, null from generate_series(0, 60) n",
      [unitId, arrived, lat, lon],
    );
    await db.pool.query(
      "update assignment set kind = 'cleared', en_route_at = to_timestamp($2::float8 / 1000) - interval '5 minutes', on_scene_at = to_timestamp($2::float8 / 1000), cleared_at = now() where assignment_id = $1",
      [assignmentId, arrived],
    );
  }
  const deps = { db, roads, clock: Date.now, log: makeLog("silent") };
  const secondsBy = (by: Roads, at: number): number => {
    by.turnTo(at);
    const columns = Columns.of([{ ...CAR, start: by.start("car", { lat, lon }) }]);
    return by.to({ lat, lon: lon + 0.02 }, columns)?.(0) ?? Number.NaN;
  };
  const seconds = (at: number): number => secondsBy(roads, at);
  const assumed = seconds(arrived - 150_000);
  await learnSpeeds(deps);
  const learnt = await transaction(db, SYSTEM, learntSpeeds, { readOnly: true });
  expect(learnt.reduce((sum, { drivenS }) => sum + drivenS, 0)).toBeCloseTo(20 * 300, 0);
  const slower = seconds(arrived - 150_000);
  expect(slower).toBeGreaterThan(1.5 * assumed);
  expect(seconds(arrived + 6 * 3_600_000)).toBeCloseTo(assumed, 6);
  await learnSpeeds(deps);
  expect(await transaction(db, SYSTEM, learntSpeeds, { readOnly: true })).toEqual(learnt);
  await transaction(db, SYSTEM, (tx) => forgetPositions(tx, new Date()));
  const later = new Roads(network);
  await learnSpeeds({ ...deps, roads: later });
  expect(secondsBy(later, arrived - 150_000)).toBeCloseTo(slower, 6);
  expect((await db.pool.query("select from unit_position")).rowCount).toBe(0);
});

it("weighs units that stand still by the speeds of now", async () => {
  const supervisor = await room.as("supervisor");
  const roads = new Roads(network);
  const force = new Force(room.database.db, roads);
  const { unitId } = await supervisor.must(dispatch.createUnit, { body: { code: "L-S", kind: "car", sectorId: "SU1" } });
  await room.database.db.pool.query("update unit set lat = $2, lon = $3, position_at = now() where unit_id = $1", [
    unitId,
    lat,
    lon + 0.01,
  ]);
  const at = Date.now();
  const secondsNow = async (): Promise<number> => {
    await force.catchUp(at);
    roads.turnTo(at);
    const { units, columns } = force.rankables({ interventionId: "", covers: ["SU1"], boundHere: new Set(), at });
    const nth = units.findIndex((one) => one.unitId === unitId);
    return roads.to({ lat, lon: lon + 0.02 }, columns)?.(nth) ?? Number.NaN;
  };
  const before = await secondsNow();
  roads.learn(Array.from({ length: 24 }, (_, hour) => ({ hour, roadClass: "residential", expectedS: 10_000, drivenS: 20_000 }) as const));
  const ratio = (600 + 20_000) / (600 + 10_000);
  expect(await secondsNow()).toBeCloseTo(before * ratio, 3);
});
