import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions } from "@amaliyat/contract/interventions";
import { plans } from "@amaliyat/contract/plans";
import { afterAll, beforeAll, expect, it } from "vitest";
import { logEntries } from "../testing/things/log-entries.ts";
import type { TestClient } from "../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../testing/test-room.ts";

let room: TestRoom;
let dispatcher: TestClient;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  dispatcher = await room.as("dispatcher");
});
afterAll(() => room[Symbol.asyncDispose]());

const open = (subcategory: "OTH.WPN" | "OTH.NOI" | "ACC.INJ" | "OTH.ANI" | "OTH.SUI") =>
  dispatcher.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory } });
const advise = (interventionId: string) => dispatcher.must(dispatch.advise, { params: { interventionId } });
const assign = (interventionId: string, unitId: string) =>
  dispatcher.must(dispatch.assign, { params: { interventionId }, body: { unitId } });

/** A car that stands so many metres east of the place. */
async function car(code: string, metres: number, sectorId = "SU1"): Promise<string> {
  const { unitId } = await (await room.as("supervisor")).must(dispatch.createUnit, { body: { code, kind: "car", sectorId } });
  await room.database.db.pool.query("update unit set lat = $2, lon = $3, position_at = now() where unit_id = $1", [
    unitId,
    PLACES.SU1.lat,
    PLACES.SU1.lon + metres / 94_400,
  ]);
  return unitId;
}
const cardOf = (interventionId: string) => dispatcher.must(interventions.card, { params: { interventionId } });
const reassign = (interventionId: string, unitId: string, assignmentId: string) =>
  dispatcher.code(dispatch.assign, { params: { interventionId }, body: { unitId, takeFrom: { assignmentId, reason: "للأخطر" } } });
const allAway = () => room.database.db.pool.query("update unit set in_service = false, out_reason = 'meal'");

it("offers a unit of a lesser intervention by name and seconds; taken off, it goes, and what it leaves waits again", async () => {
  await allAway();
  const [near] = [await car("T-near", 80), await car("T-free", 2400)];
  const lesser = await open("OTH.NOI");
  expect(lesser.priority).toBe("P4");
  await assign(lesser.interventionId, near);
  const { interventionId, priority } = await open("OTH.WPN");
  expect(priority).toBe("P1");
  const advice = await advise(interventionId);
  const [offered] = advice.taking;
  expect(offered).toMatchObject({ code: "T-near", reference: lesser.reference, priority: "P4", seconds: 10, sooner: 290, covers: false });
  const taken = await reassign(interventionId, near, offered?.assignmentId ?? "");
  expect(taken).toBe("ok");
  const left = await cardOf(lesser.interventionId);
  expect(left.units.map(({ state }) => state)).toEqual(["withdrawn"]);
  const [made] = (await cardOf(interventionId)).units;
  expect(made).toMatchObject({ unitId: near, state: "assigned" });
  const entries = (await logEntries(room)).slice(-2);
  expect(entries.map(({ type }) => type)).toEqual(["assignment.withdrawn", "intervention.assigned"]);
  const unit = (await dispatcher.must(dispatch.units, {})).find(({ unitId }) => unitId === near);
  expect(unit).toMatchObject({ interventionId, alsoAt: [] });
  expect((await advise(interventionId)).taking).toEqual([]);
});

it("takes a unit off nothing when it cannot be sent, or when its work ended or matters as much by then", async () => {
  await allAway();
  const [near, other] = [await car("K-near", 80), await car("K-other", 90)];
  const lesser = await open("OTH.NOI");
  const { assignmentId } = await assign(lesser.interventionId, near);
  const { interventionId } = await open("OTH.WPN");
  const works = async () => (await cardOf(lesser.interventionId)).units.map(({ state }) => state);
  // Kept free for something else: sending it is refused, and so it stays where it is.
  const until = new Date(Date.now() + 600_000).toISOString();
  await dispatcher.must(dispatch.reserve, { params: { unitId: near }, body: { until } });
  expect(await reassign(interventionId, near, assignmentId)).toBe("unit.reserved");
  expect(await works()).toEqual(["assigned"]);
  await dispatcher.must(dispatch.reserve, { params: { unitId: near }, body: { until: null } });
  expect(await reassign(interventionId, other, assignmentId)).toBe("object.not_found");
  expect(await reassign(lesser.interventionId, near, assignmentId)).toBe("unit.not_takeable");
  const { version } = await cardOf(lesser.interventionId);
  const graver = { version, priority: "P1", reason: "سلاح" } as const;
  await dispatcher.must(interventions.prioritise, { params: { interventionId: lesser.interventionId }, body: graver });
  expect(await reassign(interventionId, near, assignmentId)).toBe("unit.not_takeable");
  expect(await works()).toEqual(["assigned"]);
  await dispatcher.must(dispatch.withdraw, { params: { assignmentId }, body: { reason: "انتهى" } });
  expect(await reassign(interventionId, near, assignmentId)).toBe("unit.not_takeable");
  expect((await cardOf(interventionId)).units).toEqual([]);
});

it("of two desks that take the same unit at once, one has it and the other is told why not", async () => {
  await allAway();
  const near = await car("D-near", 80);
  const lesser = await open("OTH.NOI");
  const { assignmentId } = await assign(lesser.interventionId, near);
  const wanted = [await open("OTH.WPN"), await open("OTH.WPN")];
  const codes = await Promise.all(wanted.map(({ interventionId }) => reassign(interventionId, near, assignmentId)));
  expect(codes.toSorted()).toEqual(["ok", "unit.not_takeable"]);
});

it("offers none of an intervention that matters as much, or that the asker does not see", async () => {
  await allAway();
  const near = await car("S-near", 80);
  await car("S-free", 2400);
  const other = await open("OTH.WPN");
  await assign(other.interventionId, near);
  const { interventionId } = await open("OTH.WPN");
  expect((await advise(interventionId)).taking).toEqual([]);
});

it("weighs by the priority that the intervention has now, and says what the sum is made of", async () => {
  await allAway();
  const worked = await car("W-worked", 80);
  const fresh = await car("W-fresh", 640);
  const { interventionId: before } = await open("OTH.ANI");
  const { assignmentId } = await assign(before, worked);
  await room.database.db.pool.query(
    "update assignment set kind = 'cleared', assigned_at = now() - interval '6 hours', cleared_at = now() where assignment_id = $1",
    [assignmentId],
  );
  const card = await open("OTH.NOI");
  const orderOf = async () => (await advise(card.interventionId)).units.filter(({ sum }) => sum !== null).slice(0, 2);
  const parked = await orderOf();
  expect(parked.map(({ unit }) => unit.unitId)).toEqual([fresh, worked]);
  expect(parked[1]).toMatchObject({
    sum: 160,
    parts: [
      { part: "drive", seconds: 10 },
      { part: "work", seconds: 150 },
    ],
  });
  await dispatcher.must(interventions.prioritise, {
    params: { interventionId: card.interventionId },
    body: { version: card.version, priority: "P1", reason: "سلاح" },
  });
  const urgent = await orderOf();
  expect(urgent.map(({ unit, sum }) => [unit.unitId, sum])).toEqual([
    [worked, 20],
    [fresh, 80],
  ]);
});

it("asks for the units of the plan that fits the new category at once, never of the old; taking it is one act", async () => {
  const card = await open("ACC.INJ");
  const params = { interventionId: card.interventionId };
  const began = await advise(card.interventionId);
  expect(began.plan).toMatchObject({ target: "ACC.INJ", inUse: true });
  await dispatcher.must(interventions.classify, { params, body: { version: card.version, subcategory: "OTH.SUI" } });
  const { fits } = await dispatcher.must(plans.ofIntervention, { params });
  const changed = await advise(card.interventionId);
  expect(changed.plan).toMatchObject({ target: "OTH.SUI", inUse: false, planId: fits?.planId, version: fits?.version });
  expect(changed.shortfall).toEqual(fits?.needs);
  const { planId = "", version = 0 } = changed.plan ?? {};
  await dispatcher.must(plans.take, { params, body: { planId, version } });
  expect((await advise(card.interventionId)).plan).toMatchObject({ target: "OTH.SUI", inUse: true });
  const again = await dispatcher.must(interventions.card, { params });
  await dispatcher.must(interventions.classify, { params, body: { version: again.version, subcategory: "OTH.ANI" } });
  expect(await advise(card.interventionId)).toMatchObject({ plan: null, shortfall: [] });
});
