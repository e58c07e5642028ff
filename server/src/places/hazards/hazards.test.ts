import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions } from "@amaliyat/contract/interventions";
import { places, type Hazard } from "@amaliyat/contract/places";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { transaction } from "../../platform/database/index.ts";
import { logEntries } from "../../testing/things/log-entries.ts";
import { movedClock } from "../../testing/moved-clock.ts";
import { openScreen } from "../../testing/screen.ts";
import { codeOf, signedIn, type TestClient } from "../../testing/test-client.ts";
import { PASSWORD, PLACES, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { hazardBody, makeUnit } from "../../testing/things/things.ts";

const DAY = 86_400_000;
const clock = movedClock();
let room: TestRoom;
let operator: TestClient;
let dispatcher: TestClient;
let supervisor: TestClient;
let above: TestClient;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api", clock: clock.now });
  [operator, dispatcher, supervisor, above] = [
    await room.as("operator"),
    await room.as("dispatcher"),
    await room.as("supervisor"),
    await room.as("supervisor0"),
  ];
});
afterAll(() => room[Symbol.asyncDispose]());

/** Each test works at a corner of its own, 110 m from the next. */
let nth = 0;
const corner = () => ({ lat: 31.9005 + 0.001 * ++nth, lon: 5.305 });
/** The same in another street: nothing of these reaches the corners. */
let house = 0;
const street = () => ({ lat: 31.9005 + 0.001 * ++house, lon: 5.308 });
const body = (point: { lat: number; lon: number }, change: object = {}) => ({ ...hazardBody(point, clock.now()), ...change });
const write = (point: { lat: number; lon: number }, change: object = {}, by = operator) =>
  by.ask(places.writeHazard, { body: body(point, change) });
const written = async (point: { lat: number; lon: number }, change: object = {}, by = operator): Promise<Hazard> => {
  const answer = await write(point, change, by);
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
};
const open = async (place: { lat: number; lon: number }) =>
  (await dispatcher.must(interventions.open, { body: { origin: "desk", place, subcategory: "TRF.OBS" } })).interventionId;
const warned = async (interventionId: string, by = operator) =>
  (await by.must(places.warnings, { params: { interventionId } })).map(({ words, isConfirmed }) => [words, isConfirmed]);
const judge = ({ hazardId, version }: Hazard, by: TestClient, act: object = { act: "confirm" }) =>
  by.ask(places.judgeHazard, { params: { hazardId }, body: { version, ...act } as { version: number; act: "confirm" } });

describe("a hazard that a crew meets", () => {
  it("has the room's time also where the phone's clock is two days off", async () => {
    const patrol = await room.as("patrol");
    const off = clock.now() - 2 * 86_400_000;
    const body = { kind: "dog" as const, words: "كلب مربوط", point: street(), at: new Date(off - 60_000).toISOString() };
    const { hazardId } = await patrol.must(places.reportHazard, { query: { sentAt: new Date(off).toISOString() }, body });
    const [listed] = (await operator.must(places.hazards, {})).filter((one) => one.hazardId === hazardId);
    expect(Math.abs(Date.parse(listed?.from ?? "") - (clock.now() - 60_000))).toBeLessThan(5_000);
  });

  it("is proposed, shown at once and marked so, dated by the phone; one at a home waits for a second person", async () => {
    const patrol = await room.as("patrol");
    const at = street();
    const met = { kind: "dog" as const, words: "كلب طليق أمام العمارة", point: at };
    const screen = await openScreen(dispatcher);
    const earlier = new Date(clock.now() - 3_600_000).toISOString();
    const { hazardId } = await patrol.must(places.reportHazard, { body: { ...met, at: earlier }, once: "hazard-key-1" });
    expect(await patrol.must(places.reportHazard, { body: { ...met, at: earlier }, once: "hazard-key-1" })).toEqual({ hazardId });
    await screen.happens("hazard", (told) => told.hazardId === hazardId);
    screen.socket.terminate();
    const interventionId = await open(at);
    expect(await warned(interventionId)).toEqual([[met.words, false]]);
    const [listed] = (await operator.must(places.hazards, {})).filter((one) => one.hazardId === hazardId);
    expect(listed).toMatchObject({ state: "proposed", source: "patrol", from: earlier, writtenBy: "patrol", sectorId: "SU1" });
    expect((await logEntries(room, hazardId)).map(({ type, actor_name: by }) => [type, by])).toEqual([["hazard.changed", "patrol"]]);
    expect(codeOf(await judge(listed as Hazard, supervisor))).toBe("ok");
    expect(await warned(interventionId)).toEqual([[met.words, true]]);
    const home = street();
    await patrol.must(places.reportHazard, { body: { ...met, point: home, atHome: true } });
    expect(await warned(await open(home))).toEqual([]);
  });

  it("says in words what it is, lies in the town, and is written by crews alone on this way; a clock days off is not believed", async () => {
    const patrol = await room.as("patrol");
    const report = (change: object, by = patrol) =>
      by.code(places.reportHazard, { body: { kind: "dog", words: "كلب طليق", point: street(), ...change } });
    expect(await report({ words: "." })).toBe("hazard.words_missing");
    expect(await report({ point: { lat: 10, lon: 10 } })).toBe("place.beyond_sectors");
    expect(await report({}, operator)).toBe("access.not_your_role");
    expect(await patrol.code(places.hazards, {})).toBe("access.not_your_role");
    const at = street();
    for (const off of [-2, 2]) {
      const { hazardId } = await patrol.must(places.reportHazard, {
        body: { kind: "fall", words: "حفرة مفتوحة", point: at, at: new Date(clock.now() + off * DAY).toISOString() },
      });
      const [listed] = (await operator.must(places.hazards, {})).filter((one) => one.hazardId === hazardId);
      expect(Math.abs(Date.parse(listed?.from ?? "") - clock.now())).toBeLessThan(DAY + 60_000);
    }
  });
});

describe("a hazard", () => {
  it("is shown on the card of an intervention within its radius, marked until a supervisor confirms it", async () => {
    const at = corner();
    const hazard = await written(at);
    expect(hazard).toMatchObject({ state: "proposed", version: 1, sectorId: "SU1", writtenBy: "operator", confirmedBy: null });
    const [here, away] = [await open({ ...at, lat: at.lat + 0.0003 }), await open({ ...at, lat: at.lat + 0.0005 })];
    expect(await warned(here)).toEqual([["كلب طليق في الساحة", false]]);
    expect(await warned(away)).toEqual([]);
    // Of one event that two callers place apart, the hazard at either place counts.
    const joins = await dispatcher.must(interventions.open, {
      body: { origin: "desk", place: { ...at, lat: at.lat + 0.0003 }, joins: away },
    });
    expect(joins.mergedInto).toBe(away);
    expect(await warned(away)).toEqual([["كلب طليق في الساحة", false]]);
    const screen = await openScreen(dispatcher);
    expect(await judge(hazard, supervisor)).toMatchObject({ value: { state: "confirmed", version: 2, confirmedBy: "supervisor" } });
    await screen.happens("hazard", ({ hazardId }) => hazardId === hazard.hazardId);
    screen.socket.terminate();
    expect(await warned(here)).toEqual([["كلب طليق في الساحة", true]]);
  });

  it("of an exact address is shown at its door", async () => {
    const at = corner();
    await written(at, { area: { kind: "address", address: "حي الأمل، عمارة 12" } });
    expect(await warned(await open({ ...at, lat: at.lat + 0.0002 }))).toHaveLength(1);
    expect(await warned(await open({ ...at, lat: at.lat + 0.0004 }))).toHaveLength(0);
  });

  it("over the edge of its sector is shown to whoever works there, and is no more theirs than before", async () => {
    const lat = 31.9051;
    const hazard = await written({ lat, lon: 5.3098 });
    const operator2 = await room.as("operator2");
    const { interventionId } = await operator2.must(interventions.open, { body: { origin: "desk", place: { lat, lon: 5.3101 } } });
    expect(await warned(interventionId, operator2)).toHaveLength(1);
    expect((await operator2.must(places.hazards, {})).some(({ hazardId }) => hazardId === hazard.hazardId)).toBe(false);
    const end = { params: { hazardId: hazard.hazardId }, body: { version: 1, reason: "ليس لي" } };
    expect(await operator2.code(places.endHazard, end)).toBe("object.not_found");
    expect(await operator.code(places.warnings, { params: { interventionId } })).toBe("object.not_found");
    expect(codeOf(await write(PLACES.SU2))).toBe("place.beyond_sectors");
  });

  it("at a home is shown to nobody before a second person confirmed it, also a supervisor's own", async () => {
    const at = corner();
    const interventionId = await open(at);
    const hazard = await written(at, { atHome: true, kind: "weapon", words: "سلاح في المسكن" }, supervisor);
    expect(hazard.state).toBe("proposed");
    expect(await warned(interventionId)).toEqual([]);
    expect(codeOf(await judge(hazard, supervisor))).toBe("hazard.same_person");
    expect(codeOf(await judge(hazard, dispatcher))).toBe("access.not_your_role");
    expect(codeOf(await judge(hazard, above))).toBe("ok");
    expect(await warned(interventionId)).toEqual([["سلاح في المسكن", true]]);
    const params = { hazardId: hazard.hazardId };
    const changed = await supervisor.must(places.changeHazard, { params, body: { ...body(at, { words: "غيره" }), version: 2 } });
    expect(changed).toMatchObject({ state: "proposed", atHome: true, confirmedBy: null });
    expect(await warned(interventionId)).toEqual([]);
    await expect(
      room.database.db.pool.query("update hazard set state = 'confirmed' where hazard_id = $1", [hazard.hazardId]),
    ).rejects.toThrow("hazard_check");
  });

  it("is declined or ended with a reason, and then shown no more", async () => {
    const at = corner();
    const interventionId = await open(at);
    const [one, other] = [await written(at), await written(at, { words: "آخر" })];
    expect(await judge(one, supervisor, { act: "decline", reason: "غير صحيح" })).toMatchObject({ value: { state: "declined" } });
    const end = { params: { hazardId: other.hazardId }, body: { version: 1, reason: "أُزيل" } };
    expect(await operator.must(places.endHazard, end)).toMatchObject({ state: "ended", reason: "أُزيل" });
    expect(await warned(interventionId)).toEqual([]);
    expect(codeOf(await judge(one, supervisor))).toBe("hazard.changed_meanwhile");
    expect(codeOf(await judge({ ...one, version: 2 }, supervisor))).toBe("hazard.wrong_state");
    expect((await logEntries(room, other.hazardId)).map(({ type }) => type)).toEqual(["hazard.changed", "hazard.ended"]);
  });

  it("ends by itself, is renewed before, and is refused beyond twelve months or with a radius out of range", async () => {
    const at = corner();
    const hazard = await written(at, {}, supervisor);
    expect(hazard.state).toBe("confirmed");
    const iso = (days: number) => new Date(clock.now() + days * DAY).toISOString();
    const renew = (days: number) => ({
      params: { hazardId: hazard.hazardId },
      body: { version: 1, until: iso(days), reviewAt: iso(1) },
    });
    expect(await supervisor.code(places.renewHazard, renew(367))).toBe("hazard.too_long");
    expect(await dispatcher.code(places.renewHazard, renew(3))).toBe("access.not_your_role");
    expect(await supervisor.must(places.renewHazard, renew(3))).toMatchObject({ version: 2, state: "confirmed" });
    expect(codeOf(await write(at, { until: iso(367), reviewAt: iso(1) }))).toBe("hazard.too_long");
    expect(codeOf(await write(at, { until: iso(-1) }))).toBe("hazard.span_wrong");
    expect(codeOf(await write(at, { reviewAt: iso(9) }))).toBe("hazard.review_wrong");
    for (const metres of [0, 9, 1001, 99_999])
      expect(codeOf(await write(at, { area: { kind: "radius", metres } }))).toBe("hazard.radius_wrong");
    for (const metres of [-1, 1e9, 2.5]) expect(codeOf(await write(at, { area: { kind: "radius", metres } }))).toBe("request.invalid");
    expect(codeOf(await write(at, { kind: "hiv" }))).toBe("request.invalid");
  });

  it("is on the phone of the crew that is sent there, told when it is written later, and each is logged once", async () => {
    const at = corner();
    const interventionId = await open(at);
    const unit = await makeUnit(room, "SU1", "h-1");
    await dispatcher.must(dispatch.assign, { params: { interventionId }, body: { unitId: unit.unitId } });
    const patrol = await room.as("patrol");
    const screen = await openScreen(patrol);
    const hazard = await written(at, { kind: "medical_precaution", words: "قفازات وكمامة" });
    await screen.happens("hazard", ({ hazardId }) => hazardId === hazard.hazardId);
    screen.socket.terminate();
    const hazards = async () => ((await patrol.must(dispatch.duty, {}))?.assignments ?? []).flatMap((one) => one.hazards);
    expect(await hazards()).toMatchObject([{ kind: "medical_precaution", words: "قفازات وكمامة", isConfirmed: false, metres: 0 }]);
    await hazards();
    await warned(interventionId);
    await warned(interventionId);
    const shown = (await logEntries(room, interventionId)).filter(({ type }) => type === "hazard.shown");
    expect(shown.map(({ actor_name }) => actor_name)).toEqual(["patrol", "operator"]);
    const { reference } = await operator.must(interventions.card, { params: { interventionId } });
    expect(shown.map(({ work_item }) => work_item)).toEqual([reference, reference]);
    expect(shown[0]?.detail).toMatchObject({ hazards: [{ hazardId: hazard.hazardId, version: 1, kind: "medical_precaution" }] });
    await judge(hazard, supervisor);
    await hazards();
    expect((await logEntries(room, interventionId)).filter(({ type }) => type === "hazard.shown")).toHaveLength(3);
    clock.forward(2 * DAY);
    const later = await signedIn(room.url, "patrol", PASSWORD);
    expect((await later.must(dispatch.duty, {}))?.assignments.map((one) => one.hazards)).toEqual([[]]);
  });

  it("is kept from other roles and other sectors by the rows' own policies too", async () => {
    const count = (role: string, sectors: string[]) =>
      transaction(room.database.db, { userId: "", role, sectors }, async (tx) => {
        const { rows } = await sql<{ n: number }>`select count(*)::int as n from hazard`.execute(tx);
        return rows[0]?.n ?? 0;
      });
    expect(await count("operator", ["SU1"])).toBeGreaterThan(0);
    expect(await count("operator", ["SU2"])).toBe(0);
    for (const role of ["patrol", "analyst", "auditor", "administrator"]) expect(await count(role, ["SU1"])).toBe(0);
  });
});
