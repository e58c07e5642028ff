import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions } from "@amaliyat/contract/interventions";
import { afterAll, beforeAll, expect, it } from "vitest";
import { logEntries } from "../../testing/things/log-entries.ts";
import type { TestClient } from "../../testing/test-client.ts";
import { makeUnit } from "../../testing/things/things.ts";
import { PLACES, startTestRoom, type TestRoom } from "../../testing/test-room.ts";

let room: TestRoom;
let dispatcher: TestClient;
let chief: TestClient;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  [dispatcher, chief] = [await room.as("dispatcher"), await room.as("supervisor")];
});
afterAll(() => room[Symbol.asyncDispose]());

const open = (priority: "P1" | "P3" = "P1") =>
  dispatcher.must(interventions.open, { body: { origin: "desk", subcategory: "OTH.ASL", priority, place: PLACES.SU1 } });
const cardOf = (interventionId: string) => chief.must(interventions.card, { params: { interventionId } });

it("the alarm of an intervention is taken by the first person who presses, and every desk reads who that is", async () => {
  const { interventionId, openedAt, version } = await open();
  expect((await cardOf(interventionId)).takenUp).toBeNull();
  const params = { interventionId };
  const both = await Promise.all([dispatcher, chief].map((desk) => desk.must(interventions.takeUp, { params, body: { since: openedAt } })));
  const [first, second] = both.map(({ takenUp }) => takenUp?.by);
  expect(["dispatcher", "supervisor"]).toContain(first);
  expect(second).toBe(first);
  const { rows } = await chief.must(interventions.list, { query: { state: "open" } });
  expect(rows.find((row) => row.interventionId === interventionId)?.takenUp?.by).toBe(first);
  // A form that is open on the card contradicts nothing.
  expect((await cardOf(interventionId)).version).toBe(version);
  const entries = (await logEntries(room, interventionId)).filter(({ type }) => type === "intervention.taken_up");
  expect(entries.map(({ actor_name }) => actor_name)).toEqual([first]);
});

it("an alarm that begins anew is taken anew: after a unit went away, after a reopening, after it became immediate", async () => {
  const { interventionId, openedAt } = await open();
  const params = { interventionId };
  await dispatcher.must(interventions.takeUp, { params, body: { since: openedAt } });
  const { unitId } = await makeUnit(room, "SU1", "car-7");
  const { assignmentId } = await dispatcher.must(dispatch.assign, { params, body: { unitId } });
  const { endedAt } = await dispatcher.must(dispatch.withdraw, { params: { assignmentId }, body: { reason: "بعيدة" } });
  expect(await chief.must(interventions.takeUp, { params, body: { since: endedAt ?? "" } })).toMatchObject({
    takenUp: { by: "supervisor" },
  });

  const { version } = await cardOf(interventionId);
  const cancelled = await chief.must(interventions.cancel, { params, body: { version, reason: "لا شيء" } });
  expect(await dispatcher.code(interventions.takeUp, { params, body: { since: openedAt } })).toBe("intervention.already_cancelled");
  await chief.must(interventions.reopen, { params, body: { version: cancelled.version, reason: "عاد" } });
  expect((await cardOf(interventionId)).takenUp).toBeNull();

  const calm = await open("P3");
  const other = { params: { interventionId: calm.interventionId } };
  await dispatcher.must(interventions.takeUp, { ...other, body: { since: calm.openedAt } });
  await chief.must(interventions.prioritise, { ...other, body: { version: calm.version, priority: "P1", reason: "سلاح" } });
  expect((await cardOf(calm.interventionId)).takenUp).toBeNull();
});

it("a desk of other sectors takes nothing", async () => {
  const { interventionId, openedAt } = await open();
  const stranger = await room.as("dispatcher2");
  expect(await stranger.code(interventions.takeUp, { params: { interventionId }, body: { since: openedAt } })).toBe("object.not_found");
});
