import { identity } from "@amaliyat/contract/identity";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { logEntries } from "../../../testing/things/log-entries.ts";
import { movedClock } from "../../../testing/moved-clock.ts";
import { startTestRoom, type TestRoom } from "../../../testing/test-room.ts";
import { ReadBound } from "./read-bound.ts";

/** Number of refused reads among `times` reads within `ms`. */
function refusedOf(bound: ReadBound, times: number, from: number, ms: number): number {
  const waits = Array.from({ length: times }, (_, nth) => bound.count("s", from + (nth * ms) / times));
  return waits.filter((seconds) => seconds > 0).length;
}

it("lets a console start with a wall of 16 pictures, start again at once, and read on all day", () => {
  const bound = new ReadBound();
  expect(refusedOf(bound, 60 + 16, 0, 1_000)).toBe(0);
  expect(refusedOf(bound, 60 + 16, 1_000, 1_000)).toBe(0);
  expect(refusedOf(bound, 20 * 3_600, 2_000, 3_600_000)).toBe(0);
});

it("refuses a flood but for 300 at once and 50 a second, for that session alone", () => {
  const bound = new ReadBound();
  expect(refusedOf(bound, 1_000, 0, 0)).toBe(700);
  expect(bound.count("s", 0)).toBe(1);
  expect(bound.count("another", 0)).toBe(0);
  // The last of them comes after 9.99 s.
  expect(refusedOf(bound, 1_000, 0, 10_000)).toBe(501);
  expect(refusedOf(bound, 1_000, 3_600_000, 0)).toBe(700);
});

describe("in a room", () => {
  const clock = movedClock();
  let room: TestRoom;
  beforeAll(async () => {
    room = await startTestRoom({ roles: "api", clock: clock.now, readRate: { aSecond: 2, burst: 50 } });
  });
  afterAll(() => room[Symbol.asyncDispose]());

  it("answers a flood of a session with the seconds to wait, serves others, and folds it in the log", async () => {
    const [technician, operator] = [await room.as("technician"), await room.as("operator")];
    const answers: { status: number; body: { code?: string; params?: unknown } }[] = [];
    const read = async (): Promise<void> => {
      const response = await technician.fetch(identity.me.path);
      answers.push({ status: response.status, body: (await response.json()) as { code?: string } });
    };
    for (let n = 0; n < 8; n++) await Promise.all(Array.from({ length: 25 }, read));
    const refused = answers.filter(({ status }) => status !== 200);
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(50);
    expect(refused.length).toBeGreaterThan(20);
    for (const { status, body } of refused) expect([status, body.code, body.params]).toEqual([429, "request.too_many", { seconds: 1 }]);
    expect(await operator.code(identity.me, {})).toBe("ok");
    // The reads of a screen do not stop the acts of its person.
    expect(await technician.code(identity.lock, {})).toBe("ok");
    clock.forward(61_000);
    expect(await operator.code(identity.users, {})).toBe("access.not_your_role");
    const entries = async () => (await logEntries(room)).filter((entry) => entry.refusal_code === "request.too_many");
    // Twenty of each minute by themselves, the rest as counts: a flood on a busy machine may last from one minute into the next.
    const counted = async () => (await entries()).reduce((sum, { detail }) => sum + Number(detail?.["count"] ?? 1), 0);
    await expect.poll(counted, { timeout: 15_000 }).toBe(refused.length);
    const all = await entries();
    expect(all.length).toBeLessThanOrEqual(42);
    expect(all.at(-1)?.detail).toMatchObject({ codes: { "request.too_many": expect.any(Number) as number } });
  });
});
