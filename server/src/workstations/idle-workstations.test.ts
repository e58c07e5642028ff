import { workstations } from "@amaliyat/contract/workstations";
import { MOST_ADDED_A_DAY, MOST_WORKSTATIONS } from "@amaliyat/domain/workstations";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { logEntries } from "../testing/things/log-entries.ts";
import type { TestClient } from "../testing/test-client.ts";
import { startTestRoom, type TestRoom } from "../testing/test-room.ts";

let room: TestRoom;
let operator: TestClient;
let supervisor: TestClient;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  [operator, supervisor] = [await room.as("operator"), await room.as("supervisor")];
});
afterAll(() => room[Symbol.asyncDispose]());
beforeEach(async () => {
  await run("delete from workstation_window");
  await run("delete from workstation");
});

const run = async (text: string, values: unknown[] = []): Promise<void> => {
  await room.database.db.pool.query(text, values);
};
/** Adds a workstation that was used so long ago. */
const idle = (number: number, ago: string, name: string | null = null): Promise<void> =>
  run("insert into workstation (workstation_id, number, name, used_at) values (gen_random_uuid(), $1, $2, now() - $3::interval)", [
    number,
    name,
    ago,
  ]);
const withWindow = (number: number): Promise<void> =>
  run("insert into workstation_window (workstation_id, role) select workstation_id, 'map' from workstation where number = $1", [number]);
const fill = (ago: string, count: number): Promise<void> =>
  run(
    `insert into workstation (workstation_id, number, name, used_at)
     select gen_random_uuid(), 1000 + n, 'n' || n, now() - $1::interval from generate_series(1, $2::int) n`,
    [ago, count],
  );
const numbers = async (): Promise<number[]> => (await supervisor.must(workstations.list, {})).map(({ number }) => number);

it("goes when another is added, if it has no name, no window and nobody for an hour, or nobody for 30 days", async () => {
  await idle(1, "61 minutes");
  await idle(2, "59 minutes");
  await idle(3, "61 minutes", "مكتب");
  await idle(4, "29 days");
  await withWindow(4);
  await idle(5, "31 days");
  await withWindow(5);
  await idle(6, "400 days", "أرشيف");
  const { workstationId, number } = await operator.must(workstations.create, {});
  expect(await numbers()).toEqual([2, 3, 4, 6, number]);
  expect((await logEntries(room, workstationId)).map(({ detail }) => detail)).toEqual([{ number: 7, numbers: [1, 5] }]);
});

it("stays while its windows move and its walls change", async () => {
  const { workstationId, number } = await operator.must(workstations.create, {});
  await run("update workstation set used_at = now() - interval '31 days'");
  const bounds = { left: 0, top: 0, width: 800, height: 600 };
  await operator.must(workstations.putWindow, { params: { workstationId, role: "map" }, body: { bounds } });
  await operator.must(workstations.create, {});
  expect(await numbers()).toContain(number);
});

it("gives way in a full room if it is the one without a name that nobody used for longest, a day at least", async () => {
  await fill("90 days", MOST_WORKSTATIONS - 2);
  for (const [number, ago] of [
    [1, "3 days"],
    [2, "25 hours"],
  ] as const) {
    await idle(number, ago);
    await withWindow(number);
  }
  await operator.must(workstations.create, {});
  expect((await numbers()).slice(0, 2)).toEqual([2, 1001]);
  await operator.must(workstations.create, {});
  expect((await numbers())[0]).toBe(1001);
  // All others have a name, or were used today.
  expect(await operator.code(workstations.create, {})).toBe("workstation.too_many");
  expect(await numbers()).toHaveLength(MOST_WORKSTATIONS);
});

it("is added by a person 20 times in 24 hours at most, and only by those who have windows", async () => {
  for (let count = 0; count < MOST_ADDED_A_DAY; count += 1) await operator.must(workstations.create, {});
  expect(await operator.code(workstations.create, {})).toBe("workstation.too_many_added");
  await supervisor.must(workstations.create, {});
  await run("update workstation set created_at = now() - interval '25 hours' where number = 1");
  await operator.must(workstations.create, {});
  for (const role of ["auditor", "analyst", "technician", "administrator"] as const)
    expect(await (await room.as(role)).code(workstations.create, {})).toBe("access.not_your_role");
});

it("is removed with its windows by who leads the room, in the log", async () => {
  const { workstationId, number } = await operator.must(workstations.create, {});
  const params = { workstationId };
  await operator.must(workstations.putWindow, { params: { ...params, role: "map" }, body: { bounds: null } });
  expect(await operator.code(workstations.remove, { params })).toBe("access.not_your_role");
  await (await room.as("administrator")).must(workstations.remove, { params });
  expect(await numbers()).toEqual([]);
  expect(await supervisor.code(workstations.remove, { params })).toBe("object.not_found");
  const removed = (await logEntries(room, workstationId)).filter(
    ({ type, outcome }) => type === "workstation.removed" && outcome === "done",
  );
  expect(removed.map(({ detail }) => detail)).toEqual([{ number, name: null }]);
});
