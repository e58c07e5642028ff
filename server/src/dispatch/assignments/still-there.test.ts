import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions, type InterventionCard } from "@amaliyat/contract/interventions";
import { shifts } from "@amaliyat/contract/shifts";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { putPerson } from "../../testing/people.ts";
import { signedIn, type TestClient } from "../../testing/test-client.ts";
import { PASSWORD, PLACES, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { makeUnit } from "../../testing/things/things.ts";

const HOUR = 3_600_000;
const REASON = "حدثان مختلفان";
let room: TestRoom;
let desk: TestClient;
let crew: TestClient;
let unitId: string;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  [desk, crew] = [await room.as("dispatcher"), await room.as("patrol")];
  unitId = (await makeUnit(room, "SU1", "ST-1")).unitId;
});
afterAll(() => room[Symbol.asyncDispose]());

type Step = "accepted" | "en_route" | "on_scene" | "cleared";
const iso = (at: number) => new Date(at).toISOString();
const open = (): Promise<InterventionCard> =>
  desk.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "SUS.PER" } });
const params = ({ interventionId }: InterventionCard) => ({ params: { interventionId } });
const now = (of: InterventionCard) => desk.must(interventions.card, params(of));
const send = (to: InterventionCard) => desk.must(dispatch.assign, { ...params(to), body: { unitId, anyway: true } });
const stamp = (by: TestClient, assignmentId: string, status: Step, at = Date.now()) =>
  by.code(dispatch.stamp, { params: { assignmentId }, body: { status, at: iso(at) } });
const withdraw = (assignmentId: string) => desk.must(dispatch.withdraw, { params: { assignmentId }, body: { reason: REASON } });
const service = (available: boolean) =>
  desk.must(dispatch.setUnitService, { params: { unitId }, body: available ? { available } : { available, reason: "meal" } });
async function cancelAndReopen(one: InterventionCard): Promise<void> {
  const { version } = await now(one);
  await desk.must(interventions.cancel, { ...params(one), body: { version, reason: REASON } });
  await desk.must(interventions.reopen, { ...params(one), body: { version: version + 1, reason: REASON } });
}
/** States of the unit's assignments to a case. */
const states = async (of: InterventionCard) => (await now(of)).units.map(({ state }) => state);
const shown = async () => (await desk.must(dispatch.units, {})).find((each) => each.unitId === unitId);
/** A moment that lies between what was done before and what is done after. */
async function moment(): Promise<number> {
  const pause = () => new Promise((resolve) => setTimeout(resolve, 5));
  await pause();
  const at = Date.now();
  await pause();
  return at;
}
afterEach(async () => {
  for (const { assignmentId } of (await crew.must(dispatch.duty, {}))?.assignments ?? []) await stamp(crew, assignmentId, "cleared");
});

describe("an arrival of before, heard of once the unit is bound to the same case again", () => {
  it("stands on the new assignment, whether the desk had cancelled the case or had taken the crew back", async () => {
    for (const end of [cancelAndReopen, async (_one: InterventionCard, id: string) => withdraw(id)]) {
      const one = await open();
      const { assignmentId } = await send(one);
      const there = await moment();
      await end(one, assignmentId);
      const again = await send(one);
      expect(await stamp(crew, assignmentId, "on_scene", there)).toBe("ok");
      expect(await stamp(crew, assignmentId, "on_scene", there)).toBe("ok");
      const { units } = await now(one);
      expect(new Map(units.map((each) => [each.assignmentId, each.state]))).toEqual(
        new Map([
          [assignmentId, "withdrawn"],
          [again.assignmentId, "on_scene"],
        ]),
      );
      await stamp(crew, again.assignmentId, "cleared");
    }
  });

  it("stands on the assignment by which the crew took the case up itself, and its outcome closes the case", async () => {
    const one = await open();
    const { assignmentId } = await send(one);
    const there = await moment();
    await withdraw(assignmentId);
    const own = await crew.must(dispatch.takeUp, { body: { reference: one.reference, at: iso(there) } });
    expect(await stamp(crew, assignmentId, "on_scene", there + 1)).toBe("ok");
    expect(await shown()).toMatchObject({ status: "on_scene", interventionId: one.interventionId });
    const body = { disposition: "10" as const, outcome: "سُلّم السلاح", at: iso(there + 2) };
    expect(await crew.must(dispatch.finish, { params: { assignmentId }, body })).toMatchObject({ closed: true });
    expect((await now(one)).units.find((each) => each.assignmentId === own.assignmentId)?.state).toBe("cleared");
  });

  it("leaves the new one waiting where the crew had cleared before it was sent again", async () => {
    const one = await open();
    const { assignmentId } = await send(one);
    const [there, left] = [await moment(), await moment()];
    await withdraw(assignmentId);
    await send(one);
    expect([await stamp(crew, assignmentId, "on_scene", there), await stamp(crew, assignmentId, "cleared", left)]).toEqual(["ok", "ok"]);
    expect((await states(one)).toSorted()).toEqual(["accepted", "withdrawn"]);
  });

  it("is no news where the desk knew that the crew was there when it took it back", async () => {
    const one = await open();
    const { assignmentId } = await send(one);
    await stamp(crew, assignmentId, "on_scene");
    const there = await moment();
    await withdraw(assignmentId);
    await send(one);
    expect(await stamp(crew, assignmentId, "on_scene", there)).toBe("ok");
    expect((await states(one)).toSorted()).toEqual(["assigned", "withdrawn"]);
  });

  it("is not that of the crew that relieved it and was sent there again", async () => {
    const chief = await room.as("supervisor");
    const one = await open();
    const { assignmentId } = await send(one);
    const there = await moment();
    await withdraw(assignmentId);
    const { userId } = await putPerson(room, { username: "again", role: "patrol", badge: "81911" });
    const reliever = await signedIn(room.url, "again", PASSWORD);
    const seat = { kind: "crew" as const, unitId, vehicle: "V-1" };
    const body = { sectorId: "SU1", userId, seat, from: iso(Date.now()), to: iso(Date.now() + HOUR) };
    const { lineId } = await chief.must(shifts.seat, { body });
    await moment();
    const again = await send(one);
    expect(await stamp(crew, assignmentId, "on_scene", there)).toBe("ok");
    expect((await states(one)).toSorted()).toEqual(["assigned", "withdrawn"]);
    await stamp(reliever, again.assignmentId, "cleared");
    await chief.must(shifts.endSeat, { params: { lineId } });
  });
});

describe("an arrival of before binds no unit", () => {
  const taken = async (end: "cancel" | "withdraw") => {
    const one = await open();
    const { assignmentId } = await send(one);
    const there = await moment();
    await (end === "cancel" ? cancelAndReopen(one) : withdraw(assignmentId));
    return { one, assignmentId, there };
  };
  /** Its time stands on the card all the same. */
  const isKept = async (one: InterventionCard, assignmentId: string, there: number) => {
    const card = await now(one);
    expect(card.units.find((each) => each.assignmentId === assignmentId)).toMatchObject({ state: "withdrawn", onSceneAt: iso(there) });
    expect(card.events.map(({ kind }) => kind)).toContain("crew_reported");
  };

  it.each(["cancel", "withdraw"] as const)("that set off elsewhere since (%s)", async (end) => {
    const { one, assignmentId, there } = await taken(end);
    const other = await open();
    const second = await send(other);
    expect(await stamp(desk, second.assignmentId, "en_route")).toBe("ok");
    expect(await stamp(crew, assignmentId, "on_scene", there)).toBe("ok");
    expect(await shown()).toMatchObject({ status: "en_route", interventionId: other.interventionId });
    await isKept(one, assignmentId, there);
  });

  it.each(["cancel", "withdraw"] as const)("that is out of service since (%s)", async (end) => {
    const { one, assignmentId, there } = await taken(end);
    await service(false);
    expect(await stamp(crew, assignmentId, "on_scene", there)).toBe("ok");
    expect(await shown()).toMatchObject({ status: "unavailable", interventionId: null });
    await isKept(one, assignmentId, there);
    await service(true);
  });

  it.each(["cancel", "withdraw"] as const)("for which another crew speaks since (%s)", async (end) => {
    const chief = await room.as("supervisor");
    const { one, assignmentId, there } = await taken(end);
    const { userId } = await putPerson(room, { username: `for-${end}`, role: "patrol" });
    const reliever = await signedIn(room.url, `for-${end}`, PASSWORD);
    const seat = { kind: "crew" as const, unitId, vehicle: "V-1" };
    const body = { sectorId: "SU1", userId, seat, from: iso(Date.now()), to: iso(Date.now() + HOUR) };
    const { lineId } = await chief.must(shifts.seat, { body });
    await moment();
    expect(await stamp(crew, assignmentId, "on_scene", there)).toBe("ok");
    expect((await reliever.must(dispatch.duty, {}))?.assignments).toEqual([]);
    await isKept(one, assignmentId, there);
    await chief.must(shifts.endSeat, { params: { lineId } });
  });

  it("that is bound there still, and set off elsewhere since: the work waits for it", async () => {
    const [one, other] = [await open(), await open()];
    const [first, second] = [await send(one), await send(other)];
    const there = await moment();
    expect(await stamp(desk, second.assignmentId, "en_route")).toBe("ok");
    expect(await stamp(crew, first.assignmentId, "on_scene", there)).toBe("ok");
    expect((await now(one)).units).toMatchObject([{ state: "accepted", onSceneAt: iso(there) }]);
    expect(await shown()).toMatchObject({ status: "en_route", interventionId: other.interventionId });
  });
});
