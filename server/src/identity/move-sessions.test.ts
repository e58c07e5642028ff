import { afterAll, beforeAll, expect, it } from "vitest";
import { identity } from "@amaliyat/contract/identity";
import { logEntries } from "../testing/log-entries.ts";
import { movedClock } from "../testing/moved-clock.ts";
import type { TestClient } from "../testing/test-client.ts";
import { startTestRoom, type TestRoom } from "../testing/test-room.ts";
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

it("knows the machine by its start", async () => {
  const [one, two] = [await readMachineClock(), await readMachineClock()];
  expect(one.bootId).toBe(two.bootId);
  expect(Math.abs(one.offsetMs - two.offsetMs)).toBeLessThan(2_500);
});
