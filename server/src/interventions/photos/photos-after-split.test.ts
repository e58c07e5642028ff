import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions, photos, type InterventionCard } from "@amaliyat/contract/interventions";
import { afterAll, beforeAll, expect, it } from "vitest";
import { JPEG } from "../../testing/things/drawings.ts";
import type { TestClient } from "../../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { makeUnit } from "../../testing/things/things.ts";

let room: TestRoom;
let desk: TestClient;
let crew: TestClient;
let unitId: string;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  [desk, crew] = [await room.as("dispatcher"), await room.as("patrol")];
  unitId = (await makeUnit(room, "SU1", "PS-1")).unitId;
});
afterAll(() => room[Symbol.asyncDispose]());

const open = () => desk.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "SUS.PER" } });
const params = ({ interventionId }: InterventionCard) => ({ params: { interventionId } });
const versionOf = async (of: InterventionCard) => (await desk.must(interventions.card, params(of))).version;
const merge = async (one: InterventionCard, into: InterventionCard) =>
  desk.must(interventions.merge, {
    ...params(one),
    body: { version: await versionOf(one), into: into.interventionId, moveAssignments: true },
  });
const shownOn = async (of: InterventionCard) => (await desk.must(photos.list, params(of))).map(({ photoId }) => photoId);

it("a picture that was sent while cases were merged is shown on each after a split, and is kept once", async () => {
  const [one, middle, last, later] = [await open(), await open(), await open(), await open()];
  const { assignmentId } = await desk.must(dispatch.assign, { ...params(one), body: { unitId, anyway: true } });
  const picture = async () => (await crew.must(photos.attach, { params: { assignmentId }, query: {}, body: JPEG })).photoId;
  const split = async (part: InterventionCard) =>
    desk.must(interventions.split, {
      ...params(part),
      body: { version: await versionOf(part), reason: "حدثان مختلفان", assignmentIds: [assignmentId] },
    });
  const own = await picture();
  await merge(one, middle);
  const onMiddle = await picture();
  await merge(middle, last);
  const onLast = await picture();
  await split(one);
  expect(await shownOn(one)).toEqual([own, onMiddle, onLast]);
  expect([await shownOn(middle), await shownOn(last)]).toEqual([[onMiddle], [onMiddle, onLast]]);
  // From then on each has its own.
  const after = await picture();
  expect([await shownOn(one), await shownOn(last)]).toEqual([
    [own, onMiddle, onLast, after],
    [onMiddle, onLast],
  ]);
  await merge(one, later);
  expect(await shownOn(later)).toEqual([own, onMiddle, onLast, after]);
  const { rows } = await room.database.db.pool.query("select photo_id from photo");
  expect(rows.length).toBe(4);
});
