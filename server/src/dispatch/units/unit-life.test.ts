import { dispatch, type unitChange } from "@amaliyat/contract/dispatch";
import { identity } from "@amaliyat/contract/identity";
import { interventions } from "@amaliyat/contract/interventions";
import { shifts } from "@amaliyat/contract/shifts";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { z } from "zod";
import { movedClock } from "../../testing/moved-clock.ts";
import { logEntries } from "../../testing/things/log-entries.ts";
import { openScreen } from "../../testing/screen.ts";
import { codeOf, type TestClient } from "../../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { endHelp } from "../../testing/things/things.ts";

const clock = movedClock();
let room: TestRoom;
let chief: TestClient;
let unitId: string;
let code: string;
let made = 0;
const users = new Map<string, string>();
beforeAll(async () => {
  room = await startTestRoom({ roles: "api", clock: clock.now });
  chief = await room.as("supervisor0");
  for (const { username, userId } of await chief.must(identity.users, {})) users.set(username, userId);
});
afterAll(() => room[Symbol.asyncDispose]());
beforeEach(async () => {
  code = `L-${made++}`;
  unitId = (await chief.must(dispatch.createUnit, { body: { code, kind: "car", sectorId: "SU1" } })).unitId;
});

const change = (body: z.input<typeof unitChange>, by = chief) => by.ask(dispatch.changeUnit, { params: { unitId }, body });
const seenBy = async (by: TestClient) => (await by.must(dispatch.units, {})).find((unit) => unit.unitId === unitId);
const openIn = async (by: TestClient, place: { lat: number; lon: number }) =>
  (await by.must(interventions.open, { body: { origin: "desk", place, subcategory: "TRF.OBS" } })).interventionId;
const send = (by: TestClient, interventionId: string, anyway = false) =>
  by.ask(dispatch.assign, { params: { interventionId }, body: { unitId, anyway } });
const retire = () => chief.ask(dispatch.retireUnit, { params: { unitId }, body: { reason: "بيعت المركبة" } });

describe("a change of a unit", () => {
  it("refuses what the room does not know, in a change and in a new unit, instead of leaving it out", async () => {
    const body = { sectorID: "SU2" } as z.input<typeof unitChange>;
    expect(codeOf(await change(body))).toBe("request.invalid");
    const unit = { code: "L-X", kind: "car", sectorId: "SU1", crew: ["x"] } as never;
    expect(codeOf(await chief.ask(dispatch.createUnit, { body: unit }))).toBe("request.invalid");
  });

  it("moves it to another sector, where it is seen from then on, and the one that it left is told", async () => {
    const [here, there] = [await room.as("dispatcher"), await room.as("dispatcher2")];
    const screen = await openScreen(here);
    expect(await change({ sectorId: "SU2" })).toMatchObject({ value: { sectorId: "SU2" } });
    await screen.happens("unit", ({ row }) => row.unitId === unitId && row.sectorId === "SU2");
    screen.socket.terminate();
    expect([await seenBy(here), (await seenBy(there))?.code]).toEqual([undefined, code]);
    const own = await room.as("supervisor2");
    expect(codeOf(await change({ sectorId: "SU1" }, own))).toBe("object.not_found");
  });

  it("gives it another code and account, and refuses what another unit has", async () => {
    const [first, second] = [users.get("patrol") ?? "", users.get("patrol0") ?? ""];
    const other = await chief.must(dispatch.createUnit, { body: { code: `${code}-b`, kind: "car", sectorId: "SU1", userId: first } });
    expect(codeOf(await change({ code: `${code}-b` }))).toBe("object.exists");
    expect(codeOf(await chief.ask(dispatch.createUnit, { body: { code, kind: "car", sectorId: "SU1" } }))).toBe("object.exists");
    expect(codeOf(await change({ userId: first }))).toBe("object.exists");
    expect(codeOf(await change({ userId: users.get("dispatcher") ?? "" }))).toBe("object.not_found");
    expect(await change({ code: `${code}-c`, userId: second })).toMatchObject({ value: { code: `${code}-c`, userId: second } });
    expect((await (await room.as("patrol0")).must(dispatch.duty, {}))?.unit.unitId).toBe(unitId);
    expect(await change({ userId: null })).toMatchObject({ value: { userId: null, speakers: [] } });
    // The log tells what it was before, since later entries name it by the new code.
    const said = (await logEntries(room, unitId)).flatMap(({ type, detail }) => (type === "unit.changed" ? [detail] : []));
    expect(said.slice(-2)).toMatchObject([{ from: code, to: `${code}-c`, userId: second }, { before: { userId: second } }]);
    expect(await (await room.as("patrol0")).must(dispatch.duty, {})).toBeNull();
    await chief.must(dispatch.retireUnit, { params: { unitId: other.unitId }, body: { reason: "خطأ" } });
  });

  it("refuses a code that reads the same as another unit's, in a new unit and in a change, and keeps its own in another spelling", async () => {
    const make = (spelt: string) => chief.ask(dispatch.createUnit, { body: { code: spelt, kind: "car", sectorId: "SU1" } });
    for (const [first = "", ...others] of [
      ["٣٠٤", "304", "۳۰۴", "0304"],
      ["k31", "K-31", "ك٠٣١", "ك-031"],
    ]) {
      expect(codeOf(await make(first))).toBe("ok");
      for (const spelt of others) {
        expect(await make(spelt)).toMatchObject({ error: { code: "unit.code_taken", params: { value: spelt } } });
        expect(codeOf(await change({ code: spelt }))).toBe("unit.code_taken");
      }
    }
    expect(await change({ code: code.replace("-", "-0") })).toMatchObject({ value: { code: code.replace("-", "-0") } });
  });

  it("keeps what the former account did before, when its phone sends it late", async () => {
    await change({ userId: users.get("patrol0") ?? "" });
    const crew = await room.as("patrol0");
    const sent = await send(chief, await openIn(chief, PLACES.SU1));
    if (!sent.ok) throw new Error(sent.error.code);
    const acted = new Date(clock.now()).toISOString();
    await expect.poll(() => clock.now()).toBeGreaterThan(Date.parse(acted));
    await change({ userId: null });
    const stamp = (body: { status: "on_scene" | "cleared"; at?: string }) =>
      crew.code(dispatch.stamp, { params: { assignmentId: sent.value.assignmentId }, body });
    expect(await stamp({ status: "on_scene", at: acted })).toBe("ok");
    // Its word of later stands on the card, and ends nothing.
    expect(await stamp({ status: "cleared" })).toBe("ok");
    expect((await chief.must(dispatch.units, {})).find((unit) => unit.unitId === sent.value.unitId)?.status).toBe("on_scene");
  });
});

describe("a unit that is lent", () => {
  const lend = (sectorId: string, ms: number) =>
    chief.ask(dispatch.lendUnit, {
      params: { unitId },
      body: { lent: { sectorId, until: new Date(clock.now() + ms).toISOString() } },
    });

  it("is seen, advised and sent in the other sector as its own, and is back by itself", async () => {
    const there = await room.as("dispatcher2");
    const interventionId = await openIn(there, PLACES.SU2);
    expect(codeOf(await send(there, interventionId))).toBe("object.not_found");
    const screen = await openScreen(there);
    expect(await lend("SU2", 300_000)).toMatchObject({ value: { sectorId: "SU1", lent: { sectorId: "SU2" } } });
    await screen.happens("unit", ({ row }) => row.unitId === unitId && row.lent?.sectorId === "SU2");
    screen.socket.terminate();
    expect((await seenBy(there))?.lent?.sectorId).toBe("SU2");
    expect((await seenBy(await room.as("dispatcher")))?.code).toBe(code);
    const advised = async () =>
      (await there.must(dispatch.advise, { params: { interventionId } })).units.find(({ unit }) => unit.unitId === unitId);
    expect((await advised())?.reasons).toContain("same_sector");
    const sent = await send(there, interventionId);
    if (!sent.ok) throw new Error(sent.error.code);
    await there.must(dispatch.stamp, { params: { assignmentId: sent.value.assignmentId }, body: { status: "cleared" } });
    // The moment passes: first for the room, whose memory of the units nobody has touched, then for the database.
    clock.forward(301_000);
    const weighed = (await chief.must(dispatch.advise, { params: { interventionId } })).units.find(({ unit }) => unit.unitId === unitId);
    expect([weighed?.reasons.includes("other_sector"), weighed?.unit.lent]).toEqual([true, null]);
    expect(await advised()).toBeUndefined();
    await room.database.db.pool.query("update unit set lent_until = now() where unit_id = $1", [unitId]);
    expect(await seenBy(there)).toBeUndefined();
    expect(codeOf(await send(there, interventionId))).toBe("object.not_found");
  });

  it("goes to another sector of the town only, until a time to come, and is taken back at once", async () => {
    expect(codeOf(await lend("SU1", 60_000))).toBe("unit.lending_wrong");
    expect(codeOf(await lend("SU2", -1000))).toBe("unit.lending_wrong");
    expect(codeOf(await lend("NONE", 60_000))).toBe("unit.lending_wrong");
    await lend("SU2", 60_000);
    expect(await chief.ask(dispatch.lendUnit, { params: { unitId }, body: { lent: null } })).toMatchObject({ value: { lent: null } });
    expect(await seenBy(await room.as("dispatcher2"))).toBeUndefined();
  });
});

describe("a unit that is retired", () => {
  it("is in no list, no advice and no crew, and its code and account are free; what it did stays", async () => {
    const desk = await room.as("dispatcher");
    const interventionId = await openIn(desk, PLACES.SU1);
    const sent = await send(desk, interventionId);
    if (!sent.ok) throw new Error(sent.error.code);
    expect(codeOf(await retire())).toBe("unit.already_assigned");
    await desk.must(dispatch.stamp, { params: { assignmentId: sent.value.assignmentId }, body: { status: "cleared" } });
    await change({ userId: users.get("patrol0") ?? "" });
    const advised = async () =>
      (await desk.must(dispatch.advise, { params: { interventionId } })).units.some(({ unit }) => unit.unitId === unitId);
    expect(await advised()).toBe(true);
    expect(await retire()).toMatchObject({ ok: true });
    expect([await seenBy(desk), await advised()]).toEqual([undefined, false]);
    expect(await (await room.as("patrol0")).must(dispatch.duty, {})).toBeNull();
    expect(codeOf(await send(desk, interventionId))).toBe("unit.retired");
    expect(codeOf(await change({ vehicle: "1" }))).toBe("unit.retired");
    const span = { from: new Date(clock.now() - 1000).toISOString(), to: new Date(clock.now() + 60_000).toISOString() };
    const seat = { sectorId: "SU1", userId: users.get("patrol0") ?? "", seat: { kind: "crew" as const, unitId, vehicle: "V" }, ...span };
    expect(codeOf(await chief.ask(shifts.seat, { body: seat }))).toBe("object.not_found");
    const card = await desk.must(interventions.card, { params: { interventionId } });
    expect(card.units.map(({ unitCode }) => unitCode)).toEqual([code]);
    const body = { code, kind: "car" as const, sectorId: "SU1", userId: users.get("patrol0") ?? "" };
    const next = await chief.must(dispatch.createUnit, { body });
    await chief.must(dispatch.retireUnit, { params: { unitId: next.unitId }, body: { reason: "خطأ" } });
  });

  const HOUR = 3_600_000;
  const seat = (username: string, hours: readonly [number, number], of = unitId) => {
    const now = clock.now();
    const [from, to] = hours.map((hour) => new Date(now + hour * HOUR).toISOString());
    const crew = { kind: "crew" as const, unitId: of, vehicle: `V-${code}` };
    return chief.ask(shifts.seat, {
      body: { sectorId: "SU1", userId: users.get(username) ?? "", seat: crew, from: from ?? "", to: to ?? "" },
    });
  };

  it("is not retired under its crew, whose names are said; its later seats leave the roster with it, and the log says so", async () => {
    const sits = [await seat("patrol", [0, 2]), await seat("patrol0", [0, 2]), await seat("patrol", [3, 5])];
    const [one, two, later] = sits.map((seated) => (seated.ok ? seated.value.lineId : codeOf(seated)));
    clock.forward(1000);
    expect(await retire()).toMatchObject({ error: { code: "unit.crewed", params: { names: "patrol · patrol0" } } });
    for (const lineId of [one, two]) await chief.must(shifts.endSeat, { params: { lineId: lineId ?? "" } });
    clock.forward(1000);
    const crew = await room.as("patrol");
    expect((await crew.must(dispatch.duty, {}))?.unit.unitId).not.toBe(unitId);
    expect(await retire()).toMatchObject({ ok: true });
    const to = new Date(clock.now() + 6 * HOUR).toISOString();
    const roster = await chief.must(shifts.roster, { query: { from: new Date(clock.now() - HOUR).toISOString(), to } });
    // Those who sat there stay written.
    expect(roster.filter((line) => line.unitId === unitId).map(({ lineId }) => lineId)).toEqual(expect.arrayContaining([one, two]));
    expect(roster.map(({ lineId }) => lineId)).not.toContain(later);
    expect((await logEntries(room, unitId)).findLast(({ type }) => type === "unit.retired")?.detail).toMatchObject({ lines: [later] });
    const said = (await logEntries(room, later ?? "")).findLast(({ type }) => type === "roster.changed");
    expect(said?.detail).toMatchObject({ act: "removed", unitId, reason: "بيعت المركبة" });
  });

  it("takes nobody into its crew in the moment in which it is retired", async () => {
    const { pool } = room.database.db;
    const retiring = await pool.connect();
    await retiring.query("begin");
    await retiring.query("select from unit where unit_id = $1 for update", [unitId]);
    await retiring.query("update unit set retired_at = $2 where unit_id = $1", [unitId, new Date(clock.now())]);
    const late = seat("patrol0", [6, 7]);
    await vi.waitFor(async () => {
      const { rows } = await pool.query("select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
      expect(rows).toHaveLength(1);
    }, 10_000);
    await retiring.query("commit");
    retiring.release();
    expect(codeOf(await late)).toBe("object.not_found");
  });
});

it("a crew that calls for help is sent elsewhere only by «anyway», stays in service and is not retired", async () => {
  await change({ userId: users.get("patrol0") ?? "" });
  const crew = await room.as("patrol0");
  const called = await crew.must(dispatch.panic, { query: {}, body: { at: new Date(clock.now()).toISOString(), place: PLACES.SU1 } });
  const interventionId = await openIn(chief, PLACES.SU1);
  expect(codeOf(await send(chief, interventionId))).toBe("unit.in_distress");
  const service = { params: { unitId }, body: { available: false, reason: "fuel" as const } };
  expect(codeOf(await chief.ask(dispatch.setUnitService, service))).toBe("unit.in_distress");
  expect(codeOf(await retire())).toBe("unit.in_distress");
  expect(codeOf(await send(chief, interventionId, true))).toBe("ok");
  expect(codeOf(await endHelp(chief, called))).toBe("ok");
  expect(codeOf(await chief.ask(dispatch.setUnitService, service))).toBe("ok");
  await change({ userId: null });
});
