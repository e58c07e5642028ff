import { dispatch } from "@amaliyat/contract/dispatch";
import { identity } from "@amaliyat/contract/identity";
import { interventions } from "@amaliyat/contract/interventions";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { TestClient } from "../../testing/test-client.ts";
import { startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { makeUnit } from "../../testing/things/things.ts";

let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
});
afterAll(() => room[Symbol.asyncDispose]());

const idOf = async (client: TestClient): Promise<string> => (await client.must(identity.me, {})).user.userId;

it("a row says who opened it and who sent each unit by their ids, because two people may have one name", async () => {
  const [operator, dispatcher] = [await room.as("operator"), await room.as("dispatcher")];
  const { interventionId } = await operator.must(interventions.open, {
    body: { origin: "report", channel: "WEB", subcategory: "TRF.OBS", placeText: "سوق" },
  });
  const unit = await makeUnit(room, "SU1", "who-acted");
  await dispatcher.must(dispatch.assign, { params: { interventionId }, body: { unitId: unit.unitId } });
  const row = (await operator.must(interventions.list, { query: {} })).rows.find((one) => one.interventionId === interventionId);
  expect(row?.openedById).toBe(await idOf(operator));
  expect(row?.units.map((one) => one.assignedById)).toEqual([await idOf(dispatcher)]);
});
