import { interventions } from "@amaliyat/contract/interventions";
import { places } from "@amaliyat/contract/places";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { logEntries } from "../testing/things/log-entries.ts";
import { codeOf, type TestClient } from "../testing/test-client.ts";
import { startTestRoom, type TestRoom } from "../testing/test-room.ts";

const AT = { lat: 31.905, lon: 5.3095 };
const DEGREE_M = 111_195;
let room: TestRoom;
let operator: TestClient;
let dispatcher: TestClient;
let interventionId = "";
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
  [operator, dispatcher] = [await room.as("operator"), await room.as("dispatcher")];
  await open("TRF.OBS", 10);
  await open("TRF.OBS", 40);
  await open("DRG.USE", 20);
  await open("ACC.MAT", 90);
  const cancelled = await open("PRK.PUB", 5);
  await dispatcher.must(interventions.cancel, { params: { interventionId: cancelled }, body: { version: 1, reason: "خطأ" } });
  const old = await open("THF.SHP", 15);
  await room.database.db.pool.query("update intervention set opened_at = now() - interval '13 months' where intervention_id = $1", [old]);
  // Beyond the edge of the sector, 60 m away.
  const other = await room.as("operator2");
  await other.must(interventions.open, { body: { origin: "desk", place: { ...AT, lon: 5.3101 }, subcategory: "ACC.INJ" } });
  interventionId = await open("TRF.OBS", 0);
});
afterAll(() => room[Symbol.asyncDispose]());

const open = async (subcategory: "TRF.OBS" | "DRG.USE" | "ACC.MAT" | "PRK.PUB" | "THF.SHP", metresNorth: number): Promise<string> => {
  const place = { ...AT, lat: AT.lat + metresNorth / DEGREE_M };
  return (await dispatcher.must(interventions.open, { body: { origin: "desk", place, subcategory } })).interventionId;
};
const asked = { purpose: "protection" as const, radiusM: 50 as 25 | 50 | 100 | 250, sensitive: false, words: null as string | null };
const read = (change: object = {}, by = operator, of = interventionId) =>
  by.ask(places.history, { params: { interventionId: of }, body: { ...asked, ...change } });
const counted = async (change: object = {}, by = operator) => {
  const answer = await read(change, by);
  if (!answer.ok) throw new Error(answer.error.code);
  return Object.fromEntries(answer.value.counts.map(({ category, count }) => [category, count]));
};
const entries = async () => (await logEntries(room, interventionId)).filter(({ type }) => type === "place.history_read");

describe("the history of a place", () => {
  it("is what was worked within the radius and the months, of the reader's sectors, without what is sensitive", async () => {
    expect(await counted()).toEqual({ TRF: 2 });
    expect(await counted({ radiusM: 25 })).toEqual({ TRF: 1 });
    expect(await counted({ radiusM: 100 })).toEqual({ TRF: 2, ACC: 1 });
    expect(await counted({ radiusM: 100 }, await room.as("operator0"))).toEqual({ TRF: 2, ACC: 2 });
  });

  it("shows sensitive categories to who says what for, and nothing of persons to anybody", async () => {
    const before = (await entries()).length;
    expect(codeOf(await read({ sensitive: true }))).toBe("history.words_missing");
    expect(codeOf(await read({ sensitive: true, words: "   " }))).toBe("request.invalid");
    for (const words of [".", "ااا", "\u200f-", "12"])
      for (const sensitive of [true, false]) expect(codeOf(await read({ sensitive, words })), words).toBe("history.words_missing");
    expect((await entries()).filter(({ outcome }) => outcome === "done")).toHaveLength(before);
    expect(await counted({ sensitive: true, words: "بلاغ عن الشقة نفسها" })).toEqual({ TRF: 2, DRG: 1 });
    const answer = await read();
    if (!answer.ok) throw new Error(answer.error.code);
    expect(answer.value.rows.map((row) => Object.keys(row).toSorted())).toEqual(
      answer.value.rows.map(() => ["disposition", "metres", "openedAt", "reference", "state", "subcategory"]),
    );
  });

  it("is asked for a purpose and with a radius of the list, or not at all", async () => {
    for (const change of [{ purpose: undefined }, { purpose: "curiosity" }, { radiusM: 51 }, { radiusM: 100_000 }, { radiusM: -25 }])
      expect(codeOf(await read(change)), JSON.stringify(change)).toBe("request.invalid");
    expect(codeOf(await read({}, await room.as("auditor")))).toBe("access.not_your_role");
    expect(codeOf(await read({}, await room.as("patrol")))).toBe("access.not_your_role");
    expect(codeOf(await read({}, await room.as("operator2")))).toBe("object.not_found");
    const nowhere = await dispatcher.must(interventions.open, { body: { origin: "desk", placeText: "لا يُعرف" } });
    expect(codeOf(await read({}, operator, nowhere.interventionId))).toBe("history.no_place");
  });

  it("stands in the log with place, radius, purpose and words; without the log there is no history", async () => {
    await read({ radiusM: 25, sensitive: true, words: "سبب" });
    expect((await entries()).at(-1)).toMatchObject({
      outcome: "done",
      actor_name: "operator",
      purpose: "protection",
      sector_id: "SU1",
      detail: { point: AT, radiusM: 25, sensitive: true, words: "سبب" },
    });
    const { pool } = room.database.db;
    await pool.query("alter table log_entry rename to log_entry_away");
    try {
      expect(codeOf(await read())).toBe("server.failed");
    } finally {
      await pool.query("alter table log_entry_away rename to log_entry");
    }
  });
});
