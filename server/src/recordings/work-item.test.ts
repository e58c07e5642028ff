import { interventions } from "@amaliyat/contract/interventions";
import { recordings } from "@amaliyat/contract/recordings";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { logEntries } from "../testing/things/log-entries.ts";
import { movedClock } from "../testing/moved-clock.ts";
import { signedIn, type TestClient } from "../testing/test-client.ts";
import { PASSWORD, PLACES, startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { makeCamera } from "../testing/things/things.ts";

const DAY = 86_400_000;
const clock = movedClock();
let room: TestRoom;
let client: TestClient;
let cameraId = "";
beforeAll(async () => {
  room = await startTestRoom({ roles: "api", clock: clock.now });
  client = await room.as("supervisor");
  ({ cameraId } = await makeCamera(room, "SU1", "gate"));
});
afterAll(() => room[Symbol.asyncDispose]());

const make = (subcategory = "TRF.OBS") =>
  client.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: subcategory as "TRF.OBS" } });
const live = (interventionId: string) => client.code(recordings.openLive, { body: { cameraId, stream: "main", interventionId } });
const replay = (interventionId: string) => {
  const [from, to] = [new Date(clock.now() - 60_000).toISOString(), new Date(clock.now()).toISOString()];
  return client.code(recordings.openReplay, { body: { cameraId, from, to, interventionId } });
};

it("an open intervention explains both, a closed one a replay of the next thirty days, a cancelled one nothing", async () => {
  const one = await make();
  const params = { interventionId: one.interventionId };
  expect([await live(one.interventionId), await replay(one.interventionId)]).toEqual(["ok", "ok"]);
  await client.must(interventions.close, { params, body: { version: one.version, disposition: "03", outcome: "تم" } });
  expect([await live(one.interventionId), await replay(one.interventionId)]).toEqual(["purpose.not_a_work_item", "ok"]);
  const other = await make();
  await client.must(interventions.cancel, {
    params: { interventionId: other.interventionId },
    body: { version: other.version, reason: "خطأ" },
  });
  expect([await live(other.interventionId), await replay(other.interventionId)]).toEqual([
    "purpose.not_a_work_item",
    "purpose.not_a_work_item",
  ]);
  clock.forward(31 * DAY);
  client = await signedIn(room.url, "supervisor", PASSWORD);
  expect(await replay(one.interventionId)).toBe("purpose.not_a_work_item");
});

it("history that was imported explains nothing", async () => {
  const { interventionId } = await make();
  await room.database.db.pool.query("update intervention set import_id = $2 where intervention_id = $1", [interventionId, randomUUID()]);
  expect(await live(interventionId)).toBe("purpose.not_a_work_item");
});

it("a camera that does not serve what the intervention is about asks for a purpose", async () => {
  const { interventionId } = await make("PRK.PUB");
  expect(await live(interventionId)).toBe("purpose.missing");
});

it("a replay ends at the present, in the answer and in the log", async () => {
  const from = clock.now() - 60_000;
  const span = { from: new Date(from).toISOString(), to: new Date(from + 3_600_000).toISOString() };
  const opened = await client.must(recordings.openReplay, { body: { cameraId, ...span, purpose: "road_traffic" } });
  expect(Date.parse(opened.to)).toBeLessThanOrEqual(clock.now());
  expect((await logEntries(room, cameraId)).at(-1)?.detail).toMatchObject({ from: span.from, to: opened.to });
  const later = { from: span.to, to: new Date(from + 7_200_000).toISOString() };
  expect(await client.code(recordings.openReplay, { body: { cameraId, ...later, purpose: "road_traffic" } })).toBe("replay.span_too_long");
});
