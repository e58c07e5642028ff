import { dispatch } from "@amaliyat/contract/dispatch";
import { identity } from "@amaliyat/contract/identity";
import { interventions } from "@amaliyat/contract/interventions";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openScreen } from "../testing/screen.ts";
import type { TestClient } from "../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { makeUnit } from "../testing/things/things.ts";

/** The dispatcher above both sectors (`wide`) sends the unit of SU1 (`home`) to an intervention of SU2 (`there`). */
let room: TestRoom;
let wide: TestClient;
let home: TestClient;
let there: TestClient;
let unitId = "";
let interventionId = "";
let assignmentId = "";

beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  [wide, home, there] = [await room.as("dispatcher0"), await room.as("dispatcher"), await room.as("dispatcher2")];
  unitId = (await makeUnit(room, "SU1", "X-1")).unitId;
});
afterAll(() => room[Symbol.asyncDispose]());
beforeEach(async () => {
  await room.database.db.pool.query("update assignment set kind = 'withdrawn', withdrawn_at = now() where kind = any($1)", [
    ["assigned", "accepted", "en_route", "on_scene"],
  ]);
  const made = await there.must(interventions.open, { body: { origin: "desk", place: PLACES.SU2, subcategory: "TRF.OBS" } });
  interventionId = made.interventionId;
  assignmentId = (await wide.must(dispatch.assign, { params: { interventionId }, body: { unitId } })).assignmentId;
});

const unitOf = async (client: TestClient) => (await client.must(dispatch.units, {})).find((unit) => unit.unitId === unitId);
const cardOf = (client: TestClient) => client.must(interventions.card, { params: { interventionId } });
const stamp = (client: TestClient, status: "en_route" | "on_scene" | "cleared") =>
  client.code(dispatch.stamp, { params: { assignmentId }, body: { status } });

describe("a unit at work in another sector", () => {
  it("is bound for its own dispatcher too, who cannot send it twice and sees nothing of the other intervention", async () => {
    expect(await unitOf(home)).toMatchObject({ status: "assigned", interventionId });
    const own = await home.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "TRF.OBS" } });
    const again = { params: { interventionId: own.interventionId }, body: { unitId } };
    expect(await home.code(dispatch.assign, again)).toBe("unit.already_assigned");
    expect(await home.code(interventions.card, { params: { interventionId } })).toBe("object.not_found");
  });

  it("is seen where it works, holds the intervention open, and may be stamped and withdrawn there", async () => {
    expect(await unitOf(there)).toMatchObject({ status: "assigned", interventionId });
    expect((await cardOf(there)).units).toMatchObject([{ assignmentId, unitCode: "X-1", state: "assigned" }]);
    expect(await stamp(there, "en_route")).toBe("ok");
    const body = { version: (await cardOf(there)).version, disposition: "03", outcome: "تم" } as const;
    const close = () => there.code(interventions.close, { params: { interventionId }, body });
    expect(await close()).toBe("intervention.units_still_assigned");
    expect(await there.code(dispatch.withdraw, { params: { assignmentId }, body: { reason: "غيرها أقرب" } })).toBe("ok");
    expect((await cardOf(there)).units).toMatchObject([{ unitCode: "X-1", state: "withdrawn" }]);
    expect(await unitOf(there)).toBeUndefined();
    expect(await unitOf(home)).toMatchObject({ status: "available" });
    expect(await close()).toBe("ok");
  });

  it("is stamped by its own dispatcher, whose stamp reaches the intervention and its screens", async () => {
    const screen = await openScreen(there);
    expect(await stamp(home, "on_scene")).toBe("ok");
    await screen.happens("unit", ({ row }) => row.unitId === unitId && row.status === "on_scene");
    await screen.happens("intervention", ({ row }) => row.units.some((unit) => unit.state === "on_scene"));
    screen.socket.terminate();
    const { rows } = await room.database.db.pool.query("select on_scene_at from intervention where intervention_id = $1", [interventionId]);
    expect(rows[0]).toMatchObject({ on_scene_at: expect.any(Date) as Date });
    expect(await home.code(dispatch.withdraw, { params: { assignmentId }, body: { reason: "خطأ" } })).toBe("ok");
  });

  it("is withdrawn with a cancelled intervention, and its own sector is told", async () => {
    const screen = await openScreen(home);
    const body = { version: (await cardOf(there)).version, reason: "بلاغ كاذب" };
    expect(await there.code(interventions.cancel, { params: { interventionId }, body })).toBe("ok");
    await screen.happens("unit", ({ row }) => row.unitId === unitId && row.status === "available");
    screen.socket.terminate();
  });

  it("is not taken out of service by those who only see it work", async () => {
    const service = { params: { unitId }, body: { available: false, reason: "other" as const } };
    expect(await there.code(dispatch.setUnitService, service)).toBe("object.not_found");
  });

  it("shows nothing of its other work there", async () => {
    const own = await home.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "TRF.OBS" } });
    await wide.must(dispatch.withdraw, { params: { assignmentId }, body: { reason: "عودة" } });
    const before = await home.must(dispatch.assign, { params: { interventionId: own.interventionId }, body: { unitId } });
    const stampThere = { params: { assignmentId: before.assignmentId }, body: { status: "accepted" } } as const;
    expect(await there.code(dispatch.stamp, stampThere)).toBe("object.not_found");
    await home.must(dispatch.withdraw, { params: { assignmentId: before.assignmentId }, body: { reason: "عودة" } });
    await wide.must(dispatch.assign, { params: { interventionId }, body: { unitId } });
    expect(await there.code(dispatch.stamp, stampThere)).toBe("object.not_found");
  });
});

it("a unit is spoken for by a patrol of one's own sectors", async () => {
  const users = await (await room.as("first")).must(identity.users, {});
  const userId = users.find((user) => user.username === "patrol2")?.userId ?? null;
  const body = { code: "X-2", kind: "car", sectorId: "SU1", userId } as const;
  expect(await (await room.as("supervisor")).code(dispatch.createUnit, { body })).toBe("object.not_found");
});
