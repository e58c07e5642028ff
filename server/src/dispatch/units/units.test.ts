import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions } from "@amaliyat/contract/interventions";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { logEntries } from "../../testing/things/log-entries.ts";
import { codeOf, type TestClient } from "../../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { endHelp, makeUnit, takeUpHelp } from "../../testing/things/things.ts";

let room: TestRoom;
let dispatcher: TestClient;
let unitId: string;
let made = 0;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  dispatcher = await room.as("dispatcher");
});
afterAll(() => room[Symbol.asyncDispose]());
beforeEach(async () => {
  const supervisor = await room.as("supervisor");
  unitId = (await supervisor.must(dispatch.createUnit, { body: { code: `U-${made++}`, kind: "car", sectorId: "SU1" } })).unitId;
});

const open = async () =>
  (await dispatcher.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "TRF.OBS" } })).interventionId;
const send = (interventionId: string, anyway = false) =>
  dispatcher.ask(dispatch.assign, { params: { interventionId }, body: { unitId, anyway } });
const now = async () => (await dispatcher.must(dispatch.units, {})).find((unit) => unit.unitId === unitId);
const later = (ms: number) => new Date(Date.now() + ms).toISOString();
const stamp = (assignmentId: string, status: "accepted" | "on_scene" | "cleared") =>
  dispatcher.must(dispatch.stamp, { params: { assignmentId }, body: { status } });

describe("a unit on several interventions", () => {
  it("is sent to another only by who says to know it, works on one at a time and turns to the next when it is done", async () => {
    const [first, second, third] = [await open(), await open(), await open()];
    const one = await send(first);
    if (!one.ok) throw new Error(one.error.code);
    expect(await send(second)).toMatchObject({ error: { code: "unit.already_assigned" } });
    expect(codeOf(await send(first, true))).toBe("unit.already_here");
    const two = await send(second, true);
    const three = await send(third, true);
    if (!two.ok || !three.ok) throw new Error("a unit could not be sent on");
    expect(await now()).toMatchObject({ interventionId: first, alsoAt: [second, third], status: "assigned" });
    await stamp(one.value.assignmentId, "on_scene");
    await stamp(one.value.assignmentId, "cleared");
    expect(await now()).toMatchObject({ interventionId: second, alsoAt: [third], status: "assigned" });
    const { rows } = await room.database.db.pool.query<{ id: string }>(
      "select assignment_id as id from assignment where unit_id = $1 and not stacked and cleared_at is null",
      [unitId],
    );
    expect(rows.map(({ id }) => id)).toEqual([two.value.assignmentId]);
    await stamp(three.value.assignmentId, "on_scene");
    expect(await now()).toMatchObject({ interventionId: third, alsoAt: [second], status: "on_scene" });
  });

  it("goes on with the one that stays when both turn out to be the same", async () => {
    const [keeps, leaves] = [await open(), await open()];
    await send(keeps);
    await send(leaves, true);
    const { version } = await dispatcher.must(interventions.card, { params: { interventionId: leaves } });
    await dispatcher.must(interventions.merge, {
      params: { interventionId: leaves },
      body: { version, into: keeps, moveAssignments: true },
    });
    expect(await now()).toMatchObject({ interventionId: keeps, alsoAt: [], status: "assigned" });
  });
});

describe("a reservation", () => {
  const reserve = (until: string | null) =>
    dispatcher.ask(dispatch.reserve, { params: { unitId }, body: { until, for: "حراسة المستشفى" } });

  it("keeps a unit free until its moment, which must be to come", async () => {
    expect(codeOf(await reserve(later(-1000)))).toBe("unit.reservation_past");
    expect(await reserve(later(3_600_000))).toMatchObject({ value: { status: "reserved", reservedFor: "حراسة المستشفى" } });
    const work = await open();
    expect(await send(work)).toMatchObject({ error: { code: "unit.reserved" } });
    expect(await reserve(null)).toMatchObject({ value: { status: "available", reservedFor: null } });
    expect(await send(work)).toMatchObject({ ok: true });
  });
});

describe("what is said of a unit", () => {
  it("is out of service with a reason of the list, and what it is made of is the supervisor's", async () => {
    const service = (body: object) => dispatcher.ask(dispatch.setUnitService, { params: { unitId }, body: body as { available: boolean } });
    expect(codeOf(await service({ available: false }))).toBe("unit.reason_missing");
    expect(await service({ available: false, reason: "fuel", note: "المحطة" })).toMatchObject({
      value: { status: "unavailable", outReason: "fuel", outNote: "المحطة" },
    });
    expect(await service({ available: true })).toMatchObject({ value: { status: "available", outReason: null, outNote: null } });
    const supervisor = await room.as("supervisor");
    const body = { skills: ["first_aid" as const, "first_aid" as const], crew: ["أ. بن علي", "س. قادري"], vehicle: "00123-16" };
    expect(await supervisor.must(dispatch.changeUnit, { params: { unitId }, body })).toMatchObject({ ...body, skills: ["first_aid"] });
    expect(codeOf(await dispatcher.ask(dispatch.changeUnit, { params: { unitId }, body }))).toBe("access.not_your_role");
    expect(codeOf(await (await room.as("supervisor2")).ask(dispatch.changeUnit, { params: { unitId }, body }))).toBe("object.not_found");
  });

  it("a crew on scene is due again a quarter of an hour after its last word", async () => {
    const sent = await send(await open());
    if (!sent.ok) throw new Error(sent.error.code);
    expect(await now()).toMatchObject({ checkInDue: null });
    await stamp(sent.value.assignmentId, "on_scene");
    const due = Date.parse((await now())?.checkInDue ?? "");
    expect(due).toBeGreaterThan(Date.now() + 14 * 60_000);
    const heard = await dispatcher.must(dispatch.hear, { params: { unitId }, body: { activity: "report" } });
    expect(Date.parse(heard.checkInDue ?? "")).toBeGreaterThan(due);
    expect(heard.activity).toBe("report");
    await stamp(sent.value.assignmentId, "cleared");
    expect(await now()).toMatchObject({ checkInDue: null, activity: null });
  });
});

describe("a call for help", () => {
  it("stands from its first moment, is taken up by somebody with a name, and ends with a reason", async () => {
    const patrol = await room.as("patrol");
    await makeUnit(room, "SU1", "PANIC");
    const call = (at: string, place: { lat: number; lon: number } | null) =>
      patrol.must(dispatch.panic, { query: {}, body: { at, place } });
    const first = later(-5000);
    expect(await call(first, PLACES.SU1)).toMatchObject({ distress: { at: first, place: PLACES.SU1, takenUpBy: null } });
    const farther = { lat: PLACES.SU1.lat + 0.0001, lon: PLACES.SU1.lon };
    const again = await call(later(0), farther);
    expect(again).toMatchObject({ distress: { at: first, place: farther } });
    const taken = await takeUpHelp(dispatcher, again);
    expect(taken.ok && taken.value.distress?.takenUpBy).toBeTruthy();
    expect(await endHelp(dispatcher, again)).toMatchObject({ value: { distress: null } });
    expect(codeOf(await takeUpHelp(dispatcher, again))).toBe("unit.no_distress");
    const said = (await logEntries(room)).filter(({ type }) => type.startsWith("unit.distress"));
    expect(said.map(({ type }) => type)).toEqual([
      "unit.distress_called",
      "unit.distress_called",
      "unit.distress_taken_up",
      "unit.distress_ended",
    ]);
  });
});
