import { dispatch } from "@amaliyat/contract/dispatch";
import { identity } from "@amaliyat/contract/identity";
import { interventions } from "@amaliyat/contract/interventions";
import { reports } from "@amaliyat/contract/reports";
import { theRoom } from "@amaliyat/contract/room";
import { shifts } from "@amaliyat/contract/shifts";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testClient } from "../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../testing/test-room.ts";
import { makeUnit, newCode, planCamera, reportBody } from "../testing/things/things.ts";

let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
});
afterAll(() => room[Symbol.asyncDispose]());

const HOUR_MS = 3_600_000;
const seen = async () => (await room.as("administrator")).must(theRoom.firstHour, {});
const stateOf = async (step: keyof Awaited<ReturnType<typeof seen>>["states"]) => (await seen()).states[step];

/** Three shifts of a day with their chief, and an operator at a desk. */
async function planDay(): Promise<void> {
  const supervisor = await room.as("supervisor");
  const users = await supervisor.must(identity.users, {});
  const idOf = (username: string): string => users.find((user) => user.username === username)?.userId ?? "";
  const begin = Date.now() + HOUR_MS;
  const spanOf = (nth: number) => ({
    from: new Date(begin + nth * 8 * HOUR_MS).toISOString(),
    to: new Date(begin + (nth + 1) * 8 * HOUR_MS).toISOString(),
  });
  for (const [nth, chief] of ["supervisor", "supervisor0", "supervisor"].entries()) {
    expect(await stateOf("shifts")).toBe("missing");
    const chiefId = idOf(chief);
    const body = { sectorId: "SU1", name: `نوبة ${nth}`, ...spanOf(nth), chiefId, anyway: "تمرين في القطاع" };
    await supervisor.must(shifts.plan, { body });
  }
  expect(await stateOf("shifts")).toBe("missing");
  const seat = { kind: "desk" as const, desk: "1" };
  await supervisor.must(shifts.seat, { body: { sectorId: "SU1", userId: idOf("operator"), seat, ...spanOf(0) } });
}

/** A report of a citizen, of which the call-taker makes an intervention. */
async function interventionOfReport() {
  const { reference } = await testClient(room.url).must(reports.send, { body: reportBody(newCode(), PLACES.SU1) });
  const taker = await room.as("call_taker");
  const { rows } = await taker.must(reports.list, { query: { q: reference } });
  const params = { reportId: rows[0]?.reportId ?? "" };
  await taker.must(reports.open, { params });
  return taker.must(reports.makeIntervention, { params, body: { subcategory: "TRF.OBS" } });
}

describe("the first hour", () => {
  it("is for those who set a room up", async () => {
    for (const role of ["supervisor", "administrator"] as const) expect(await (await room.as(role)).code(theRoom.firstHour, {})).toBe("ok");
    for (const role of ["operator", "technician", "auditor", "patrol"] as const)
      expect(await (await room.as(role)).code(theRoom.firstHour, {}), role).toBe("access.not_your_role");
  });

  it("is judged from the room, step by step, to the end of the drill", async () => {
    expect(await seen()).toMatchObject({
      states: {
        map: "missing",
        sectors: "done",
        people: "missing",
        shifts: "missing",
        lines: "optional",
        cameras: "missing",
        drill: "missing",
      },
      readyAt: null,
    });
    await mkdir(join(room.data, "map"), { recursive: true });
    await writeFile(join(room.data, "map", "town.pmtiles"), "PMTiles\u0003 and its tiles");
    expect(await stateOf("map")).toBe("missing");
    await writeFile(join(room.data, "map", "roads.json"), "{}");
    expect(await stateOf("map")).toBe("done");

    const { unitId } = await makeUnit(room, "SU1", "F-1");
    expect((await seen()).states).toMatchObject({ people: "done", cameras: "missing" });

    await planDay();
    expect((await seen()).states.shifts).toBe("done");

    await planCamera(await room.as("technician"), "SU1", "cam-first");
    expect((await seen()).facts.cameras).toEqual({ all: 1, aimed: 1 });

    const { interventionId } = await interventionOfReport();
    const dispatcher = await room.as("dispatcher");
    const assignment = await dispatcher.must(dispatch.assign, { params: { interventionId }, body: { unitId } });
    const params = { assignmentId: assignment.assignmentId };
    for (const status of ["accepted", "en_route", "on_scene", "cleared"] as const)
      await (await room.as("patrol")).must(dispatch.stamp, { params, body: { status } });
    expect(await seen()).toMatchObject({ states: { drill: "missing" }, readyAt: null });

    const { version } = await dispatcher.must(interventions.card, { params: { interventionId } });
    const end = { version, disposition: "03" as const, outcome: "تمرين: فُتحت الطريق" };
    const { closedAt } = await dispatcher.must(interventions.close, { params: { interventionId }, body: end });
    expect(await seen()).toMatchObject({
      states: { drill: "done", lines: "optional" },
      facts: { drill: { interventionId, endedAt: closedAt } },
      readyAt: closedAt,
      hasHistory: false,
    });
    await room.database.db.pool.query("update intervention set opened_at = opened_at - interval '25 hours'");
    expect((await seen()).hasHistory).toBe(true);
  });
});
