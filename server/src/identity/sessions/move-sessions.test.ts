import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { identity } from "@amaliyat/contract/identity";
import { SYSTEM, transaction } from "../../platform/database/index.ts";
import { logEntries } from "../../testing/things/log-entries.ts";
import { movedClock } from "../../testing/moved-clock.ts";
import type { FollowedClock } from "../../platform/clock.ts";
import type { TestClient } from "../../testing/test-client.ts";
import { clientsOf, startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { readMachineClock, sessionsFollow } from "./move-sessions.ts";

const HOUR = 3_600_000;
const clock = movedClock();
let room: TestRoom;
let operator: TestClient;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api", clock: clock.now });
  operator = await room.as("operator");
});
afterAll(() => room[Symbol.asyncDispose]());

it("keeps everybody signed in when the clock is stepped, moves their times once for all processes of the machine, and logs it", async () => {
  let offsetMs = 1_000_000;
  const machine = () => Promise.resolve({ bootId: "11111111-1111-4111-8111-111111111111", offsetMs });
  const [first, second] = [await sessionsFollow(room.database.db, [], machine), await sessionsFollow(room.database.db, [], machine)];
  for (const by of [HOUR, -HOUR, 5 * HOUR]) {
    offsetMs += by;
    await Promise.all([first(by), second(by)]);
    clock.forward(by);
    expect((await operator.must(identity.me, {})).user.role).toBe("operator");
  }
  const logged = (await logEntries(room)).filter(({ type }) => type === "room.clock_stepped");
  expect(logged.map(({ detail }) => detail)).toEqual([{ seconds: 3_600 }, { seconds: -3_600 }, { seconds: 18_000 }]);
  // The idle time goes on from where it was.
  clock.forward(31 * 60_000);
  expect(await operator.code(identity.me, {})).toBe("session.idle");
});

it("signs nobody out while rows were moved by another process and its own clock has not taken the step yet", async () => {
  const at = await readMachineClock();
  let { offsetMs } = at;
  const other = await sessionsFollow(room.database.db, [], () => Promise.resolve({ ...at, offsetMs }));
  const person = await clientsOf(room.url)("operator");
  for (const by of [-HOUR, HOUR, HOUR, -HOUR]) {
    offsetMs += by;
    await other(by);
    expect((await person.must(identity.me, {})).user.role).toBe("operator");
  }
});

it("follows at its start a step that was taken while no process of the room was there, once", async () => {
  const { db } = room.database;
  const bootId = "22222222-2222-4222-8222-222222222222";
  let offsetMs = 5_000_000;
  const start = async (): Promise<FollowedClock> => {
    const followed: FollowedClock = { bootId: null, followedMs: 0 };
    await sessionsFollow({ ...db, followed }, [], () => Promise.resolve({ bootId, offsetMs }));
    return followed;
  };
  const openedAt = async (): Promise<number> =>
    Number((await db.pool.query("select extract(epoch from max(opened_at)) as at from session where ended_at is null")).rows[0].at);
  const before = await openedAt();
  expect(await start()).toEqual({ bootId, followedMs: 0 });
  offsetMs += HOUR;
  expect([(await start()).followedMs, (await start()).followedMs]).toEqual([HOUR, HOUR]);
  expect((await openedAt()) - before).toBeCloseTo(3_600, 3);
  offsetMs -= HOUR;
  expect((await start()).followedMs).toBe(0);
  expect((await openedAt()) - before).toBeCloseTo(0, 3);
});

it("keeps everybody designated when a clock that was ahead at the setup is put back; a designation of a later day stays", async () => {
  const late = movedClock();
  await using fresh = await startTestRoom({ roles: "api", clock: late.now });
  const dispatcher = await fresh.as("dispatcher");
  const { db } = fresh.database;
  const [justNow, tomorrow] = [new Date(late.now() - 60_000), new Date(late.now() + 24 * HOUR)];
  await transaction(db, SYSTEM, (tx) => sql`update users set designated_from = ${justNow}`.execute(tx));
  await transaction(db, SYSTEM, (tx) => sql`update users set designated_from = ${tomorrow} where role = 'technician'`.execute(tx));
  let offsetMs = 1_000_000;
  const machine = () => Promise.resolve({ bootId: "22222222-2222-4222-8222-222222222222", offsetMs });
  // The wall clock is behind already when a step back is told; the room's own follows.
  const step = await sessionsFollow(db, [], machine, () => late.now() - HOUR);
  offsetMs -= HOUR;
  await step(-HOUR);
  late.forward(-HOUR);
  expect((await dispatcher.must(identity.me, {})).user.role).toBe("dispatcher");
  expect((await (await fresh.as("operator")).must(identity.me, {})).user.role).toBe("operator");
  const { rows } = await transaction(db, SYSTEM, (tx) =>
    sql<{ designated_from: Date }>`select distinct designated_from from users where role = 'technician'`.execute(tx),
  );
  expect(rows.map(({ designated_from }) => designated_from)).toEqual([tomorrow]);
});

it("knows the machine by its start", async () => {
  const [one, two] = [await readMachineClock(), await readMachineClock()];
  expect(one.bootId).toBe(two.bootId);
  expect(Math.abs(one.offsetMs - two.offsetMs)).toBeLessThan(2_500);
});
