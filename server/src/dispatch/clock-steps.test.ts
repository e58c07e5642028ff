import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions } from "@amaliyat/contract/interventions";
import { shifts } from "@amaliyat/contract/shifts";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { movedClock } from "../testing/moved-clock.ts";
import { putPerson } from "../testing/people.ts";
import { codeOf, signedIn, type TestClient } from "../testing/test-client.ts";
import { PASSWORD, PLACES, startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { endHelp } from "../testing/things/things.ts";

/** Step of the clock: long enough for every wait of a crew, short enough for the sessions of this test. */
const STEP_MS = 10 * 60_000;
const clock = movedClock();
let ahead = 0;
const step = (byMs: number): void => {
  ahead += byMs;
  clock.forward(byMs);
};
let room: TestRoom;
let chief: TestClient;
let desk: TestClient;
type Officer = { readonly userId: string; readonly client: TestClient };
let first: Officer;
let second: Officer;
let made = 0;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api", clock: clock.now });
  [chief, desk] = [await room.as("supervisor"), await room.as("dispatcher")];
});
afterAll(() => room[Symbol.asyncDispose]());
const officer = async (username: string): Promise<Officer> => {
  const { userId } = await putPerson(room, { username, role: "patrol", badge: `B-${username}` });
  return { userId, client: await signedIn(room.url, username, PASSWORD) };
};
beforeEach(async () => {
  made += 1;
  [first, second] = [await officer(`first${made}`), await officer(`second${made}`)];
});
afterEach(() => step(-ahead));

const make = (userId?: string, code = `C-${made}`) =>
  chief.must(dispatch.createUnit, { body: { code, kind: "car", sectorId: "SU1", ...(userId === undefined ? {} : { userId }) } });
const seat = (userId: string, unitId: string) =>
  chief.must(shifts.seat, {
    body: {
      sectorId: "SU1",
      userId,
      seat: { kind: "crew", unitId, vehicle: `V-${unitId.slice(0, 8)}` },
      from: new Date(clock.now()).toISOString(),
      to: new Date(clock.now() + 8 * 3_600_000).toISOString(),
    },
  });
const send = async (unitId: string) => {
  const opened = await desk.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "TRF.OBS" } });
  return desk.must(dispatch.assign, { params: { interventionId: opened.interventionId }, body: { unitId, anyway: true } });
};
const stamp = ({ client }: Officer, assignmentId: string, status: "accepted" | "on_scene" | "cleared", at?: number) =>
  client.code(dispatch.stamp, {
    params: { assignmentId },
    body: { status, ...(at === undefined ? {} : { at: new Date(at).toISOString() }) },
  });
const help = async ({ client }: Officer) => {
  const called = await client.must(dispatch.panic, {
    query: {},
    body: { at: new Date(clock.now()).toISOString(), place: PLACES.SU1 },
  });
  expect(codeOf(await endHelp(desk, called))).toBe("ok");
  return { unitId: called.unitId, isPerson: called.isPerson };
};
const speakers = async (id: string) =>
  (await desk.must(dispatch.units, {})).find(({ unitId }) => unitId === id)?.speakers.map(({ userId }) => userId);
const dutyOf = async ({ client }: Officer) => (await client.must(dispatch.duty, {}))?.unit.unitId ?? null;

const stateOf = async (id: string) => (await desk.must(dispatch.units, {})).find(({ unitId }) => unitId === id)?.status;

describe("the clock of the room went forward by mistake and is put back", () => {
  it("the account that was given to a unit meanwhile speaks for it, and the one before no more", async () => {
    const { unitId } = await make(first.userId);
    step(STEP_MS);
    await chief.must(dispatch.changeUnit, { params: { unitId }, body: { userId: second.userId } });
    step(-STEP_MS);
    const { assignmentId } = await send(unitId);
    expect(await speakers(unitId)).toEqual([second.userId]);
    expect([await dutyOf(first), await dutyOf(second)]).toEqual([null, unitId]);
    expect(await help(second)).toEqual({ unitId, isPerson: false });
    expect(await help(first)).toMatchObject({ isPerson: true });
    // The word of one who is relieved stands on the card, and changes nothing.
    expect(await stamp(first, assignmentId, "accepted")).toBe("ok");
    expect(await stateOf(unitId)).toBe("assigned");
    expect(await stamp(second, assignmentId, "accepted", clock.now())).toBe("ok");
    expect(await stamp(second, assignmentId, "on_scene")).toBe("ok");
  });

  it("keeps an act of the account before, done before the change and heard after the step", async () => {
    const { unitId } = await make(first.userId);
    const { assignmentId } = await send(unitId);
    const acted = clock.now();
    step(STEP_MS);
    await chief.must(dispatch.changeUnit, { params: { unitId }, body: { userId: second.userId } });
    step(-STEP_MS);
    expect(await stamp(first, assignmentId, "accepted", acted)).toBe("ok");
    expect(await stamp(second, assignmentId, "on_scene")).toBe("ok");
  });

  it("a unit that was made meanwhile has its account", async () => {
    step(STEP_MS);
    const { unitId } = await make(second.userId);
    step(-STEP_MS);
    expect(await speakers(unitId)).toEqual([second.userId]);
    expect(await help(second)).toEqual({ unitId, isPerson: false });
  });

  it("a unit that was retired meanwhile has no crew, and its account speaks for the unit that it has now", async () => {
    const old = await make(first.userId);
    step(STEP_MS);
    await chief.must(dispatch.retireUnit, { params: { unitId: old.unitId }, body: { reason: "بيعت المركبة" } });
    expect(await dutyOf(first)).toBeNull();
    step(-STEP_MS);
    expect(await dutyOf(first)).toBeNull();
    const { unitId } = await make(first.userId, `D-${made}`);
    const { assignmentId } = await send(unitId);
    expect(await dutyOf(first)).toBe(unitId);
    expect(await help(first)).toEqual({ unitId, isPerson: false });
    expect(await stamp(first, assignmentId, "accepted")).toBe("ok");
  });

  it("a call for help that ended meanwhile is over, and the next one is shown to its author", async () => {
    step(STEP_MS);
    const { unitId: before } = await help(first);
    step(-STEP_MS);
    expect(await dutyOf(first)).toBeNull();
    const called = await first.client.must(dispatch.panic, {
      query: {},
      body: { at: new Date(clock.now()).toISOString(), place: PLACES.SU1 },
    });
    expect(called.unitId).not.toBe(before);
    expect(await dutyOf(first)).toBe(called.unitId);
    expect(codeOf(await endHelp(desk, called))).toBe("ok");
    expect(await dutyOf(first)).toBeNull();
  });

  it("a person who was seated meanwhile speaks for the unit, and one whose seat ended does not", async () => {
    const { unitId } = await make();
    const line = await seat(first.userId, unitId);
    step(STEP_MS);
    await chief.must(shifts.endSeat, { params: { lineId: line.lineId } });
    await seat(second.userId, unitId);
    step(-STEP_MS);
    const { assignmentId } = await send(unitId);
    expect(await speakers(unitId)).toEqual([second.userId]);
    expect(await help(second)).toEqual({ unitId, isPerson: false });
    // The word of one who is relieved stands on the card, and changes nothing.
    expect(await stamp(first, assignmentId, "accepted")).toBe("ok");
    expect(await stateOf(unitId)).toBe("assigned");
    expect(await stamp(second, assignmentId, "accepted")).toBe("ok");
  });

  it("an assignment that was made meanwhile is accepted, reached and cleared by its crew", async () => {
    const { unitId } = await make(first.userId);
    step(STEP_MS);
    const { assignmentId } = await send(unitId);
    expect(await stamp(first, assignmentId, "accepted")).toBe("ok");
    step(-STEP_MS);
    expect(await stamp(first, assignmentId, "on_scene", clock.now())).toBe("ok");
    expect(await stamp(first, assignmentId, "cleared")).toBe("ok");
  });
});
