import { shifts, type LoadFigures } from "@amaliyat/contract/shifts";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { makeUnit } from "../../testing/things/things.ts";
import { startTestRoom, type TestRoom } from "../../testing/test-room.ts";

const HOUR = 3_600_000;
const BEGIN = Date.parse("2026-03-01T06:00:00Z");
const iso = (at: number): string => new Date(at).toISOString();
const span = { from: iso(BEGIN), to: iso(BEGIN + 4 * HOUR) };

let room: TestRoom;
let unitId = "";
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  unitId = (await makeUnit(room, "SU1", "D1")).unitId;
}, 60_000);
afterAll(() => room[Symbol.asyncDispose]());
beforeEach(async () => {
  await room.database.db.pool.query("delete from assignment; delete from intervention; delete from call; delete from roster_line");
});

const opened = (at: number, more: { kind?: string; imported?: boolean; sector?: string } = {}): Promise<unknown> =>
  room.database.db.pool.query(
    `insert into intervention (intervention_id, reference, version, kind, origin, channel, sector_id, subcategory, priority, priority_by_hand,
      opened_at, cancelled_at, import_id)
     values ($1::uuid, $1::uuid::text, 1, $2, 'desk', 'DSK', $3, 'TRF.OBS', 'P3', false, $4, $5, $6)`,
    [
      randomUUID(),
      more.kind ?? "open",
      more.sector ?? "SU1",
      new Date(BEGIN + at),
      more.kind === "cancelled" ? new Date(BEGIN + at) : null,
      more.imported === true ? randomUUID() : null,
    ],
  );

const called = (at: number, direction: "in" | "out" = "in"): Promise<unknown> =>
  room.database.db.pool.query(
    `insert into call (call_id, reference, arrived_at, since, ended_at, line, direction, ending, sector_id)
     values ($1::uuid, $1::uuid::text, $2, $2, $2, '17', $3, 'abandoned', 'SU1')`,
    [randomUUID(), new Date(BEGIN + at), direction],
  );

async function seated(username: string, kind: "desk" | "crew", from: number, to: number, sector = "SU1"): Promise<void> {
  await room.database.db.pool.query(
    `insert into roster_line (line_id, sector_id, kind, desk, unit_id, vehicle, user_id, role, from_at, to_at, made_at, made_by)
     select $1, $2, $3, case when $3 = 'desk' then $7::text end, case when $3 = 'crew' then $4::uuid end, case when $3 = 'crew' then 'V1' end,
       user_id, role, $5, $6, $5, user_id from users where username = $7`,
    [randomUUID(), sector, kind, unitId, new Date(BEGIN + from), new Date(BEGIN + to), username],
  );
}

async function load(): Promise<LoadFigures["hours"]> {
  return (await (await room.as("supervisor")).must(shifts.load, { query: span })).hours;
}

it("counts by the hour what came, and who sat at the middle of it", async () => {
  await opened(0);
  await opened(HOUR - 1);
  await opened(HOUR);
  await called(HOUR + 5);
  await called(3 * HOUR + 5);
  await seated("dispatcher", "desk", 0, 2 * HOUR);
  await seated("operator", "desk", 0.6 * HOUR, 3 * HOUR);
  await seated("patrol", "crew", HOUR, 1.6 * HOUR);
  const hours = await load();
  expect(hours.map(({ from }) => from)).toEqual([0, 1, 2, 3].map((nth) => iso(BEGIN + nth * HOUR)));
  expect(hours.map(({ opened: o, calls, desks, crews }) => [o, calls, desks, crews])).toEqual([
    [2, 0, 1, 0],
    [1, 1, 2, 1],
    [0, 0, 1, 0],
    [0, 1, 0, 0],
  ]);
});

it("leaves out what the figures leave out: cancelled, imported, outside the span, called by the room itself", async () => {
  await opened(0, { kind: "cancelled" });
  await opened(0, { imported: true });
  await opened(-1);
  await opened(4 * HOUR);
  await called(0, "out");
  await called(-1);
  await called(4 * HOUR);
  expect((await load()).every(({ opened: o, calls }) => o === 0 && calls === 0)).toBe(true);
});

it("refuses a span that is none, or longer than a week", async () => {
  const chief = await room.as("supervisor");
  for (const [from, to] of [
    [BEGIN, BEGIN],
    [BEGIN, BEGIN + 7 * 24 * HOUR + 1],
  ] as const)
    expect(await chief.ask(shifts.load, { query: { from: iso(from), to: iso(to) } })).toMatchObject({
      ok: false,
      error: { code: "intervals.wrong_period" },
    });
});
