import { recordings } from "@amaliyat/contract/recordings";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { logEntries } from "../testing/things/log-entries.ts";
import { movedClock } from "../testing/moved-clock.ts";
import { signedIn } from "../testing/test-client.ts";
import { dataOfAnotherServer, PASSWORD, startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { isClockTrusted } from "./trusted-clock.ts";

const DAY = 86_400_000;
const clock = movedClock();
let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api", clock: clock.now });
});
afterAll(() => room[Symbol.asyncDispose]());
afterEach(() => room.database.db.pool.query("delete from trusted_time"));

const look = (elapsedMs = 0) => isClockTrusted(room.database.db, clock.now(), elapsedMs);
const told = async () =>
  (await logEntries(room)).filter(({ type }) => type.startsWith("retention.")).map(({ type, actor_name }) => [type, actor_name]);
/** The clock's state lies in the database: a server that starts now reads it. */
const restart = async () => {
  const { database } = room;
  await using data = await dataOfAnotherServer(room.data);
  await using again = await startTestRoom({ roles: "api", clock: clock.now, database, data: data.path, furnished: false });
  expect(again.url).not.toBe("");
};

describe("a clock that was set by more than a day", () => {
  it.each([2 * DAY, -2 * DAY])(
    "is trusted with no deletion (%d ms), before and after a restart, until it is put right; once told",
    async (by) => {
      const before = (await told()).length;
      expect(await look()).toBe(true);
      clock.forward(by);
      expect([await look(60_000), await look(60_000)]).toEqual([false, false]);
      await restart();
      expect([await look(), await look(60_000)]).toEqual([false, false]);
      expect((await told()).slice(before)).toEqual([["retention.stopped", null]]);
      clock.forward(-by);
      expect(await look(60_000)).toBe(true);
      expect((await told()).slice(before + 1)).toEqual([["retention.resumed", null]]);
    },
  );

  it("is trusted again once a person confirms the time, who must read the same elsewhere", async () => {
    expect(await look()).toBe(true);
    clock.forward(3 * DAY);
    const technician = await signedIn(room.url, "technician", PASSWORD);
    const confirm = (now: number) => technician.code(recordings.trustClock, { body: { now: new Date(now).toISOString() } });
    expect(await look()).toBe(false);
    expect(await confirm(clock.now() - 3 * DAY)).toBe("clock.differs");
    expect(await look()).toBe(false);
    expect(await confirm(Date.UTC(2199, 0))).toBe("request.invalid");
    expect(await confirm(clock.now() - 60_000)).toBe("ok");
    expect(await look()).toBe(true);
    expect((await told()).slice(-2)).toEqual([
      ["retention.stopped", null],
      ["retention.resumed", "technician"],
    ]);
    const operator = await signedIn(room.url, "operator", PASSWORD);
    expect(await operator.code(recordings.trustClock, { body: { now: new Date(clock.now()).toISOString() } })).toBe("access.not_your_role");
  });
});
