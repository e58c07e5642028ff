import { dispatch } from "@amaliyat/contract/dispatch";
import { interventions } from "@amaliyat/contract/interventions";
import { afterAll, beforeAll, expect, it } from "vitest";
import { logEntries } from "../testing/things/log-entries.ts";
import { signedIn, type TestClient } from "../testing/test-client.ts";
import { PASSWORD, PLACES, startTestRoom, type TestRoom } from "../testing/test-room.ts";

let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
});
afterAll(() => room[Symbol.asyncDispose]());

const RACES = 200;
const UNITS = 5;

/** Two dispatchers send, 200 times in all and at once, any of five units to any of eight interventions, while the patrols' work ends. */
it("of two dispatchers who send the same unit at once one is told, and no unit is ever bound twice", async () => {
  const dispatchers = [await signedIn(room.url, "dispatcher", PASSWORD), await signedIn(room.url, "supervisor", PASSWORD)];
  const [first] = dispatchers;
  if (!first) throw new Error("nobody is signed in");
  const supervisor = await room.as("supervisor");
  const units = await Promise.all(
    Array.from({ length: UNITS }, (_, n) =>
      supervisor.must(dispatch.createUnit, { body: { code: `R-${n}`, kind: "car", sectorId: "SU1" } }),
    ),
  );
  const work = await Promise.all(
    Array.from({ length: 8 }, () =>
      first.must(interventions.open, { body: { origin: "desk", place: PLACES.SU1, subcategory: "TRF.OBS" } }),
    ),
  );
  const race = async (n: number): Promise<string> => {
    const by = dispatchers[n % 2] as TestClient;
    const [unit, intervention] = [units[(n * 7) % UNITS], work[(n * 3) % work.length]];
    const sent = await by.ask(dispatch.assign, {
      params: { interventionId: intervention?.interventionId ?? "" },
      body: { unitId: unit?.unitId ?? "" },
    });
    if (sent.ok && n % 4 === 0)
      await by.must(dispatch.withdraw, { params: { assignmentId: sent.value.assignmentId }, body: { reason: "غيرها" } });
    return sent.ok ? "ok" : sent.error.code;
  };
  const codes = await Promise.all(Array.from({ length: RACES }, (_, n) => race(n)));
  expect(new Set(codes)).toEqual(new Set(["ok", "unit.already_assigned", "unit.already_here"]));
  const { rows } = await room.database.db.pool.query<{ unit_id: string; bound: number }>(
    "select unit_id, count(*)::int as bound from assignment where kind in ('assigned','accepted','en_route','on_scene') group by 1",
  );
  expect(rows.every(({ bound }) => bound === 1)).toBe(true);
  const sent = (await logEntries(room)).filter(({ type }) => type === "intervention.assigned");
  expect(sent).toHaveLength(codes.filter((code) => code === "ok").length);
});
