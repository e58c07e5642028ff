import { dispatch, type Assignment } from "@amaliyat/contract/dispatch";
import { identity } from "@amaliyat/contract/identity";
import { interventions } from "@amaliyat/contract/interventions";
import type { BodyOf } from "@amaliyat/contract/route";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { logEntries } from "../testing/things/log-entries.ts";
import { openScreen } from "../testing/screen.ts";
import { codeOf, signedIn, type TestClient } from "../testing/test-client.ts";
import { putPerson } from "../testing/people.ts";
import { PASSWORD, PLACES, startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { makeUnit } from "../testing/things/things.ts";

let room: TestRoom;
let dispatcher: TestClient;
let patrol: TestClient;
let unitId = "";
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  [dispatcher, patrol] = [await room.as("dispatcher"), await room.as("patrol")];
  unitId = (await makeUnit(room, "SU1", "D-1")).unitId;
});
afterAll(() => room[Symbol.asyncDispose]());
beforeEach(async () => {
  await room.database.db.pool.query(
    "update assignment set kind = 'withdrawn', withdrawn_at = now() where kind in ('assigned','accepted','en_route','on_scene')",
  );
});

const open = (place = PLACES.SU1 as { lat: number; lon: number }) =>
  dispatcher.must(interventions.open, { body: { origin: "desk", place, subcategory: "OTH.ANI" } });
const send = (interventionId: string, unit = unitId, by = dispatcher) =>
  by.ask(dispatch.assign, { params: { interventionId }, body: { unitId: unit } });
const sent = async (interventionId: string, unit = unitId): Promise<Assignment> => {
  const result = await send(interventionId, unit);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};
const report = (assignmentId: string, status: BodyOf<typeof dispatch.stamp>["status"], by = patrol, reason?: string) =>
  by.ask(dispatch.stamp, { params: { assignmentId }, body: { status, ...(reason === undefined ? {} : { reason }) } });
const withdraw = (assignmentId: string, reason = "غيرها أقرب") =>
  dispatcher.ask(dispatch.withdraw, { params: { assignmentId }, body: { reason } });
const makeIdle = async (code: string) =>
  (await (await room.as("supervisor")).must(dispatch.createUnit, { body: { code, kind: "car", sectorId: "SU1" } })).unitId;
const cardOf = (interventionId: string) => dispatcher.must(interventions.card, { params: { interventionId } });
const unitNow = async (id = unitId) => (await dispatcher.must(dispatch.units, {})).find((unit) => unit.unitId === id);

describe("a patrol that is sent", () => {
  it("sees its orders, stamps its way, and is free again; the room sees each step", async () => {
    const { interventionId, reference } = await open();
    const screen = await openScreen(dispatcher);
    const { assignmentId } = await sent(interventionId);
    const duty = await patrol.must(dispatch.duty, {});
    expect(duty).toMatchObject({
      unit: { unitId, status: "assigned", interventionId },
      assignments: [{ assignmentId, reference, place: PLACES.SU1, subcategory: "OTH.ANI" }],
    });
    for (const status of ["accepted", "en_route", "on_scene", "cleared"] as const) {
      expect(await report(assignmentId, status)).toMatchObject({ value: { state: status } });
      await screen.happens("intervention", ({ row }) =>
        row.units.some((unit) => unit.assignmentId === assignmentId && unit.state === status),
      );
    }
    screen.socket.terminate();
    const [assignment] = (await cardOf(interventionId)).units;
    const stamps = [assignment?.assignedAt, assignment?.acceptedAt, assignment?.enRouteAt, assignment?.onSceneAt, assignment?.clearedAt];
    const times = stamps.map((stamp) => Date.parse(stamp ?? ""));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.every(Number.isFinite)).toBe(true);
    expect(await unitNow()).toMatchObject({ status: "available", interventionId: null });
    expect((await patrol.must(dispatch.duty, {}))?.assignments).toEqual([]);
    const entries = await logEntries(room, assignmentId);
    expect(entries.map(({ type, actor_name, detail }) => [type, actor_name, detail?.["state"]])).toEqual(
      ["accepted", "en_route", "on_scene", "cleared"].map((state) => ["assignment.stamped", "patrol", state]),
    );
    expect((await logEntries(room, interventionId)).at(-1)).toMatchObject({
      type: "intervention.assigned",
      work_item: reference,
      detail: { unit: "D-1" },
    });
  });

  it("may skip steps forward, whose stamps stay empty, and never goes back", async () => {
    const { assignmentId } = await sent((await open()).interventionId);
    expect(await report(assignmentId, "on_scene")).toMatchObject({ value: { state: "on_scene", acceptedAt: null, enRouteAt: null } });
    expect(codeOf(await report(assignmentId, "en_route", dispatcher))).toBe("assignment.backward");
    expect(codeOf(await report(assignmentId, "accepted", dispatcher))).toBe("assignment.backward");
    expect(codeOf(await report(assignmentId, "refused", dispatcher, "لا"))).toBe("assignment.already_accepted");
    expect(await report(assignmentId, "on_scene")).toMatchObject({ value: { state: "on_scene" } });
    expect(codeOf(await report(assignmentId, "cleared"))).toBe("ok");
    expect(codeOf(await report(assignmentId, "on_scene", dispatcher))).toBe("assignment.ended");
  });

  it("is never refused what it reports of itself: a step that is too late stands in the log of the card, and changes no state", async () => {
    const { interventionId } = await open();
    const { assignmentId } = await sent(interventionId);
    await report(assignmentId, "on_scene");
    expect(await report(assignmentId, "en_route")).toMatchObject({ value: { state: "on_scene" } });
    expect(await report(assignmentId, "refused", patrol, "لا")).toMatchObject({ value: { state: "on_scene" } });
    await report(assignmentId, "cleared");
    expect(await report(assignmentId, "accepted")).toMatchObject({ value: { state: "cleared" } });
    const steps = (await cardOf(interventionId)).events.flatMap(({ kind, data }) => (kind === "crew_reported" ? [data["step"]] : []));
    expect(steps).toEqual(["en_route", "refused", "accepted"]);
  });

  it("may refuse with a reason before it accepts, and is free at once", async () => {
    const { assignmentId } = await sent((await open()).interventionId);
    expect(codeOf(await report(assignmentId, "refused"))).toBe("assignment.reason_missing");
    expect(codeOf(await report(assignmentId, "refused", patrol, "."))).toBe("assignment.reason_missing");
    expect(await report(assignmentId, "refused", patrol, "عطل في المركبة")).toMatchObject({
      value: { state: "refused", reason: "عطل في المركبة" },
    });
    expect(await unitNow()).toMatchObject({ status: "available" });
    expect((await logEntries(room, assignmentId)).at(-1)).toMatchObject({ type: "assignment.refused", actor_name: "patrol" });
  });

  it("is stamped by a dispatcher on its word by radio, and withdrawn with a reason", async () => {
    const { assignmentId } = await sent((await open()).interventionId);
    expect(await report(assignmentId, "en_route", dispatcher)).toMatchObject({ value: { state: "en_route" } });
    expect(await withdraw(assignmentId)).toMatchObject({ value: { state: "withdrawn", reason: "غيرها أقرب" } });
    expect(codeOf(await report(assignmentId, "on_scene", dispatcher))).toBe("assignment.ended");
    const entries = (await logEntries(room, assignmentId)).filter(({ type }) => type !== "access.refused");
    expect(entries.map(({ type, actor_name }) => [type, actor_name])).toEqual([
      ["assignment.stamped", "dispatcher"],
      ["assignment.withdrawn", "dispatcher"],
    ]);
  });

  it("is no business of another patrol", async () => {
    const { assignmentId } = await sent((await open()).interventionId);
    const other = await room.as("patrol2");
    expect(await report(assignmentId, "accepted", other)).toMatchObject({ error: { status: 404, code: "object.not_found" } });
    expect(codeOf(await report(randomUUID(), "accepted"))).toBe("object.not_found");
    expect(await other.must(dispatch.duty, {})).toBeNull();
    expect((await cardOf((await patrol.must(dispatch.duty, {}))?.assignments[0]?.interventionId ?? "")).units[0]?.state).toBe("assigned");
  });
});

describe("sending is refused", () => {
  it("for a unit that is bound, out of service, or nowhere, and to what is not open", async () => {
    const [one, other] = [await open(), await open()];
    await sent(one.interventionId);
    expect(await send(other.interventionId)).toMatchObject({
      error: { status: 409, code: "unit.already_assigned", params: { reference: one.reference } },
    });
    expect(codeOf(await send(one.interventionId, randomUUID()))).toBe("object.not_found");
    expect(codeOf(await send(randomUUID()))).toBe("object.not_found");
    const spare = await makeIdle("D-2");
    const service = (available: boolean) =>
      dispatcher.must(dispatch.setUnitService, { params: { unitId: spare }, body: { available, reason: "fuel", note: "محطة الحي" } });
    expect(await service(false)).toMatchObject({ status: "unavailable", outReason: "fuel", outNote: "محطة الحي" });
    expect(codeOf(await send(other.interventionId, spare))).toBe("unit.unavailable");
    expect(await service(true)).toMatchObject({ status: "available", outReason: null });
    await dispatcher.must(interventions.cancel, {
      params: { interventionId: other.interventionId },
      body: { version: other.version, reason: "خطأ" },
    });
    expect(codeOf(await send(other.interventionId, spare))).toBe("assignment.intervention_not_open");
  });

  it("for a unit that is bound in a sector out of sight", async () => {
    await putPerson(room, { username: "of-the-daira", role: "dispatcher", sectors: ["SD1"] });
    const wide = await signedIn(room.url, "of-the-daira", PASSWORD);
    const away = await wide.must(interventions.open, { body: { origin: "desk", place: PLACES.SU2, subcategory: "TRF.OBS" } });
    expect(codeOf(await send(away.interventionId, unitId, wide))).toBe("ok");
    expect(await send((await open()).interventionId)).toMatchObject({
      error: { code: "unit.already_assigned", params: { reference: away.reference } },
    });
  });
});

describe("an intervention that ends", () => {
  it("is not closed while units are bound; cancelled, it withdraws those on their way", async () => {
    const { interventionId } = await open();
    const { assignmentId } = await sent(interventionId);
    const version = (await cardOf(interventionId)).version;
    const close = { params: { interventionId }, body: { version, disposition: "03", outcome: "تم" } } as const;
    expect(await dispatcher.ask(interventions.close, close)).toMatchObject({
      error: { code: "intervention.units_still_assigned", params: { count: 1 } },
    });
    const screen = await openScreen(patrol);
    const cancelled = await dispatcher.must(interventions.cancel, { params: { interventionId }, body: { version, reason: "بلاغ كاذب" } });
    expect(cancelled.units).toMatchObject([{ assignmentId, state: "withdrawn", reason: "بلاغ كاذب" }]);
    expect(await unitNow()).toMatchObject({ status: "available" });
    await screen.happens("intervention", ({ row }) => row.interventionId === interventionId && row.state === "cancelled");
    screen.socket.terminate();
  });

  it("is not cancelled while a unit is there", async () => {
    const { interventionId, version } = await open();
    await report((await sent(interventionId)).assignmentId, "on_scene");
    const cancel = { params: { interventionId }, body: { version, reason: "خطأ" } };
    expect(await dispatcher.code(interventions.cancel, cancel)).toBe("intervention.unit_on_scene");
  });

  it("as a duplicate, takes its units along only when asked, and the patrol sees where to", async () => {
    const [one, other] = [await open(), await open()];
    const { assignmentId } = await sent(one.interventionId);
    const merge = (moveAssignments: boolean) =>
      dispatcher.ask(interventions.merge, {
        params: { interventionId: one.interventionId },
        body: { version: one.version, into: other.interventionId, moveAssignments },
      });
    expect(codeOf(await merge(false))).toBe("intervention.units_still_assigned");
    expect(await merge(true)).toMatchObject({ value: { state: "merged", units: [] } });
    expect((await cardOf(other.interventionId)).units).toMatchObject([{ assignmentId, state: "assigned" }]);
    expect((await patrol.must(dispatch.duty, {}))?.assignments).toMatchObject([
      { interventionId: other.interventionId, reference: other.reference },
    ]);
    expect(codeOf(await report(assignmentId, "on_scene"))).toBe("ok");
  });
});

describe("advice", () => {
  it("puts free units by distance, then old positions, then unknown ones, then bound and unavailable ones, and says why", async () => {
    await room.database.db.pool.query("update unit set in_service = false, out_reason = 'meal'");
    const units = Object.fromEntries(
      await Promise.all(["near", "far", "stale", "lost", "bound", "out"].map(async (code) => [code, await makeIdle(`A-${code}`)])),
    );
    const stands = (code: string, east: number, ageS: number) =>
      room.database.db.pool.query(
        "update unit set lat = $2, lon = $3, position_at = now() - make_interval(secs => $4) where unit_id = $1",
        [units[code], PLACES.SU1.lat, PLACES.SU1.lon + east, ageS],
      );
    await Promise.all([
      stands("near", 0.001, 1),
      stands("far", 0.003, 1),
      stands("stale", 0, 600),
      stands("bound", 0, 1),
      stands("out", 0, 1),
    ]);
    await sent((await open()).interventionId, units["bound"]);
    await dispatcher.must(dispatch.setUnitService, { params: { unitId: units["out"] ?? "" }, body: { available: false, reason: "meal" } });
    const { interventionId } = await open();
    const ranked = (await dispatcher.must(dispatch.advise, { params: { interventionId } })).units.filter(({ unit }) =>
      unit.code.startsWith("A-"),
    );
    expect(ranked.map(({ unit, reasons }) => [unit.code.slice(2), reasons])).toEqual([
      ["near", ["available", "same_sector", "nearest"]],
      ["far", ["available", "same_sector"]],
      ["stale", ["available", "position_stale", "same_sector"]],
      ["lost", ["available", "position_unknown", "same_sector"]],
      ["bound", ["already_assigned", "same_sector"]],
      ["out", ["unavailable", "same_sector"]],
    ]);
    expect(ranked[0]?.distanceM).toBeGreaterThan(90);
    expect(ranked[0]?.distanceM).toBeLessThan(100);
    expect(ranked.map(({ seconds }) => seconds === null)).toEqual([false, false, true, true, false, false]);
    await room.database.db.pool.query("update unit set in_service = true, out_reason = null");
  });

  it("has nothing to say without a place", async () => {
    const { interventionId } = await dispatcher.must(interventions.open, { body: { origin: "desk", placeText: "لا يدري" } });
    expect(await dispatcher.must(dispatch.advise, { params: { interventionId } })).toMatchObject({ units: [], more: 0 });
  });
});

describe("positions", () => {
  it("move the unit on the maps of its sector, the newest only, kept once; a clock that runs ahead is held back", async () => {
    const [here, there] = [await openScreen(dispatcher), await openScreen(await room.as("dispatcher2"))];
    const stamp = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
    const positions = [
      { lat: 31.9, lon: 5.3, at: stamp(-20) },
      { lat: 31.901, lon: 5.301, headingDeg: 90, at: stamp(-10) },
    ];
    await patrol.must(dispatch.report, { body: { positions } });
    await patrol.must(dispatch.report, { body: { positions } });
    await expect
      .poll(() => here.heard.filter(({ kind }) => kind === "moved").at(-1))
      .toMatchObject({ unitId, position: { place: { lat: 31.901, lon: 5.301 }, headingDeg: 90 } });
    await patrol.must(dispatch.report, { body: { positions: [{ lat: 31.5, lon: 5.5, at: stamp(-30) }] } });
    expect(await unitNow()).toMatchObject({ position: { place: { lat: 31.901, lon: 5.301 } } });
    await patrol.must(dispatch.report, { body: { positions: [{ lat: 31.902, lon: 5.302, at: stamp(86_400) }] } });
    expect(Date.parse((await unitNow())?.position?.at ?? "")).toBeLessThanOrEqual(Date.now());
    const { rows } = await room.database.db.pool.query("select from unit_position where unit_id = $1", [unitId]);
    expect(rows).toHaveLength(4);
    expect(there.heard.filter(({ kind }) => kind === "moved")).toEqual([]);
    for (const screen of [here, there]) screen.socket.terminate();
  });

  it("move the unit on though its last one lies ahead: the room's clock was put back by an hour since", async () => {
    const say = (lat: number, seconds: number) =>
      patrol.must(dispatch.report, { body: { positions: [{ lat, lon: 5.3, at: new Date(Date.now() + seconds * 1000).toISOString() }] } });
    await say(31.903, 0);
    await room.database.db.pool.query("update unit set position_at = position_at + interval '1 hour' where unit_id = $1", [unitId]);
    await say(31.904, 0);
    expect(await unitNow()).toMatchObject({ position: { place: { lat: 31.904 } } });
    await say(31.905, -30);
    expect(await unitNow()).toMatchObject({ position: { place: { lat: 31.904 } } });
  });
});

describe("making a unit", () => {
  it("needs a free code, a sector of one's own, and a patrol that is there and speaks for no other", async () => {
    const supervisor = await room.as("supervisor");
    const users = await supervisor.must(identity.users, {});
    const idOf = (username: string) => users.find((user) => user.username === username)?.userId ?? "";
    const make = (code: string, more: object = {}) =>
      supervisor.ask(dispatch.createUnit, { body: { code, kind: "foot", sectorId: "SU1", ...more } });
    expect(await make("D-1")).toMatchObject({ error: { code: "object.exists", params: { value: "D-1" } } });
    expect(codeOf(await make("M-1", { sectorId: "SU2" }))).toBe("object.not_found");
    expect(codeOf(await make("M-2", { userId: randomUUID() }))).toBe("object.not_found");
    expect(codeOf(await make("M-3", { userId: idOf("operator") }))).toBe("object.not_found");
    expect(await make("M-4", { userId: idOf("patrol") })).toMatchObject({ error: { code: "object.exists", params: { value: "patrol" } } });
  });
});
