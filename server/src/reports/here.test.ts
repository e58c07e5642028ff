import { reports } from "@amaliyat/contract/reports";
import { HERE_FOR_MS, HERE_MOST } from "@amaliyat/domain/reports";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sessionsFollow } from "../identity/index.ts";
import { logEntries } from "../testing/things/log-entries.ts";
import { movedClock } from "../testing/moved-clock.ts";
import { testClient, type TestClient } from "../testing/test-client.ts";
import { clientsOf, PLACES, startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { newCode, reportBody } from "../testing/things/things.ts";
import { moveFollowedPlaces } from "./rows/here-store.ts";

const HOUR = 3_600_000;
const clock = movedClock();
let room: TestRoom;
let citizen: TestClient;
let taker: TestClient;
/** The room's own machine, as its first start wrote it. */
let machine = { boot: "", offset: 0 };
beforeAll(async () => {
  room = await startTestRoom({ roles: "api", clock: clock.now });
  citizen = testClient(room.url);
  taker = await clientsOf(room.url)("call_taker");
  const clocks = "select boot_id as boot, offset_ms as offset from machine_clock";
  machine = (await room.database.db.pool.query<typeof machine>(clocks)).rows[0] ?? machine;
}, 60_000);
afterAll(() => room[Symbol.asyncDispose]());

type Body = ReturnType<typeof reportBody>;

/** Calls for help, and opens that at a desk. */
async function called(more: Partial<Omit<Body, "place">> & { place?: unknown } = {}) {
  const code = newCode();
  const body = { ...reportBody(code, PLACES.SU1), files: [], place: null, ...more } as unknown as Body;
  const { reference } = await citizen.must(reports.send, { body });
  const { rows } = await taker.must(reports.list, { query: { q: reference } });
  const params = { reportId: rows[0]?.reportId ?? "" };
  await taker.must(reports.open, { params });
  return { code, params, card: () => taker.must(reports.card, { params }) };
}

const PLACE = { lat: 31.951, lon: 5.331 };
const say = (code: string, more: object = {}) => ({ body: { code, point: PLACE, accuracyM: 9, agoMs: 0, ...more } });

it("a place that comes after the call for help is on the card, with its sector and its moment, and the newest stays", async () => {
  const { code, card, params } = await called();
  expect(await card()).toMatchObject({ place: null, sectorId: null, placeAt: null });
  await citizen.must(reports.here, say(code, { point: PLACES.SU1 }));
  expect(await card()).toMatchObject({ place: PLACES.SU1, placeSource: "phone", accuracyM: 9, sectorId: "SU1" });
  clock.forward(10_000);
  await citizen.must(reports.here, say(code));
  expect(await card()).toMatchObject({ place: PLACE, sectorId: "SU1" });
  await citizen.must(reports.here, say(code, { point: PLACES.SU1, agoMs: 30_000 }));
  const last = await card();
  expect(last).toMatchObject({ place: PLACE, placeAt: expect.any(String) as string });
  // One entry says that a place began to follow; some hundred of them would say no more.
  expect(last.events.filter(({ kind }) => kind === "report.place_followed")).toHaveLength(1);
  const entries = await logEntries(room, params.reportId);
  expect(entries.filter(({ type }) => type === "report.place_followed")).toHaveLength(1);
});

it("follows nobody but who is in danger, and takes no place that a person set", async () => {
  const onMap = await called({ place: { point: PLACE, accuracyM: null, source: "map" } });
  expect(await citizen.code(reports.here, say(onMap.code))).toBe("report.wrong_state");
  const byRoom = await called();
  await taker.must(reports.place, { params: byRoom.params, body: { point: PLACES.SU1, text: null } });
  expect(await citizen.code(reports.here, say(byRoom.code))).toBe("report.wrong_state");
  expect(await byRoom.card()).toMatchObject({ place: PLACES.SU1, placeSource: "room" });
  expect(await citizen.code(reports.here, say(newCode()))).toBe("report.unknown_code");
});

it("ends with the report, with the hour, and with a number", async () => {
  const gone = await called();
  await citizen.must(reports.here, say(gone.code));
  await citizen.must(reports.withdraw, { body: { code: gone.code } });
  expect(await citizen.code(reports.here, say(gone.code))).toBe("report.wrong_state");
  expect(await gone.card()).toMatchObject({ place: null, placeAt: null });
  const often = await called();
  await room.database.db.pool.query("update report set places_said = $1 where report_id = $2", [HERE_MOST - 1, often.params.reportId]);
  await citizen.must(reports.here, say(often.code));
  clock.forward(1000);
  expect(await citizen.code(reports.here, say(often.code))).toBe("report.wrong_state");
  const old = await called();
  clock.forward(HERE_FOR_MS + 1000);
  expect(await citizen.code(reports.here, say(old.code))).toBe("report.wrong_state");
});

describe.each([-HOUR, HOUR])("a clock that is stepped by %i ms during a call for help", (byMs) => {
  beforeEach(async () => void (taker = await clientsOf(room.url)("call_taker")));

  it("neither freezes the place that follows nor ends it, and the hour stays an hour", async () => {
    const { code, card } = await called();
    await citizen.must(reports.here, say(code, { point: PLACES.SU1 }));
    let offsetMs = 1_000_000;
    const bootId = randomUUID();
    const follow = await sessionsFollow(room.database.db, [moveFollowedPlaces], () => Promise.resolve({ bootId, offsetMs }));
    offsetMs += byMs;
    await follow(byMs);
    clock.forward(byMs + 10_000);
    await citizen.must(reports.here, say(code, { agoMs: 1_000 }));
    expect(await card()).toMatchObject({ place: PLACE });
    // From then on an older place after a newer one is old again.
    await citizen.must(reports.here, say(code, { point: PLACES.SU1, agoMs: 5_000 }));
    expect(await card()).toMatchObject({ place: PLACE });
    clock.forward(HERE_FOR_MS - 60_000);
    await citizen.must(reports.here, say(code));
    clock.forward(60_000);
    expect(await citizen.code(reports.here, say(code))).toBe("report.wrong_state");
  });

  it("ends no place between the move of the rows and the step of the room's own clock, nor that of a call of this moment", async () => {
    const before = await called();
    let offsetMs = machine.offset;
    const other = await sessionsFollow(room.database.db, [moveFollowedPlaces], () => Promise.resolve({ bootId: machine.boot, offsetMs }));
    offsetMs += byMs;
    await other(byMs);
    const after = await called();
    for (const { code } of [before, after]) await citizen.must(reports.here, say(code));
    clock.forward(HERE_FOR_MS + 60_000);
    for (const { code } of [before, after]) expect(await citizen.code(reports.here, say(code))).toBe("report.wrong_state");
    // The clock of this test's room took no step: the rows go back.
    offsetMs -= byMs;
    await other(-byMs);
  });
});
