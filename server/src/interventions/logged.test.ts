import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions } from "@amaliyat/contract/interventions";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { SYSTEM, transaction } from "../platform/database/index.ts";
import { logEntries } from "../testing/things/log-entries.ts";
import type { TestClient } from "../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { makeCamera, makeUnit } from "../testing/things/things.ts";
import { patrolsOf } from "./rows/interventions-queries.ts";

let room: TestRoom;
let dispatcher: TestClient;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  dispatcher = await room.as("dispatcher");
});
afterAll(() => room[Symbol.asyncDispose]());

it("the clip that an opening attaches is logged with the camera", async () => {
  const { cameraId } = await makeCamera(room, "SU1", "gate");
  const card = await dispatcher.must(interventions.open, { body: { origin: "video", cameraId } });
  const entry = (await logEntries(room, cameraId)).at(-1);
  expect(entry).toMatchObject({ type: "clip.attached", work_item: card.reference, detail: { clipId: card.clips[0]?.clipId } });
});

it("a move is logged from where to where; without a point the sector stays", async () => {
  const card = await dispatcher.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1 } });
  const params = { interventionId: card.interventionId };
  const moved = await dispatcher.must(interventions.place, { params, body: { version: card.version, place: null, placeText: "السوق" } });
  expect(moved).toMatchObject({ sectorId: "SU1", place: null });
  expect((await logEntries(room, card.interventionId)).at(-1)?.detail).toMatchObject({
    place: { from: { point: PLACES.SU1, text: null, sectorId: "SU1" }, to: { point: null, text: "السوق", sectorId: "SU1" } },
  });
});

it("tells a patrol of an intervention for as long as its unit is bound to it", async () => {
  const { unitId, userId } = await makeUnit(room, "SU1", "L-1");
  const { interventionId } = await dispatcher.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1 } });
  const told = () => transaction(room.database.db, SYSTEM, (tx) => patrolsOf(tx, interventionId));
  const { assignmentId } = await dispatcher.must(dispatch.assign, { params: { interventionId }, body: { unitId } });
  expect(await told()).toEqual([userId]);
  await dispatcher.must(dispatch.withdraw, { params: { assignmentId }, body: { reason: "غيرها" } });
  expect(await told()).toEqual([]);
});

it("row-level security keeps what is written within the caller's sectors too", async () => {
  const there = await (await room.as("dispatcher2")).must(interventions.open, { body: { origin: "desk", place: PLACES.SU2 } });
  const here = await dispatcher.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1 } });
  const scope = { userId: "", role: "dispatcher", sectors: ["SU1"] };
  const run = (text: string) => transaction(room.database.db, scope, (tx) => sql.raw(text).execute(tx));
  await expect(run(`update intervention set sector_id = 'SU2' where intervention_id = '${here.interventionId}'`)).rejects.toThrow(
    "row-level",
  );
  const event = `insert into intervention_event values ('${there.interventionId}', 99, now(), null, 'noted', '{}')`;
  await expect(run(event)).rejects.toThrow("row-level");
  await expect(
    run("insert into call (call_id, arrived_at, line, nature, sector_id) values (gen_random_uuid(), now(), '17', 'HLP', 'SU2')"),
  ).rejects.toThrow("row-level");
  await expect(run("insert into unit_position select unit_id, now(), 0, 0 from unit")).rejects.toThrow("row-level");
  expect((await run("select from unit_position")).rows).toEqual([]);
  expect((await run("select from import_job")).rows).toEqual([]);
});
